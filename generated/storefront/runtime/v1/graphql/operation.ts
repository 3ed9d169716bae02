// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import {
  type ClientDescription,
  type ClientOptions,
  type Connection,
  createConnection,
  type RequestOptions,
} from "../connection.js";
import type { ApiError } from "../errors.js";
import type { Decode, Operation } from "../operation.js";
import type { Reply } from "../reply.js";
import type { Throttle } from "../retry.js";
import { readRetryAfter } from "../retry-after.js";
import type { GraphQLRequestError } from "./errors.js";
import type { Exchange, GraphqlAnswer } from "./exchange.js";
import type { ThrottleRules } from "./throttle.js";
import type { SubscriptionProtocol, SubscriptionSettings } from "./subscription.js";

/** One GraphQL operation as data: its document, and what the runtime must know to send it. */
export interface GraphqlOperation extends Pick<Operation, "call" | "check" | "replies" | "start" | "accept" | "read"> {
  /** How its message is put on the wire, where not as the client does it: with files beside it. */
  readonly exchange?: Exchange;
  /** Makes the variables what they are on the wire, where JSON has no types for them. */
  readonly encode?: Decode;
  /** Makes of the data what JSON has no types for. */
  readonly decode?: ReadData;
  /** What the events of a subscription come through. */
  readonly protocol?: SubscriptionProtocol;
  /** Where the page of a connection lies in the data, and how the next one is asked for. */
  readonly connection?: GraphqlPages;
  /** What it does and its name in the document, `query Product`. */
  readonly id: string;
  readonly document: string;
  /** Of the document, in hex: what servers know it by that keep documents. */
  readonly sha256: string;
}

/** Reads the data of a reply. */
export type ReadData = (
  place: { readonly connection: Connection; readonly operation: Operation },
  reply: Reply,
) => unknown;

/** A page of a connection. */
export interface GraphqlPages {
  /** The way to the connection: keys of the data. */
  readonly path: readonly string[];
  /** Whether the items are the connection's `nodes` or those of its `edges`. */
  readonly list: "nodes" | "edges";
  /** The variable that takes the cursor. */
  readonly variable: string;
}

/** What a server answers an operation with that it refuses, or cannot carry out in full. */
export type GraphqlFailure<Data> = GraphQLRequestError<Data> | ApiError;

/**
 * What becomes of an answer with errors: `none` (by default) throws, `all` gives what there is of the data, and the
 * errors with `.withResponse()`, `ignore` gives it and forgets the errors. Where there is no data at all, every policy throws.
 */
export type ErrorPolicy = "none" | "all" | "ignore";

/** What can be set for a GraphQL client and for a single call. */
export interface GraphqlSettings {
  readonly errorPolicy?: ErrorPolicy | undefined;
  /**
   * `auto` sends the document's hash, and the document only where the server does not know it yet; `only` never sends
   * it: the server must have been given the documents before.
   */
  readonly persisted?: "off" | "auto" | "only" | undefined;
  /** Sends queries as GET, so that caches on the way can answer them. */
  readonly get?: boolean | undefined;
}

/** The options of a single GraphQL call. */
export interface GraphqlRequestOptions extends RequestOptions, GraphqlSettings {}

/** The options of a GraphQL client. */
export interface GraphqlClientOptions<Auth = unknown> extends ClientOptions<Auth>, GraphqlSettings {
  /** How answers say that too much was asked: such calls wait and are repeated; by default in the words of Shopify, GitHub and their like. */
  readonly throttle?: ThrottleRules | undefined;
  /** Where subscriptions go, and how. */
  readonly subscriptions?: SubscriptionSettings | undefined;
}

/** What a generated GraphQL client says about itself. */
export interface GraphqlDescription extends ClientDescription {
  readonly exchange: Exchange;
}

/** Makes a connection to a GraphQL server. */
export function createGraphqlConnection(client: GraphqlDescription, options: GraphqlClientOptions): Connection {
  return createConnection({ ...client, findThrottle: (reply) => findThrottle(reply, options) }, options);
}

/** What a throttled answer looks like is loaded where an answer has nothing but errors. */
function findThrottle(reply: Reply, { throttle }: GraphqlClientOptions): Promise<Throttle | undefined> | undefined {
  const answers = [reply.data].flat() as (GraphqlAnswer | undefined)[];
  if (!answers.every((answer) => answer?.errors && !answer.data)) return undefined;
  return import("./throttle.js").then(({ readThrottle }) => readThrottle(reply, answers, { throttle, readRetryAfter }));
}
