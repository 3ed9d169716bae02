// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { EncodedBody } from "../operation.js";
import type { Reply } from "../reply.js";
import type { GraphqlErrorEntry } from "./errors.js";

/** What is asked of a server. */
export interface GraphqlMessage {
  readonly query?: string;
  readonly operationName?: string;
  readonly variables?: object;
  readonly extensions?: { readonly [key: string]: unknown };
}

/** What a server answers. */
export interface GraphqlAnswer {
  readonly data?: unknown;
  readonly errors?: readonly GraphqlErrorEntry[];
  readonly extensions?: { readonly [key: string]: unknown };
}

/** Where a message goes, and the way there, which leads through every layer. */
export interface Wire {
  readonly url: string;
  readonly get: boolean;
  readonly post: (parts: { readonly url?: string; readonly body?: string | EncodedBody }) => Promise<Reply>;
}

/** Puts a message on the wire, and gives back what came. */
export type Exchange = (message: GraphqlMessage, wire: Wire) => Promise<Reply>;
