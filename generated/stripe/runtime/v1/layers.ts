// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Refreshes } from "./auth.js";
import type { AnyOperation, EncodedBody } from "./operation.js";
import type { Connection, RequestOptions } from "./connection.js";
import type { Reply } from "./reply.js";
import type { RetryPolicy } from "./retry.js";

/** One call on its way out, the same in every layer. Layers change it by passing on a copy. */
export interface CallRequest {
  /** The client that it is a call of. */
  readonly connection: Connection;
  readonly operation: AnyOperation;
  readonly method: string;
  /** Absolute; auth is added later, per attempt. */
  readonly url: string;
  /** The origin that credentials may reach. */
  readonly home: string;
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string };
  readonly body: EncodedBody | undefined;
  readonly signal: AbortSignal | undefined;
  /** The auth schemes to sign with. */
  readonly auth: readonly string[];
  /** Milliseconds for one attempt. */
  readonly timeout: number;
  /** Milliseconds for all attempts. */
  readonly deadline: number;
  /** When the deadline is over, in milliseconds since 1970. */
  readonly expires: number;
  readonly retry: RetryPolicy;
  readonly idempotencyKey: string | undefined;
  /** Counts from 1. */
  readonly attempt: number;
  /** Set where the server refused the last credential: the new ones, shared with the calls that it refused too. */
  readonly refresh: Refreshes | undefined;
  /** The call's own options. */
  readonly options: RequestOptions;
}

/** What a call wants, before it is a request. */
export type Intent = Pick<CallRequest, "connection" | "operation" | "options">;

/** Sends a request and gives the server's answer, whatever its status; throws only where no answer came. */
export type Send = (request: CallRequest) => Promise<Reply>;

/** A step around sending: sees each request before and each reply after, and may change, answer, repeat or refuse. */
export type Layer = (next: Send, connection: Connection) => Send;

/** Layers around the whole call with its retries, or around each attempt; a bare list is around the call. The first is outermost. */
export type Layers = readonly Layer[] | { readonly call?: readonly Layer[]; readonly attempt?: readonly Layer[] };
