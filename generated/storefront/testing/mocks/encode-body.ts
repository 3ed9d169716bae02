// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { ReplyCase, WireFacts } from "../operation-case.js";
import type { Answer } from "../wire.js";

/** Digits in a text are what a client reads of a bigint that no number holds. */
function toJson(_: string, value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

/** A body as it goes on the wire: texts and bytes as they are, everything else in JSON, or in the contract's XML. */
export function toBody(
  body: unknown,
  reply: Pick<ReplyCase, "mediaType" | "root"> | undefined = {},
  { headers, xml }: { readonly headers: Answer["headers"]; readonly xml: WireFacts["xml"] },
): Omit<Answer, "status"> {
  if (body === undefined) return { ...(headers && { headers }) };
  const { mediaType, root } = reply;
  const isText = typeof body === "string" && mediaType !== undefined && !/[/+]json\b/i.test(mediaType);
  // A whole document is one, whatever the contract says.
  const isWritten = isText && (root === undefined || body.startsWith("<"));
  const content =
    isWritten || body instanceof Uint8Array ? body : xml && root ? xml.write(body, root) : JSON.stringify(body, toJson);
  return { headers: { "content-type": mediaType ?? "application/json", ...headers }, body: content };
}
