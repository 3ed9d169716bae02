import { afterEach, describe, expect, it, vi } from "vitest";
import { createShop, isGraphQLRequestError, limitCost, type ShopOptions } from "../../generated/shop/index.js";
import { batchQueries } from "../../templates/runtime/v1/batch/queries.js";
import type { Transport } from "../../templates/runtime/v1/transport/transport.js";

interface Answer {
  readonly body: unknown;
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
}

const fine: Answer = { body: { data: { viewer: null, cart: null } } };

/** A client of a server that gives these answers, one after the other, then only fine ones. */
function createWith(answers: readonly Answer[], options: Partial<ShopOptions> = {}) {
  const waits: number[] = [];
  const asked: { at: number; body: string }[] = [];
  const rest = [...answers];
  const transport: Transport = async ({ body }) => {
    asked.push({ at: Date.now(), body: String(body) });
    const { body: said, status = 200, headers = {} } = rest.shift() ?? fine;
    return Response.json(said, { status, headers });
  };
  const onRetry = ({ wait }: { readonly wait: number }): void => void waits.push(wait);
  // Without jitter, so that a wait is what the server asked for.
  const retry = { delay: 0 };
  return { shop: createShop({ baseUrl: "http://127.0.0.1", transport, onRetry, retry, ...options }), waits, asked };
}

/** The cost extension of an answer. */
function cost(requestedQueryCost: number, currentlyAvailable: number, restoreRate: number) {
  return { cost: { requestedQueryCost, throttleStatus: { maximumAvailable: 1000, currentlyAvailable, restoreRate } } };
}

afterEach(() => void vi.useRealTimers());

describe("an answer that says that too much was asked", () => {
  const errors = [{ message: "Throttled", extensions: { code: "THROTTLED" } }];

  it("is waited out until there is room for the cost", async () => {
    const { shop, waits } = createWith([{ body: { errors, extensions: cost(700, 100, 100_000) } }]);
    expect(await shop.viewer()).toMatchObject({ viewer: null });
    expect(waits).toEqual([6]);
  });

  it("says it by headers, too", async () => {
    const limited = { errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] };
    const { shop, waits } = createWith([{ body: limited, headers: { "retry-after-ms": "3" } }]);
    await shop.viewer();
    expect(waits).toEqual([3]);
    const exhausted = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(Math.floor(Date.now() / 1000)) };
    const again = createWith([{ body: limited, headers: exhausted }]);
    await again.shop.viewer();
    expect(again.waits).toEqual([0]);
  });

  it("is repeated for mutations as well, for nothing was done; not where a part was", async () => {
    const { shop, asked } = createWith([{ body: { errors, data: null } }]);
    await shop.cartCreate({});
    expect(asked).toHaveLength(2);
    const partly = createWith([{ body: { errors, data: { cartCreate: null } } }]);
    await expect(partly.shop.cartCreate({})).rejects.toMatchObject({ name: "GraphQLRequestError" });
    expect(partly.asked).toHaveLength(1);
  });

  it("is thrown where it does not end, or would take too long", async () => {
    const busy = { body: { errors } };
    const { shop, asked } = createWith([busy, busy, busy, busy]);
    const error: unknown = await shop.viewer().catch((reason: unknown) => reason);
    expect([isGraphQLRequestError(error), asked.length]).toEqual([true, 3]);
    const long = createWith([{ body: { errors, extensions: cost(1000, 0, 1) } }]);
    await expect(long.shop.viewer()).rejects.toMatchObject({ message: "shop viewer: Throttled" });
    expect(long.asked).toHaveLength(1);
  });

  it("may say it in the server's own words", async () => {
    const own = {
      errors: [{ message: "Slow down", extensions: { reason: "busy" } }],
      extensions: { wait: { need: 8, have: 2, each: 1000 } },
    };
    const places = { cost: "/extensions/wait/need", left: "/extensions/wait/have", rate: "/extensions/wait/each" };
    const throttle = { code: ["/extensions/reason"], codes: ["busy"], costs: [places] };
    const { shop, waits } = createWith([{ body: own }], { throttle });
    await shop.viewer();
    expect(waits).toEqual([6]);
  });

  it("concerns in a list of requests only those that it answers", async () => {
    const list = [{ data: { viewer: null } }, { errors }];
    const { shop, asked } = createWith([{ body: list }], { layers: [batchQueries({ by: "array" })] });
    await Promise.all([shop.viewer(), shop.cart({ id: 1 })]);
    expect(asked.map(({ body }) => (JSON.parse(body) as { operationName?: string }).operationName)).toEqual([
      undefined,
      "Cart",
    ]);
  });
});

describe("the layer limitCost", () => {
  it("waits before it asks for more than there is", async () => {
    vi.useFakeTimers({ now: 0 });
    const told = (left: number): Answer => ({ body: { data: { viewer: null }, extensions: cost(300, left, 100) } });
    const { shop, asked, waits } = createWith([told(100), told(100), told(100)], {
      layers: { attempt: [limitCost()] },
    });
    await shop.viewer();
    const rest = Promise.all([shop.viewer(), shop.viewer()]);
    await vi.runAllTimersAsync();
    await rest;
    expect(asked.map(({ at }) => at)).toEqual([0, 2000, 5000]);
    expect(waits).toEqual([]);
  });

  it("knows when all comes back", async () => {
    vi.useFakeTimers({ now: 0 });
    const rateLimit = { cost: 1, remaining: 0, resetAt: "1970-01-01T00:00:09Z" };
    const { shop, asked } = createWith([{ body: { data: { viewer: null, rateLimit } } }], {
      layers: { attempt: [limitCost()] },
    });
    await shop.viewer();
    const rest = shop.viewer();
    await vi.runAllTimersAsync();
    await rest;
    expect(asked.map(({ at }) => at)).toEqual([0, 9000]);
  });

  it("lets the caller give up, and asks at once where the wait would be too long", async () => {
    vi.useFakeTimers({ now: 0 });
    const told: Answer = { body: { data: { viewer: null }, extensions: cost(300, 0, 1) } };
    const { shop, asked } = createWith([told, told, told], { layers: { attempt: [limitCost()] } });
    await shop.viewer();
    await shop.viewer();
    expect(asked.map(({ at }) => at)).toEqual([0, 0]);
    const signal = AbortSignal.abort("enough");
    await expect(shop.viewer({}, { signal, retry: { maxWait: 1e9 } })).rejects.toMatchObject({ name: "AbortedError" });
    expect(asked).toHaveLength(2);
  });
});
