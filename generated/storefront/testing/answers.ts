// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { OperationCase, ReplyCase, SampleBody, WireFacts } from "./operation-case.js";
import type { Answer } from "./wire.js";
import { writeBody } from "./write-body.js";

/** The answer that a declared reply stands for. */
export function toAnswer(reply: ReplyCase, facts: WireFacts, body: unknown = wireOf(reply.bodies[0])): Answer {
  const { status, mediaType } = reply;
  if (reply.kind === "nothing" || mediaType === undefined) return { status };
  return { status, headers: { "content-type": mediaType }, body: writeBody(body, reply, facts.xml) };
}

/** A body as the server sends it. */
export function wireOf(sample: SampleBody | undefined): unknown {
  return sample?.wire ?? sample?.body;
}

/** An answer that the operation takes for success, whatever is tested beside it. */
export function successOf(operation: OperationCase, facts: WireFacts): Answer {
  const reply = operation.replies.find(isSuccess);
  return reply === undefined ? { status: 204 } : toAnswer(reply, facts);
}

/** True for replies that a call resolves with. */
export function isSuccess({ status }: ReplyCase): boolean {
  return status >= 200 && status < 300;
}

/** True where the status alone says that there is no body. */
export function isBodiless(reply: ReplyCase, { method }: OperationCase): boolean {
  return method === "HEAD" || [204, 205, 304].includes(reply.status) || reply.kind === "nothing";
}

/** Some statuses, and answers to HEAD, have no body. */
export function bodyOf({ status, body }: Answer, method: string): string | ArrayBuffer | null {
  if (method === "HEAD" || [204, 205, 304].includes(status) || body === undefined) return null;
  return typeof body === "string" ? body : new Uint8Array(body).buffer;
}
