// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { CallRequest } from "../layers.js";
import type { Reply } from "../reply.js";
import type { RetryOptions } from "../retry.js";
import type { GraphqlErrorEntry } from "./errors.js";
import type { GraphqlMessage } from "./exchange.js";
import type { GraphqlRequestOptions } from "./operation.js";

/** What a server tells as it happens: the data of every event, until the server says that there are no more. */
export interface Subscription<Data> extends AsyncIterable<Data> {
  /** The same events with what stands beside the data: the errors that the policy let pass, and what the server adds. */
  events(): AsyncGenerator<SubscriptionEvent<Data>, void, undefined>;
}

/** One event of a subscription. */
export interface SubscriptionEvent<Data> {
  readonly data: Data;
  readonly errors: readonly GraphqlErrorEntry[];
  readonly extensions: { readonly [key: string]: unknown } | undefined;
}

/** How the subscriptions of a client reach their server. */
export interface SubscriptionSettings {
  /** `wss://` or `https://`; the base URL by default. What is given here is trusted with the credentials. */
  readonly url?: string | undefined;
  /** How often a subscription that broke is taken up again without hearing anything, 10 times by default, or the whole policy. */
  readonly reconnect?: number | RetryOptions | undefined;
  /** WebSocket: what the server is told as the socket opens; by default the headers that a request would carry, credentials included. */
  readonly params?: ((headers: { readonly [name: string]: string }) => object | Promise<object>) | undefined;
  /** WebSocket: its implementation, where the platform has none: that of `ws` on Node 20. */
  readonly webSocket?: unknown;
  /** WebSocket: milliseconds of silence after which the server is asked whether it is still there, and has as long to answer; 30,000 by default, `Infinity` for never. */
  readonly heartbeat?: number | undefined;
  /** Speaks with the server in another way than the client was made for. */
  readonly protocol?: SubscriptionProtocol | undefined;
}

/** The options of a single subscription. */
export interface SubscriptionOptions<Data = unknown, Variables = object> extends Omit<
  GraphqlRequestOptions,
  "deadline" | "persisted" | "get"
> {
  readonly reconnect?: number | RetryOptions | undefined;
  /**
   * Called before a subscription that broke is taken up again, with the last event that came: gives the variables to go
   * on with, a cursor say; without it, or where it gives nothing, they are the same.
   */
  readonly resume?: ((last: Data | undefined) => Variables | undefined | Promise<Variables | undefined>) | undefined;
}

/**
 * Opens a subscription. The reply's data are answers as they come until the server completes it, or a single answer where
 * the server refuses; they throw a `ConnectionError` where the connection breaks.
 */
export type SubscriptionProtocol = (message: GraphqlMessage, request: CallRequest) => Promise<Reply>;
