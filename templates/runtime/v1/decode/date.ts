import { report, self } from "../check.js";
import type { Decode } from "../operation.js";

const dateTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d):?(\d\d)?$/i;

/** A point in time, `2025-01-31T12:30:00Z`; one without a time zone is none. */
export const toDate: Decode = (at, value) => {
  if (value instanceof Date) return value;
  const [, day, time, second = "00", fraction = "", zone = "", minutes = "00"] = dateTime.exec(String(value)) ?? [];
  // A leap second is told as the one before it; only the form that every platform reads is given to it.
  const offset = /z/i.test(zone) ? "Z" : `${zone}:${minutes}`;
  const found = new Date(`${day}T${time}:${second === "60" ? "59" : second}${fraction}${offset}`);
  if (Number.isNaN(found.getTime())) report(at, self, "must be a date and time with a time zone");
  return found;
};
