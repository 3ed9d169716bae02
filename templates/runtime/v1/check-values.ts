import { type Findings, type Key, type Presence, isAbsent, read, report } from "./check.js";

/** Values that JSON has no types for, apart from `check.ts` so that clients without them do not carry these. */

/** A point in time. */
export function point(at: Findings, value: unknown, key: Key, presence: Presence): void {
  const found = read(value, key);
  if (isAbsent(at, key, found, presence)) return;
  if (!(found instanceof Date) || Number.isNaN(found.getTime())) report(at, key, "must be a valid Date");
}

/** A whole number of any size; a number will do where it is exact. */
export function bigint(
  at: Findings,
  value: unknown,
  key: Key,
  presence: Presence,
  min: number = -Infinity,
  max: number = Infinity,
): void {
  const found = read(value, key);
  if (isAbsent(at, key, found, presence)) return;
  if (typeof found !== "bigint" && !Number.isSafeInteger(found)) return report(at, key, "must be a bigint");
  if ((found as bigint) < min) report(at, key, `must be at least ${min}`);
  if ((found as bigint) > max) report(at, key, `must be at most ${max}`);
}

/** The digits of a whole number of any size; a number will do where it is exact. */
export function digits(
  at: Findings,
  value: unknown,
  key: Key,
  presence: Presence,
  min: number = -Infinity,
  max: number = Infinity,
): void {
  const found = read(value, key);
  if (isAbsent(at, key, found, presence)) return;
  const isWhole = typeof found === "string" ? /^-?\d+$/.test(found) : Number.isSafeInteger(found);
  if (!isWhole) return report(at, key, "must be the digits of a whole number");
  const exact = BigInt(found as string);
  if (exact < min) report(at, key, `must be at least ${min}`);
  if (exact > max) report(at, key, `must be at most ${max}`);
}
