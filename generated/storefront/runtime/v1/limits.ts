// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Settings } from "./connection.js";

/** Refuses numbers that no timer and no counter can keep to. */
export function checkLimits(client: string, { timeout, deadline, retry }: Settings): void {
  const check = (name: string, value: number | undefined, zero: "or 0" | "not 0"): void => {
    if (value === undefined || (typeof value === "number" && (zero === "or 0" ? value >= 0 : value > 0))) return;
    const wish = zero === "or 0" ? "0 or more" : "above 0, `Infinity` for no limit";
    throw new TypeError(`${client}: \`${name}\` must be a number, ${wish}; it is ${String(value)}`);
  };
  check("timeout", timeout, "not 0");
  check("deadline", deadline, "not 0");
  if (typeof retry !== "object") return check("retry", retry, "or 0");
  for (const [name, value] of Object.entries(retry)) check(`retry.${name}`, value, "or 0");
}
