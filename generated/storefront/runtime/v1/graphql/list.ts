// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Connection } from "../connection.js";
import { DecodeError } from "../errors.js";
import { callGraphql, GraphqlCall } from "./call.js";
import type { GraphqlOperation, GraphqlPages, GraphqlRequestOptions } from "./operation.js";
import { type GraphqlReply, sendGraphql } from "./send.js";

/** A GraphQL call whose data holds a page of a connection: a promise of that data, and all items over all pages. */
export class GraphqlListCall<Item, Data> extends GraphqlCall<Data> {
  readonly #walk: () => AsyncGenerator<GraphqlReply<Data>, void, undefined>;
  readonly #pages: GraphqlPages;

  constructor(
    first: Promise<GraphqlReply<Data>>,
    {
      walk,
      pages,
    }: { readonly walk: () => AsyncGenerator<GraphqlReply<Data>, void, undefined>; readonly pages: GraphqlPages },
  ) {
    super(first);
    this.#walk = walk;
    this.#pages = pages;
  }

  /** Every item of every page. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const data of this.pages()) yield* itemsOf<Item>(data, this.#pages);
  }

  /** The data of every page. */
  async *pages(): AsyncGenerator<Data, void, undefined> {
    // What goes wrong is thrown to who walks the pages, be it that nobody awaits this promise.
    this.catch(() => undefined);
    for await (const { data } of this.#walk()) yield data;
  }
}

/** Starts a GraphQL call whose data holds a page of a connection. */
export function callGraphqlPages<Item, Data>(
  connection: Connection,
  operation: GraphqlOperation,
  variables: object,
  options: GraphqlRequestOptions = {},
): GraphqlListCall<Item, Data> {
  const pages = operation.connection as GraphqlPages;
  const load = (given: object) =>
    sendGraphql(connection, operation, { variables: given, options }) as Promise<GraphqlReply<Data>>;
  const first = load(variables);
  const walk = async function* (): AsyncGenerator<GraphqlReply<Data>, void, undefined> {
    const asked = new Set<unknown>();
    for (let reply: GraphqlReply<Data> | undefined = await first; reply;) {
      yield reply;
      const cursor = nextCursor(reply.data, pages);
      if (asked.has(cursor)) refuseCircle(connection, operation, reply);
      asked.add(cursor);
      reply = cursor === undefined ? undefined : await load({ ...variables, [pages.variable]: cursor });
    }
  };
  return new GraphqlListCall<Item, Data>(first, { walk, pages });
}

/** Starts any GraphQL call: of connections by their pages, of all others as they are. */
export function callGraphqlAny(
  connection: Connection,
  operation: GraphqlOperation,
  variables: object,
  options?: GraphqlRequestOptions,
): GraphqlCall<unknown> {
  const start = operation.connection ? callGraphqlPages<unknown, unknown> : callGraphql<unknown>;
  return start(connection, operation, variables, options);
}

interface Page {
  readonly nodes?: readonly unknown[] | null;
  readonly edges?: readonly ({ readonly node?: unknown } | null)[] | null;
  readonly pageInfo?: { readonly hasNextPage?: boolean; readonly endCursor?: unknown };
}

function findPage(data: unknown, { path }: GraphqlPages): Page | undefined {
  return path.reduce<unknown>((at, key) => (at as { [key: string]: unknown } | null | undefined)?.[key], data) as
    | Page
    | undefined;
}

function itemsOf<Item>(data: unknown, pages: GraphqlPages): Item[] {
  const page = findPage(data, pages);
  const items = pages.list === "nodes" ? page?.nodes : page?.edges?.map((edge) => edge?.node);
  return (items ?? []).filter((item) => item !== null && item !== undefined) as Item[];
}

/** `undefined` at the end. */
function nextCursor(data: unknown, pages: GraphqlPages): unknown {
  const { hasNextPage, endCursor } = findPage(data, pages)?.pageInfo ?? {};
  return hasNextPage ? (endCursor ?? undefined) : undefined;
}

function refuseCircle(connection: Connection, operation: GraphqlOperation, reply: GraphqlReply): never {
  const place = { connection, operation: { method: "POST", path: "", ...operation }, attempt: reply.attempts };
  throw new DecodeError(place, "a page leads back to an earlier one", { response: reply.response });
}
