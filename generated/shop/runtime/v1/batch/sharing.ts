// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { readCredentials } from "../auth.js";
import type { Connection } from "../connection.js";
import type { CallRequest, Intent } from "../layers.js";
import type { Reply } from "../reply.js";
import { writeJson } from "../styles/text.js";
import { withLimit } from "../timing.js";
import type { Outcome } from "./window.js";

/** Whether a call lets others travel with it, as it says itself or its client does. */
export function wantsCompany({ connection, options }: Pick<Intent, "connection" | "options">): boolean {
  return options.batch ?? connection.options.batch ?? true;
}

/** Whether one request may serve a call and others alike: it is wanted, and nothing in its options is for this call alone. */
export function mayShare(intent: Pick<Intent, "connection" | "options">): boolean {
  const { signal: _, extra, ...others } = intent.options;
  // Functions that hear of one call would hear of others.
  return wantsCompany(intent) && !extra && Object.values(others).every((option) => typeof option !== "function");
}

/** What each client has of its own for each operation, made with the first call of it. */
export function keepPerClient<Key, Own>(
  make: (connection: Connection, key: Key) => Own,
): (connection: Connection, key: Key) => Own {
  const kept = new WeakMap<Connection, Map<Key, Own>>();
  return (connection, key) => {
    const own = kept.get(connection) ?? new Map<Key, Own>();
    const found = own.get(key) ?? make(connection, key);
    kept.set(connection, own.set(key, found));
    return found;
  };
}

/**
 * Tells apart whom a request speaks for. Functions are asked, for they may know of a session that is this caller's alone;
 * credentials that are plain values are the whole client's.
 */
export function tellCredentials(request: CallRequest): string | Promise<string> {
  const { auth } = request.connection;
  const isFixed = request.auth.every((id) => typeof auth?.[id] !== "function");
  if (isFixed) return "";
  // Such a function may hang, as in any attempt.
  const reading = withLimit(request, "timeout", () => readCredentials(request));
  return reading.then((ready) => writeJson(ready.map(({ value }) => value)));
}

/** What a request says of itself beside what it asks: who shares an answer says the same. */
export function listTerms(
  { url, headers, timeout, deadline, retry, auth }: CallRequest,
  credentials: string,
): unknown[] {
  return [url, headers, timeout, deadline, retry, auth, credentials];
}

/** Joins those who wait for the same, until the caller gives up; how long all of it may take is the work's to heed. */
export function joinOthers(
  request: CallRequest,
  join: (credentials: string, signal: AbortSignal | undefined) => Promise<Reply>,
): Promise<Reply> {
  const start = (credentials: string): Promise<Reply> =>
    withLimit({ ...request, deadline: Infinity }, "deadline", (signal) => join(credentials, signal));
  const credentials = tellCredentials(request);
  // Where it need not wait, a call goes out in its turn: not after a change that was asked for later.
  return typeof credentials === "string" ? start(credentials) : credentials.then(start);
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
