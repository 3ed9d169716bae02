import { describe, expect, expectTypeOf, it } from "vitest";
import { createStorefront, type Unrecognized } from "../../generated/storefront/index.js";
import { openShop } from "./shop-server.js";

describe("a client of documents", () => {
  it("has a call for each, on a real server", async () => {
    const { url, asked } = await openShop();
    const storefront = createStorefront({ baseUrl: url, auth: "secret" });
    expect(Object.keys(storefront).sort()).toEqual([
      "buy",
      "find",
      "lookup",
      "mutate",
      "productPage",
      "query",
      "request",
      "shelf",
      "subscribe",
      "tracking",
      "visitor",
    ]);
    expect(await storefront.visitor()).toEqual({ viewer: { name: "Jenny", email: "jenny@example.com" } });
    const { search } = await storefront.find({ text: "tea" });
    expect(search.map(({ __typename }) => __typename)).toEqual(["Product", "Page", "Article"]);
    const [first] = search;
    if (first?.__typename === "Product") expectTypeOf(first.price.amount).toEqualTypeOf<string>();
    else expectTypeOf(first?.__typename).toEqualTypeOf<"Article" | "Page" | Unrecognized | undefined>();
    expect(JSON.parse(asked[1]?.body ?? "")).toMatchObject({ operationName: "Find" });
  });

  it("hears of events through the server that answers its queries", async () => {
    const { url, asked } = await openShop();
    const storefront = createStorefront({ baseUrl: url, auth: "secret" });
    const seen: string[] = [];
    for await (const { orderChanged } of storefront.tracking({ id: "o1" })) seen.push(orderChanged.status);
    expect(seen).toEqual(["PAID", "SHIPPED"]);
    expect(asked[0]?.headers).toMatchObject({ accept: "text/event-stream", authorization: "Bearer secret" });
  });

  it("walks the pages that a document names, under its own name", async () => {
    const { url } = await openShop();
    const storefront = createStorefront({ baseUrl: url });
    const titles: string[] = [];
    for await (const { title, tags } of storefront.shelf({ first: 10, withTags: false })) {
      titles.push(title);
      expect(tags).toBeUndefined();
    }
    expect(titles).toHaveLength(25);
  });
});
