// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { ReplyCase, WireFacts } from "../operation-case.js";
import type { Answer } from "../wire.js";
import { writeBody } from "../write-body.js";

/** A body with the headers that tell what it is, as the declared answer has it. */
export function toBody(
  body: unknown,
  reply: Pick<ReplyCase, "kind" | "mediaType" | "root">,
  { headers, xml }: { readonly headers: Answer["headers"]; readonly xml: WireFacts["xml"] },
): Omit<Answer, "status"> {
  if (body === undefined) return { ...(headers && { headers }) };
  const { mediaType = "application/json" } = reply;
  // A whole document is one, whatever the contract says.
  const isDocument = reply.kind === "xml" && typeof body === "string" && body.startsWith("<");
  const content = writeBody(body, isDocument ? { kind: "text" } : reply, xml);
  return { headers: { "content-type": mediaType, ...headers }, body: content };
}
