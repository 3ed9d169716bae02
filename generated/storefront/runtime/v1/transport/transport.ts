// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { BodyContent } from "../operation.js";

/** What goes on the wire, as plain parts: a transport builds from them what it needs. */
export interface TransportRequest {
  readonly method: string;
  /** Absolute. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string };
  readonly body: BodyContent | undefined;
  readonly signal: AbortSignal | undefined;
  /** Redirects are followed by the runtime, which keeps credentials at home; `follow` only where there is nothing to keep. */
  readonly redirect: "manual" | "follow";
}

/** Sends one request and answers with whatever came back; throws only where no answer came. Never retries, never times out. */
export type Transport = (request: TransportRequest) => Promise<Response>;
