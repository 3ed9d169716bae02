// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Body, EncodedBody, Part } from "../operation.js";
import { encodeText } from "../styles/text.js";

/**
 * An `application/x-www-form-urlencoded` body. Null is written as empty (`key=`), which is how such servers are told
 * to unset a value; spaces are `%20`, which every decoder reads.
 */
export function form(value: unknown, body: Body): EncodedBody | undefined {
  const content = Object.entries(value as object)
    .map(([key, member]) => writeProperty(key, member, body.parts?.[key] ?? body.each))
    .filter((text) => text !== undefined)
    .join("&");
  return content ? { content, type: body.type ?? "application/x-www-form-urlencoded", replayable: true } : undefined;
}

/** Writes a property as `key=value` pairs, percent-encoded. */
export function writeProperty(key: string, value: unknown, part: Part | undefined): string | undefined {
  if (value === undefined) return undefined;
  const text = part?.encode?.(key, value, { in: "query", ...part });
  return text ?? (value === null ? `${encodeText(key, { in: "query" })}=` : undefined);
}
