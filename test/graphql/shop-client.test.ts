import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  createShop as create,
  isGraphQLRequestError,
  isShopError,
  type Shop,
  type ShopOptions,
} from "../../generated/shop/index.js";
import * as operations from "../../generated/shop/operations.js";
import { bearer } from "../../generated/shop/runtime/v1/auth/bearer.js";
import { bind } from "../../generated/shop/runtime/v1/bind.js";
import { directExchange } from "../../templates/runtime/v1/graphql/direct.js";
import { callGraphqlAny } from "../../generated/shop/runtime/v1/graphql/list.js";
import { createGraphqlConnection } from "../../generated/shop/runtime/v1/graphql/operation.js";
import { fetchTransport } from "../../generated/shop/runtime/v1/transport/fetch.js";
import type { Transport } from "../../templates/runtime/v1/transport/transport.js";
import { openShop } from "./shop-server.js";

/** A client that needs no package, as `transport: "fetch"` makes it. */
function createBare(options: ShopOptions): Shop {
  const client = { name: "shop", auth: { bearer }, security: [["bearer"]] };
  const transport = { transport: fetchTransport, exchange: directExchange };
  return bind(createGraphqlConnection({ ...client, ...transport }, options), operations, callGraphqlAny);
}

describe.each([
  ["graphql-request", create],
  ["nothing", createBare],
])("the shop's client through %s", (_, createShop) => {
  it("queries a real server", async () => {
    const { url, asked } = await openShop();
    const shop = createShop({ baseUrl: url, auth: "secret" });
    const { product } = await shop.product({ by: { handle: "tea-2" } });
    expect(product?.title).toBe("Tea 2");
    expect(product?.price).toEqual({ amount: "2.90", currency: "CHF" });
    const [request] = asked;
    expect(request?.headers["authorization"]).toBe("Bearer secret");
    expect(JSON.parse(request?.body ?? "")).toMatchObject({
      operationName: "Product",
      variables: { by: { handle: "tea-2" } },
    });
  });

  it("mutates it", async () => {
    const { url } = await openShop();
    const shop = createShop({ baseUrl: url });
    const { cartCreate } = await shop.cartCreate({ lines: { variantId: 1, quantity: 9 } });
    expect(cartCreate.cart).toBeNull();
    expect(cartCreate.problems).toEqual([{ __typename: "OutOfStock", message: "Not enough tea.", field: ["lines"] }]);
  });

  it("refuses wrong variables before they are sent", async () => {
    const { url, asked } = await openShop();
    const shop = createShop({ baseUrl: url });
    const wrong = { by: { id: "p1", handle: "tea-1" } } as unknown as { by: { id: string } };
    await expect(shop.product(wrong)).rejects.toMatchObject({ name: "ValidationError", issues: [{ pointer: "/by" }] });
    expect(asked).toEqual([]);
  });

  it("throws answers with errors, with all that the server says", async () => {
    const { url } = await openShop();
    const shop = createShop({ baseUrl: url });
    const error: unknown = await shop.viewer().catch((reason: unknown) => reason);
    expect(isShopError(error)).toBe(true);
    expect(isGraphQLRequestError(error, "shop")).toBe(true);
    expect(error).toMatchObject({
      message: "shop viewer: Sign in first. at viewer",
      operation: "query Viewer",
      status: 200,
      data: { viewer: null },
      errors: [{ message: "Sign in first.", path: ["viewer"], extensions: { code: "UNAUTHENTICATED" } }],
    });
  });

  it("gives what there is under another policy", async () => {
    const { url } = await openShop();
    const shop = createShop({ baseUrl: url, errorPolicy: "ignore" });
    expect(await shop.viewer()).toEqual({ viewer: null });
    const { data, errors } = await shop.viewer({}, { errorPolicy: "all" }).withResponse();
    expect([data, errors[0]?.message]).toEqual([{ viewer: null }, "Sign in first."]);
    expect(await shop.viewer({}, { errorPolicy: "none" }).result()).toMatchObject({
      ok: false,
      error: { status: 200 },
    });
  });

  it("walks the pages of a connection", async () => {
    const { url, asked } = await openShop();
    const shop = createShop({ baseUrl: url });
    const titles: string[] = [];
    for await (const product of shop.products({ first: 10 })) titles.push(product.title);
    expect([titles.length, titles[24], asked.length]).toEqual([25, "Tea 25", 3]);
    const counts: number[] = [];
    for await (const { products } of shop.products({ first: 20 }).pages()) counts.push(products.nodes.length);
    expect(counts).toEqual([20, 5]);
    expect((await shop.products({ first: 2 })).products.pageInfo.endCursor).toBe("2");
  });

  it("repeats queries, and mutations only with a key", async () => {
    const answers = [503, 200, 503, 503, 200];
    const seen: (string | undefined)[] = [];
    const transport: Transport = async ({ headers }) => {
      seen.push(headers["idempotency-key"]);
      const status = answers.shift() ?? 200;
      const body = { data: { cart: null, cartCreate: { cart: null, problems: [] } } };
      return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });
    };
    const shop = createShop({ baseUrl: "http://127.0.0.1", transport, retry: { delay: 0 } });
    expect(await shop.cart({ id: 1 })).toMatchObject({ cart: null });
    await expect(shop.cartCreate({})).rejects.toMatchObject({ status: 503 });
    await shop.cartCreate({}, { idempotencyKey: "k1" });
    expect(seen).toEqual([undefined, undefined, undefined, "k1", "k1"]);
  });

  it.each([["auto" as const], ["only" as const]])("sends hashes in the place of documents: %s", async (persisted) => {
    const known = new Map<string, string>();
    const bodies: { query?: string; extensions?: { persistedQuery: { sha256Hash: string } } }[] = [];
    const transport: Transport = async ({ body }) => {
      const message = JSON.parse(String(body)) as (typeof bodies)[number];
      bodies.push(message);
      const hash = message.extensions?.persistedQuery.sha256Hash ?? "";
      if (message.query !== undefined) known.set(hash, message.query);
      const answer = known.has(hash) ? { data: { viewer: null } } : { errors: [{ message: "PersistedQueryNotFound" }] };
      return new Response(JSON.stringify(answer), { headers: { "content-type": "application/json" } });
    };
    const shop = createShop({ baseUrl: "http://127.0.0.1", transport, persisted });
    const outcome = await shop.viewer().result();
    if (persisted === "only") {
      expect(outcome).toMatchObject({ ok: false, error: { errors: [{ message: "PersistedQueryNotFound" }] } });
      expect(bodies.map(({ query }) => query)).toEqual([undefined]);
      return;
    }
    await shop.viewer();
    expect(bodies.map(({ query }) => query?.slice(0, 12))).toEqual([undefined, "query Viewer", undefined]);
    const [hash, document] = [...known][0] ?? [];
    expect(
      createHash("sha256")
        .update(document ?? "")
        .digest("hex"),
    ).toBe(hash);
  });

  it("asks by GET where it may", async () => {
    const { url, asked } = await openShop();
    const shop = createShop({ baseUrl: url, get: true });
    expect(await shop.product({ by: { id: "p3" } })).toMatchObject({ product: { title: "Tea 3" } });
    await shop.cartCreate({});
    expect(asked.map(({ method }) => method)).toEqual(["GET", "POST"]);
    const query = new URL(asked[0]?.url ?? "", url).searchParams;
    expect([query.get("operationName"), query.get("variables")]).toEqual(["Product", '{"by":{"id":"p3"}}']);
  });

  it("sends files beside the message", async () => {
    const { url } = await openShop();
    const shop = createShop({ baseUrl: url });
    const image = { content: new Blob(["leaves"], { type: "image/png" }), name: "tea.png" };
    expect(await shop.reviewImageAdd({ productId: "p1", image, caption: "Ours" })).toMatchObject({
      reviewImageAdd: { image: { url: "tea.png (image/png)", alt: "Ours: leaves" }, problems: [] },
    });
  });
});
