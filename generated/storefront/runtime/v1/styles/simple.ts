// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Parameter } from "../operation.js";
import { expand } from "./expand.js";

const style = { first: "", separator: ",", named: false, empty: "=" } as const;

/** `blue,black`; objects `R,100,G,200` or, exploded, `R=100,G=200`. */
export function simple(key: string, value: unknown, parameter: Parameter): string | undefined {
  return expand(key, value, { style, parameter });
}
