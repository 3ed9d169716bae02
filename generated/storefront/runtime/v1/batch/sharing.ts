// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { readCredentials } from "../auth.js";
import type { CallRequest } from "../layers.js";
import type { Reply } from "../reply.js";
import { writeJson } from "../styles/text.js";
import type { Outcome } from "./window.js";

/**
 * Tells apart whom a request speaks for. Functions are asked, for they may know of a session that is this caller's alone;
 * credentials that are plain values are the whole client's.
 */
export function tellCredentials(request: CallRequest): string | Promise<string> {
  const { auth } = request.connection;
  const isFixed = request.auth.every((id) => typeof auth?.[id] !== "function");
  if (isFixed) return "";
  return readCredentials(request).then((ready) => writeJson(ready.map(({ value }) => value)));
}

/** The same reply for another caller: the data are each one's own to change, the response has been read. */
export function copyReply(reply: Reply): Reply {
  return { ...reply, data: structuredClone(reply.data) };
}

/** What is refused together may be fine alone; a server that fails, or knows nobody, would do so for each. */
export function shareFailure(reply: Reply): Outcome<Reply> {
  const { status } = reply.response;
  const isRefused = status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status);
  return isRefused ? "alone" : { value: copyReply(reply) };
}
