import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { batchQueries, createShop, isGraphQLRequestError } from "../../generated/shop/index.js";
import { createMocks } from "../../generated/shop/mocks.js";
import { createStorefront } from "../../generated/storefront/index.js";
import { createMocks as createStorefrontMocks } from "../../generated/storefront/mocks.js";

const baseUrl = "https://shop.example.com/graphql";
const mocks = createMocks({ baseUrl });
const server = setupServer(...mocks.handlers);
const shop = createShop({ baseUrl, retry: { delay: 1 }, validate: { response: "strict" } });

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => mocks.reset());
afterAll(() => server.close());

describe("mocks of a GraphQL client", () => {
  it("answers calls, selections, batches and files with what the client's validators accept", async () => {
    const { product } = await shop.product({ by: { handle: "green-tea" } });
    expect(product?.title).toMatch(/^title \d+$/);
    expect(mocks.product.calls.map(({ params }) => params)).toEqual([{ by: { handle: "green-tea" } }]);
    const { search } = await shop.query({ search: { $: { text: "tea", first: 2 }, __typename: true } });
    expect(search).toHaveLength(2);
    await shop.reviewImageAdd({ productId: "p1", image: Uint8Array.from([1, 2]) });
    expect(mocks.reviewImageAdd.calls[0]?.params["image"]).toEqual(Uint8Array.from([1, 2]));
    const many = createShop({ baseUrl, layers: [batchQueries({ by: "array" })] });
    const [one, two] = await Promise.all([many.cart({ id: "c1" }), many.cart({ id: "c2" })]);
    expect([one.cart?.id, two.cart?.id]).toEqual(["c1", "c2"]);
    expect(await shop.viewer({}, { persisted: "auto" })).toEqual(await shop.viewer());
    mocks.assertNoViolations();
  });

  it("answers as it is told: data, errors with partial data, a sequence, a failure", async () => {
    mocks.viewer.reply(200, { data: { viewer: null } });
    expect(await shop.viewer()).toEqual({ viewer: null });
    const errors = [{ message: "the cart is locked", path: ["cart"], extensions: { code: "LOCKED" } }];
    mocks.cart.reply(200, { data: { cart: null }, errors });
    const failed = await shop.cart({ id: "c1" }).result();
    expect(!failed.ok && isGraphQLRequestError(failed.error) && failed.error.errors).toEqual(errors);
    mocks.orders.sequence([{ status: 503 }, "reset", { status: 200, body: mocks.orders.sample(200) }]);
    expect(await shop.orders()).toEqual(mocks.orders.sample(200).data);
    expect(mocks.orders.calls).toHaveLength(3);
    mocks.assertNoViolations();
  });

  it("waits, and breaks answers on demand", async () => {
    mocks.bestSellers.delay(1_000);
    await expect(shop.bestSellers({}, { timeout: 5, retry: 0 })).rejects.toMatchObject({ name: "TimeoutError" });
    for (const breakage of ["missing-required", "wrong-type"] as const) {
      mocks.product.invalid(breakage);
      await expect(shop.product({ by: { id: "p1" } })).rejects.toMatchObject({ name: "ValidationError" });
    }
    mocks.assertNoViolations();
  });

  it("names what breaks the schema: a document, variables, and what a test scripts by mistake", async () => {
    const ask = (body: object) =>
      fetch(baseUrl, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    await ask({ query: "query Viewer { viewer { nickname } }" });
    await ask({ query: "query Cart($id: ID!) { cart(id: $id) { id } }", variables: { ids: ["c1"] } });
    await fetch(baseUrl, { method: "POST", body: "query=oops" });
    mocks.viewer.reply(200, { data: { viewer: { id: 7 } } as never });
    await shop.viewer({}, { validate: { response: "off" } });
    expect(mocks.violations.map(({ operation, side, pointer }) => `${operation} ${side} ${pointer}`)).toEqual([
      "query Viewer request /query",
      "query Cart request /variables",
      "POST /graphql request ",
      ...["id", "email", "name", "addresses"].map((key) => `query Viewer response /data/viewer/${key}`),
    ]);
    expect(() => mocks.assertNoViolations()).toThrow('Cannot query field "nickname" on type "Customer"');
  });

  it("says the same for a seed, and null now and then for another one than 0", async () => {
    const say = async (seed: number) => {
      const { handlers } = createMocks({ baseUrl, seed });
      server.use(...handlers);
      const { products } = await shop.products({ first: 5 });
      server.resetHandlers();
      return products.nodes;
    };
    expect(await say(3)).toEqual(await say(3));
    expect(await say(3)).not.toEqual(await say(4));
    const withNulls = await Promise.all([1, 2, 3, 4].map(say));
    expect((await say(0)).map(({ description }) => description)).not.toContain(null);
    expect(withNulls.flat().map(({ description }) => description)).toContain(null);
  });

  it("tells events, and all at once what may come in parts", async () => {
    const { handlers, tracking, assertNoViolations } = createStorefrontMocks({ baseUrl });
    server.use(...handlers);
    const storefront = createStorefront({ baseUrl, validate: { response: "strict" } });
    const event = tracking.sample(200);
    tracking.reply(200, event);
    const told: unknown[] = [];
    for await (const each of storefront.tracking({ id: "o1" })) told.push(each);
    expect(told).toEqual([event.data]);
    const { product } = await storefront.productPage({ handle: "green-tea" });
    expect(product?.title).toMatch(/^title/);
    server.resetHandlers();
    assertNoViolations();
  });
});
