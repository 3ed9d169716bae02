// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Settings } from "./connection.js";

/** Refuses numbers that no timer and no counter can keep to. */
export function checkLimits(client: string, { timeout, deadline, retry }: Settings): void {
  const check = (name: string, value: number | undefined, isLimit: boolean): void => {
    if (value === undefined || (typeof value === "number" && (isLimit ? value > 0 : value >= 0))) return;
    const wish = isLimit ? "above 0, `Infinity` for no limit" : "0 or more";
    throw new TypeError(`${client}: \`${name}\` must be a number, ${wish}; it is ${String(value)}`);
  };
  check("timeout", timeout, true);
  check("deadline", deadline, true);
  if (typeof retry !== "object") return check("retry", retry, false);
  for (const [name, value] of Object.entries(retry)) check(`retry.${name}`, value, false);
}
