// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Answer } from "../wire.js";

/** Digits in a text are what a client reads of a bigint that no number holds. */
function toJson(_: string, value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

/** A body as it goes on the wire: texts and bytes as they are, everything else as JSON. */
export function toBody(
  body: unknown,
  mediaType: string | undefined,
  headers: Answer["headers"],
): Omit<Answer, "status"> {
  if (body === undefined) return { ...(headers && { headers }) };
  const isText = typeof body === "string" && mediaType !== undefined && !/[/+]json\b/i.test(mediaType);
  const content = isText || body instanceof Uint8Array ? body : JSON.stringify(body, toJson);
  return { headers: { "content-type": mediaType ?? "application/json", ...headers }, body: content };
}
