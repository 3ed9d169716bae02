// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Parameter } from "../operation.js";
import { encodeText, writeJson } from "./text.js";

/** A parameter whose content is JSON: `filter=%7B%22a%22%3A1%7D`, in paths and headers without its name. */
export function json(key: string, value: unknown, parameter: Parameter): string {
  const text = encodeText(writeJson(value), parameter);
  const isNamed = parameter.in === "query" || parameter.in === "cookie";
  return isNamed ? `${encodeText(key, parameter)}=${text}` : text;
}
