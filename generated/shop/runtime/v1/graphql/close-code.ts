// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { ConnectionError, isCallError } from "../errors.js";
import { toConnectionError } from "../failure.js";
import type { CallRequest } from "../layers.js";

/** Why a server closed a socket, in its own words. */
interface CloseReason {
  readonly code: number;
  readonly reason: string;
}

/** A socket that was closed because the server wants nothing of it. */
export interface Refusal {
  readonly message: string;
  /** What HTTP would answer. */
  readonly status: number;
  /** Whether another socket would be refused as well. */
  readonly isFinal: boolean;
}

/** The codes of graphql-transport-ws are those of HTTP, by 4,000 higher; what it forbids are the credentials that a socket was opened with. */
export function readRefusal(reason: unknown): Refusal | undefined {
  if (!isCloseReason(reason)) return undefined;
  const { code, reason: message } = reason;
  if (code < 4400 || code > 4599) return undefined;
  const isFinal = [4400, 4406, 4409, 4500].includes(code);
  return { message: message || `closed with ${code}`, status: code === 4403 ? 401 : code - 4000, isFinal };
}

/** What a closed socket, or one that could not be opened, is to a call. */
export function toClosedError(request: CallRequest, reason: unknown): Error {
  if (isCallError(reason)) return reason;
  if (isCloseReason(reason)) {
    const { code, reason: words } = reason;
    return new ConnectionError(request, `the socket was closed (${`${code} ${words}`.trim()})`, { code: String(code) });
  }
  const { error = reason } = reason as { readonly error?: unknown };
  return toConnectionError(request, error, []);
}

function isCloseReason(reason: unknown): reason is CloseReason {
  return typeof reason === "object" && reason !== null && "code" in reason && "reason" in reason;
}
