import {
  type ClientOptions,
  type Connection,
  createConnection,
  type RequestOptions,
} from "../../templates/runtime/v1/connection.js";
import type { ApiError } from "../../templates/runtime/v1/errors.js";
import type { Operation, Pages } from "../../templates/runtime/v1/operation.js";
import { afterLast } from "../../templates/runtime/v1/pages/after-last.js";
import { callPages, type ListCall } from "../../templates/runtime/v1/pages/list.js";
import type { Page } from "../../templates/runtime/v1/pages/page.js";
import { placeParams } from "../../templates/runtime/v1/place/params.js";
import type { TransportRequest } from "../../templates/runtime/v1/transport/transport.js";

/** What the lists hold. */
export interface Item {
  readonly id: string;
}

/** Whatever an operation is asked with. */
export interface Params {
  readonly [name: string]: unknown;
}

/** What the server says. */
export type Answer = { readonly body: unknown; readonly status?: number; readonly headers?: Record<string, string> };

/** A server of a few pages that remembers what it was asked. */
export function serve(answer: (url: URL, request: TransportRequest) => Answer, options: ClientOptions = {}) {
  const requests: TransportRequest[] = [];
  const transport = async (request: TransportRequest): Promise<Response> => {
    request.signal?.throwIfAborted();
    // A client that never stops shall fail, not hang.
    if (requests.push(request) > 100) throw new Error("the list has no end");
    const { body, status = 200, headers } = answer(new URL(request.url), request);
    return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
  };
  const client = {
    name: "test",
    server: "https://api.test/v1",
    auth: {},
    transport: () => transport,
  };
  const connection = createConnection(client, { retry: 0, ...options });
  return { connection, paths: () => requests.map(({ url }) => url.replace("https://api.test/v1", "")), requests };
}

/** The operation that lists items. */
export function describeList(pages: Pages, more: Partial<Operation> = {}): Operation {
  const params = { account: { in: "header", key: "X-Account" } } as const;
  return { call: "items.list", method: "GET", path: "/items", params, place: placeParams, replies: {}, pages, ...more };
}

/** Lists the items. */
export function list(
  connection: Connection,
  operation: Operation,
  params: object,
  options?: RequestOptions,
): ListCall<Page<Item>, ApiError> {
  return callPages(connection, operation, params, options);
}

/** Items by number. */
export function makeItems(...ids: number[]): Item[] {
  return ids.map((id) => ({ id: `i${id}` }));
}

/** Walks to the end. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** How Stripe's lists continue. */
export const stripePages: Pages = { next: afterLast, items: "/data", param: "starting_after", more: "/has_more" };

/** Stripe's way, over the items i1 to i5. */
export function answerStripe(url: URL): Answer {
  const start = Number(url.searchParams.get("starting_after")?.slice(1) ?? 0);
  const limit = Number(url.searchParams.get("limit") ?? 2);
  const data = makeItems(1, 2, 3, 4, 5).slice(start, start + limit);
  return { body: { data, has_more: start + limit < 5 } };
}
