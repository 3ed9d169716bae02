// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Parameter } from "../operation.js";
import { encodeText, simplify, writeScalar } from "./text.js";

/** A single value; null is none. */
export function scalar(_: string, value: unknown, parameter: Parameter): string | undefined {
  return value === null ? undefined : encodeText(writeScalar(simplify(value)), parameter);
}

/** A single value behind its name: `color=blue`. */
export function namedScalar(key: string, value: unknown, parameter: Parameter): string | undefined {
  const text = scalar(key, value, parameter);
  return text === undefined ? undefined : `${encodeText(key, parameter)}=${text}`;
}
