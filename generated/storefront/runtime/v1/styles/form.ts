// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Parameter } from "../operation.js";
import { expand } from "./expand.js";

const style = { first: "", separator: "&", named: true, empty: "=", explode: true } as const;

/** `color=blue&color=black`; not exploded `color=blue,black`. An exploded object spreads its members: `R=100&G=200`. */
export function form(key: string, value: unknown, parameter: Parameter): string | undefined {
  return expand(key, value, { style, parameter });
}
