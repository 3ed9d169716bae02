import { describe, expect, expectTypeOf, it } from "vitest";
import { WebSocket } from "ws";
import {
  createShop,
  isAbortedError,
  isApiError,
  isGraphQLRequestError,
  type OrderStatus,
  type ShopOptions,
} from "../../generated/shop/index.js";
import { serverSentEvents } from "../../templates/runtime/v1/graphql/server-sent-events.js";
import type { RetryEvent } from "../../templates/runtime/v1/hooks.js";
import { findDeadEnd, openRawServer, openSocketServer, openStreamServer } from "./event-servers.js";

const platform = (globalThis as { readonly WebSocket?: unknown }).WebSocket;

const protocols = [
  ["graphql-ws", openSocketServer, { webSocket: WebSocket }],
  ...(platform ? ([["graphql-ws, the platform's own WebSocket", openSocketServer, {}]] as const) : []),
  ["graphql-sse", openStreamServer, { protocol: serverSentEvents }],
] as const;

describe.each(protocols)("subscriptions through %s", (through, openServer, way) => {
  const create = (url: string, { subscriptions, ...options }: Partial<ShopOptions> = {}) =>
    createShop({ baseUrl: url, subscriptions: { ...way, reconnect: { delay: 1 }, ...subscriptions }, ...options });

  it("tells every event, until the server has told them all", async () => {
    const { url, asked } = await openServer();
    const shop = create(url);
    const seen: string[] = [];
    for await (const { orderChanged } of shop.orderChanged({ id: "o1" })) seen.push(orderChanged.status);
    expect(seen).toEqual(["PENDING", "PAID", "SHIPPED"]);
    expect(asked).toEqual(["o1"]);
  });

  it("brings the credentials, asked for anew each time", async () => {
    const server = await openServer();
    let count = 0;
    const shop = create(server.url, { auth: () => `t${++count}` });
    for await (const _event of shop.orderChanged({ id: "o1" }));
    for await (const _event of shop.orderChanged({ id: "o1" }));
    expect(server.tokens).toEqual(["Bearer t1", "Bearer t2"]);
  });

  it("asks for a new credential where the server refuses the old one, and fails where that is refused too", async () => {
    const server = await openServer();
    server.lock("new");
    const shop = create(server.url, { auth: ({ refresh }) => (refresh ? "new" : "old") });
    for await (const _event of shop.orderChanged({ id: "o1" }));
    expect(server.tokens).toEqual(["Bearer old", "Bearer new"]);
    const stranger = create(server.url, { auth: "old" });
    const error: unknown = await firstOf(stranger.orderChanged({ id: "o1" })).catch((reason: unknown) => reason);
    expect(isApiError(error) && error.status).toBe(401);
  });

  it("takes a subscription up again that broke, from where the program says", async () => {
    const server = await openServer();
    const retries: RetryEvent[] = [];
    const shop = create(server.url, { onRetry: (event) => retries.push(event) });
    const resumed: unknown[] = [];
    const resume = (last: { orderChanged: { status: string } } | undefined) => {
      resumed.push(last?.orderChanged.status);
      return { id: "o1" };
    };
    const seen: string[] = [];
    for await (const { orderChanged } of shop.orderChanged({ id: "o2" }, { resume })) {
      seen.push(`${orderChanged.id} ${orderChanged.status}`);
      if (orderChanged.id === "o2") server.drop();
    }
    expect(seen).toEqual(["o2 PENDING", "o1 PENDING", "o1 PAID", "o1 SHIPPED"]);
    expect([resumed, server.asked]).toEqual([["PENDING"], ["o2", "o1"]]);
    expect(retries).toMatchObject([{ call: "orderChanged", attempt: 1, error: { name: "ConnectionError" } }]);
  });

  it("gives up where the connection breaks too often", async () => {
    const server = await openServer();
    const shop = create(server.url);
    const seen: string[] = [];
    const listen = async () => {
      for await (const { orderChanged } of shop.orderChanged({ id: "o2" }, { reconnect: { limit: 0, delay: 1 } })) {
        seen.push(orderChanged.status);
        server.drop();
      }
    };
    await expect(listen()).rejects.toMatchObject({ name: "ConnectionError", operation: "subscription OrderChanged" });
    expect(seen).toEqual(["PENDING"]);
  });

  it("ends with the signal", async () => {
    const server = await openServer();
    const shop = create(server.url);
    const controller = new AbortController();
    const listen = async () => {
      for await (const _event of shop.orderChanged({ id: "o2" }, { signal: controller.signal }))
        controller.abort("enough");
    };
    const error: unknown = await listen().catch((reason: unknown) => reason);
    expect(isAbortedError(error) && error.cause).toBe("enough");
    await expect.poll(server.listeners).toBe(0);
  });

  it("ends where the program leaves it", async () => {
    const server = await openServer();
    const shop = create(server.url);
    await firstOf(shop.orderChanged({ id: "o2" }));
    await expect.poll(server.listeners).toBe(0);
  });

  it("throws what the server says went wrong, or gives it as the policy has it", async () => {
    const { url } = await openServer();
    const shop = create(url);
    const error: unknown = await firstOf(shop.orderChanged({ id: "wrong" })).catch((reason: unknown) => reason);
    expect(isGraphQLRequestError(error, "shop")).toBe(true);
    expect(error).toMatchObject({ errors: [{ message: "No such order.", extensions: { code: "GONE" } }] });
  });

  it("throws what makes the server refuse the document", async () => {
    const { url, asked } = await openServer();
    const shop = create(url);
    const options = { extra: { body: { query: "subscription OrderChanged { nonsense }" } } };
    const error: unknown = await firstOf(shop.orderChanged({ id: "o1" }, options)).catch((reason: unknown) => reason);
    expect(isGraphQLRequestError(error)).toBe(true);
    expect(String(error)).toContain("nonsense");
    expect(asked).toEqual([]);
  });

  it("refuses wrong variables before it asks, and nobody is there", async () => {
    const shop = create(await findDeadEnd(), { retry: 0 });
    const wrong = {} as { id: string };
    await expect(firstOf(shop.orderChanged(wrong))).rejects.toMatchObject({ name: "ValidationError" });
    await expect(firstOf(shop.orderChanged({ id: "o1" }))).rejects.toMatchObject({
      name: "ConnectionError",
      // The platform's own WebSocket does not say why.
      ...(through.includes("platform") ? {} : { unsent: true }),
    });
  });

  it("tells what a selection asks for, and nothing else", async () => {
    const { url, asked } = await openServer();
    const seen: unknown[] = [];
    const events = create(url).subscribe({ orderChanged: { $: { id: "o1" }, status: true } });
    for await (const { orderChanged } of events) {
      expectTypeOf(orderChanged).toEqualTypeOf<{ status: OrderStatus }>();
      seen.push(orderChanged);
    }
    expect(seen).toEqual([{ status: "PENDING" }, { status: "PAID" }, { status: "SHIPPED" }]);
    expect(asked).toEqual(["o1"]);
  });

  it("checks events against the contract", async () => {
    const { url } = await openServer();
    const issues: string[] = [];
    const shop = create(url, { onValidation: (event) => issues.push(...event.issues.map(({ message }) => message)) });
    await firstOf(
      shop.orderChanged(
        { id: "o1" },
        { extra: { body: { query: "subscription OrderChanged($id: ID!) { orderChanged(id: $id) { id } }" } } },
      ),
    );
    expect(issues.length).toBeGreaterThan(0);
  });
});

async function firstOf<Event>(events: AsyncIterable<Event>): Promise<Event | undefined> {
  for await (const event of events) return event;
  return undefined;
}

describe("a socket", () => {
  it("is shared by subscriptions of the same credentials, and by no others", async () => {
    const server = await openSocketServer();
    const shop = createShop({ baseUrl: server.url, auth: "a", subscriptions: { webSocket: WebSocket } });
    const both = [shop.orderChanged({ id: "o1" }), shop.orderChanged({ id: "o1" }, { headers: { "x-tenant": "b" } })];
    await Promise.all([...both, shop.orderChanged({ id: "o1" })].map(firstOf));
    expect(server.tokens).toEqual(["Bearer a", "Bearer a"]);
  });

  it("tells the server what the program wants", async () => {
    const server = await openSocketServer();
    const params = async ({ authorization }: { readonly [name: string]: string }) => ({
      authorization: `${authorization}!`,
    });
    const shop = createShop({ baseUrl: server.url, auth: "a", subscriptions: { webSocket: WebSocket, params } });
    await firstOf(shop.orderChanged({ id: "o1" }));
    expect(server.tokens).toEqual(["Bearer a!"]);
  });

  const say = (socket: WebSocket, message: object): void => socket.send(JSON.stringify(message));
  const order = {
    id: "o1",
    number: 1,
    status: "PAID",
    lines: [],
    total: { amount: "1", currency: "CHF" },
    placedAt: "",
  };

  /** Welcomes everybody, tells of one event, and then does what it is told. */
  const tellThen =
    (then: (socket: WebSocket, id: string) => void) =>
    (socket: WebSocket, { type, id = "" }: { readonly type: string; readonly id?: string }): void => {
      if (type === "connection_init") say(socket, { type: "connection_ack" });
      if (type !== "subscribe") return;
      say(socket, { type: "next", id, payload: { data: { orderChanged: order } } });
      then(socket, id);
    };

  const create = (url: string, subscriptions: object = {}) =>
    createShop({ baseUrl: url, retry: 0, subscriptions: { webSocket: WebSocket, reconnect: 0, ...subscriptions } });

  it("is given up where its other end does not answer any more", async () => {
    const { url } = await openRawServer(tellThen(() => undefined));
    const shop = create(url, { heartbeat: 10 });
    await expect(drain(shop.orderChanged({ id: "o1" }))).rejects.toMatchObject({
      name: "ConnectionError",
      code: "4499",
    });
  });

  it("is taken up again where the server goes, also with a good word", async () => {
    const server = await openRawServer(
      tellThen((socket, id) => (server.calls() < 3 ? socket.close(1000) : say(socket, { type: "complete", id }))),
    );
    const shop = create(server.url, { reconnect: { limit: 1, delay: 1 } });
    expect(await drain(shop.orderChanged({ id: "o1" }))).toBe(3);
  });

  it("is given up in the end where the server stays away, however long it was there", async () => {
    const held = tellThen((socket) => setTimeout(() => socket.close(1001), 20));
    const server = await openRawServer((socket, message) => {
      if (server.calls() === 1) held(socket, message);
      else socket.close(4503, "Gone");
    });
    const shop = create(server.url, { reconnect: { limit: 3, delay: 1, maxDelay: 1 } });
    await expect(drain(shop.orderChanged({ id: "o1" }))).rejects.toMatchObject({ name: "ApiError", status: 503 });
    expect(server.calls()).toBe(4);
  });

  it("is not, where the server says that it makes no sense", async () => {
    const server = await openRawServer(tellThen((socket) => socket.close(4400, "What?")));
    const shop = create(server.url, { reconnect: 5 });
    await expect(drain(shop.orderChanged({ id: "o1" }))).rejects.toMatchObject({
      name: "GraphQLRequestError",
      errors: [{ message: "What?" }],
    });
    const deaf = await openRawServer((socket) => socket.close(4429, "Slowly"));
    await expect(drain(create(deaf.url).orderChanged({ id: "o1" }))).rejects.toMatchObject({
      name: "ApiError",
      status: 429,
      message: "shop orderChanged: 429: Slowly",
    });
  });

  it("has to be opened in time, and is opened again like any call", async () => {
    const { url } = await openRawServer(() => undefined);
    const retries: RetryEvent[] = [];
    const onRetry = (event: RetryEvent): void => void retries.push(event);
    const shop = createShop({ baseUrl: url, subscriptions: { webSocket: WebSocket }, onRetry });
    const options = { timeout: 30, retry: { limit: 1, delay: 1 } };
    await expect(drain(shop.orderChanged({ id: "o1" }, options))).rejects.toMatchObject({
      name: "TimeoutError",
      limit: 30,
    });
    expect(retries).toMatchObject([{ attempt: 1, error: { name: "TimeoutError" } }]);
  });

  it.skipIf(platform)("says what is missing where the platform has none", async () => {
    const shop = createShop({ baseUrl: "http://127.0.0.1" });
    await expect(drain(shop.orderChanged({ id: "o1" }))).rejects.toThrow("subscriptions: { webSocket } }");
  });
});

/** How many events there were. */
async function drain(events: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _event of events) count++;
  return count;
}
