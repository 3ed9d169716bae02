import { useDeferStream } from "@graphql-yoga/plugin-defer-stream";
import { describe, expect, expectTypeOf, it } from "vitest";
import { createStorefront, isGraphQLRequestError, type StorefrontOptions } from "../../generated/storefront/index.js";
import { directExchange } from "../../templates/runtime/v1/graphql/direct.js";
import { callIncremental } from "../../templates/runtime/v1/graphql/incremental.js";
import { createGraphqlConnection, type GraphqlOperation } from "../../templates/runtime/v1/graphql/operation.js";
import type { Transport } from "../../templates/runtime/v1/transport/transport.js";
import { openShop } from "./shop-server.js";

const first = { product: { id: "p1", title: "Tea 1", tags: ["tea"] } };
const related = [{ id: "p2", title: "Tea 2", price: { amount: "2.90", currency: "CHF" } }];

/** Answers in parts, as the ways of 2022 and of later write them; both say the same. */
const dialects: { readonly [name: string]: readonly object[] } = {
  "of 2022": [
    { data: first, hasNext: true },
    { incremental: [{ items: ["green"], path: ["product", "tags", 1] }], hasNext: true },
    {
      incremental: [{ data: { description: "Fine.", related }, path: ["product"], label: "related" }],
      hasNext: true,
    },
    { hasNext: false },
  ],
  "of today": [
    {
      data: first,
      pending: [
        { id: "0", path: ["product"], label: "related" },
        { id: "1", path: ["product", "tags"] },
      ],
      hasNext: true,
    },
    { incremental: [{ id: "1", items: ["green"] }], completed: [{ id: "1" }], hasNext: true },
    {
      incremental: [
        { id: "0", data: { description: "Fine.", related: [{ id: "p2", title: "Tea 2" }] } },
        { id: "0", subPath: ["related", 0], data: { price: related[0]?.price } },
      ],
      completed: [{ id: "0" }],
      hasNext: false,
    },
  ],
  "without wrappers": [
    { data: first, hasNext: true },
    { data: "green", path: ["product", "tags", 1], hasNext: true },
    { data: { description: "Fine.", related }, path: ["product"], label: "related", hasNext: false },
  ],
};

function write(parts: readonly (object | string)[], boundary = "-"): string {
  const texts = parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part)));
  const all = texts.map((text) => `\r\n--${boundary}\r\ncontent-type: application/json\r\n\r\n${text}`);
  return `${all.join("")}\r\n--${boundary}--\r\n`;
}

/** A client of a server that writes this, some bytes at a time. */
function createWith(
  text: string,
  { size = 7, ...options }: Partial<StorefrontOptions> & { readonly size?: number } = {},
) {
  const seen: string[] = [];
  const bytes = new TextEncoder().encode(text);
  const transport: Transport = async ({ headers }) => {
    seen.push(headers["accept"] ?? "");
    let at = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= bytes.length) controller.close();
        else controller.enqueue(bytes.slice(at, (at += size)));
      },
    });
    return new Response(body, { headers: { "content-type": 'multipart/mixed; boundary="-"' } });
  };
  return { storefront: createStorefront({ baseUrl: "http://127.0.0.1", transport, ...options }), seen, transport };
}

describe("an answer in parts", () => {
  it("comes from a real server: what is there at once, and all of it", async () => {
    const { url, asked } = await openShop({ plugins: [useDeferStream()] });
    const storefront = createStorefront({ baseUrl: url });
    const call = storefront.productPage({ handle: "tea-1" });
    const states = [];
    for await (const { product } of call) states.push(product);
    expect(states[0]).not.toHaveProperty("description");
    expect(states.at(-1)).toMatchObject({ id: "p1", title: "Tea 1", tags: ["tea"], description: null, related: [] });
    expect(await call).toEqual({ product: states.at(-1) });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers["accept"]).toContain("multipart/mixed");
  });

  it("has what is deferred as a type that may not be there yet", async () => {
    const { storefront } = createWith(write(dialects["of today"] ?? []));
    const { product } = await storefront.productPage({ handle: "tea-1" });
    expectTypeOf(product?.title).toEqualTypeOf<string | undefined>();
    expectTypeOf(product?.related?.[0]?.title).toEqualTypeOf<string | undefined>();
    expect(product?.related?.[0]?.price).toEqual(related[0]?.price);
  });

  it.each(Object.entries(dialects))("is put together: %s", async (_, parts) => {
    const { storefront } = createWith(write(parts));
    const states: object[] = [];
    for await (const state of storefront.productPage({ handle: "tea-1" })) states.push(state);
    const streamed = { product: { ...first.product, tags: ["tea", "green"] } };
    const whole = { product: { ...streamed.product, description: "Fine.", related } };
    expect(states.slice(0, 3)).toEqual([first, streamed, whole]);
    expect(states.at(-1)).toEqual(whole);
    expect(await storefront.productPage({ handle: "tea-1" })).toEqual(whole);
  });

  it.each([1, 3, 1000])("is read %i bytes at a time", async (size) => {
    const { storefront } = createWith(`preamble${write(dialects["of 2022"] ?? [])}epilogue`, { size });
    expect(await storefront.productPage({ handle: "tea-1" })).toMatchObject({ product: { related } });
  });

  it("may come at once, and be refused", async () => {
    const { url } = await openShop();
    const plain = async () => Response.json({ data: first });
    const storefront = createStorefront({ baseUrl: url, transport: plain });
    expect(await storefront.productPage({ handle: "tea-1" })).toEqual(first);
    const states: object[] = [];
    for await (const state of storefront.productPage({ handle: "tea-1" })) states.push(state);
    expect(states).toEqual([first]);
    const refusing = createStorefront({
      baseUrl: url,
      transport: async () => Response.json({ errors: [{ message: "No." }] }),
    });
    await expect(refusing.productPage({ handle: "tea-1" })).rejects.toMatchObject({ name: "GraphQLRequestError" });
  });

  it("fails with the errors of a part, unless the policy takes what there is", async () => {
    const [start] = dialects["of today"] ?? [];
    const errors = [{ message: "Too slow.", path: ["product", "related"] }];
    const text = write([start ?? {}, { completed: [{ id: "0", errors }, { id: "1" }], hasNext: false }]);
    const { storefront } = createWith(text);
    const result = await storefront.productPage({ handle: "tea-1" }).result();
    expect(!result.ok && isGraphQLRequestError(result.error) && [result.error.errors, result.error.data]).toEqual([
      errors,
      first,
    ]);
    const states: object[] = [];
    const walk = async () => {
      for await (const state of storefront.productPage({ handle: "tea-1" })) states.push(state);
    };
    await expect(walk()).rejects.toMatchObject({ name: "GraphQLRequestError" });
    expect(states).toEqual([first]);
    const outcome = await storefront.productPage({ handle: "tea-1" }, { errorPolicy: "all" }).withResponse();
    expect([outcome.data, outcome.errors]).toEqual([first, errors]);
  });

  it("fails where the stream breaks, or holds no JSON", async () => {
    const cut = createWith(write(dialects["of 2022"] ?? []).slice(0, -60));
    await expect(cut.storefront.productPage({ handle: "tea-1" })).rejects.toMatchObject({ name: "ConnectionError" });
    const broken = createWith(write([{ data: first, hasNext: true }, "{"]));
    await expect(broken.storefront.productPage({ handle: "tea-1" })).rejects.toMatchObject({ name: "DecodeError" });
  });

  it("ends with the signal", async () => {
    const controller = new AbortController();
    const body = new ReadableStream<Uint8Array>({
      start: (stream) =>
        stream.enqueue(new TextEncoder().encode(`${write([{ data: first, hasNext: true }]).slice(0, -4)}\r\n`)),
    });
    const transport: Transport = async ({ signal }) => {
      const reader = body.getReader();
      const waiting = new ReadableStream<Uint8Array>({
        async pull(stream) {
          signal?.addEventListener("abort", () => stream.error(signal.reason));
          const { value } = await reader.read();
          if (value) stream.enqueue(value);
        },
      });
      return new Response(waiting, { headers: { "content-type": "multipart/mixed" } });
    };
    const storefront = createStorefront({ baseUrl: "http://127.0.0.1", transport });
    const states: object[] = [];
    const walk = async () => {
      for await (const state of storefront.productPage({ handle: "tea-1" }, { signal: controller.signal })) {
        states.push(state);
        controller.abort("enough");
      }
    };
    await expect(walk()).rejects.toMatchObject({ name: "AbortedError", cause: "enough" });
    expect(states).toEqual([first]);
  });

  it("has values of its own at every stage, where JSON has no types for them", async () => {
    const { transport } = createWith(write(dialects["of 2022"] ?? []));
    const client = { name: "shop", title: "Shop", auth: {}, transport: () => transport, exchange: directExchange };
    const connection = createGraphqlConnection(client, { baseUrl: "http://127.0.0.1" });
    const decode: GraphqlOperation["decode"] = (_, { data }) => ({ decoded: data });
    const operation: GraphqlOperation = { id: "query P", call: "p", document: "{p}", sha256: "", replies: {}, decode };
    const states: unknown[] = [];
    const call = callIncremental(connection, operation, {});
    for await (const state of call) states.push(state);
    expect(states[0]).toEqual({ decoded: first });
    expect(states.at(-1)).toEqual(await call);
  });
});
