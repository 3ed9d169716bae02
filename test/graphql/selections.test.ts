import { describe, expect, expectTypeOf, it } from "vitest";
import { createShop, type Unrecognized } from "../../generated/shop/index.js";
import { fields } from "../../generated/shop/fields.js";
import { writeDocument } from "../../templates/runtime/v1/graphql/select.js";
import { openShop } from "./shop-server.js";

const write = (selection: object) => writeDocument({ kind: "query", root: "Query", selection }, fields);

describe("selections", () => {
  it("ask for what they say, and give that type", async () => {
    const { url, asked } = await openShop();
    const shop = createShop({ baseUrl: url });
    const data = await shop.query({
      product: { $: { by: { id: "p2" } }, title: true, description: true, price: { amount: true, currency: true } },
      products: { $: { first: 2 }, totalCount: true, nodes: { id: true, description: { $: { maxLength: 9 } } } },
    });
    expect(data).toEqual({
      product: { title: "Tea 2", description: null, price: { amount: "2.90", currency: "CHF" } },
      products: {
        totalCount: 25,
        nodes: [
          { id: "p1", description: null },
          { id: "p2", description: null },
        ],
      },
    });
    expectTypeOf(data.product).toEqualTypeOf<{
      title: string;
      description: string | null;
      price: { amount: string; currency: "CHF" | "EUR" | "GBP" | "USD" | Unrecognized };
    } | null>();
    expectTypeOf(data.products.nodes).toEqualTypeOf<{ id: string; description: string | null }[]>();
    expect(JSON.parse(asked[0]?.body ?? "")).toEqual({
      query:
        "query($a0:ProductBy! $a1:Int $a2:Int){product(by:$a0){title description price{amount currency}} " +
        "products(first:$a1){totalCount nodes{id description(maxLength:$a2)}}}",
      variables: { a0: { id: "p2" }, a1: 2, a2: 9 },
    });
  });

  it("tell the types of a union apart", async () => {
    const { url } = await openShop();
    const shop = createShop({ baseUrl: url });
    const { search } = await shop.query({
      search: {
        $: { text: "tea" },
        __typename: true,
        "... on Product": { title: true, available: true },
        "... on Article": { author: true },
      },
    });
    const words = search.map((found) => {
      if (found.__typename === "Product") return `${found.title} ${found.available}`;
      if (found.__typename === "Article") return found.author;
      expectTypeOf(found.__typename).toEqualTypeOf<"Page" | Unrecognized>();
      return found.__typename;
    });
    expect(words).toEqual(["Tea 1 false", "Page", null]);
  });

  it("mutate, too", async () => {
    const { url } = await openShop();
    const shop = createShop({ baseUrl: url });
    const { cartCreate } = await shop.mutate({
      cartCreate: { $: { lines: [{ variantId: "v1" }] }, cart: { id: true }, problems: { message: true } },
    });
    expectTypeOf(cartCreate.cart).toEqualTypeOf<{ id: string } | null>();
    expect(cartCreate).toEqual({ cart: { id: "cart1" }, problems: [] });
  });

  it.each([
    [{ vewer: true }, 'Query has no field "vewer"'],
    [{ viewer: { $: { id: 1 }, id: true } }, 'Query.viewer takes no "id"'],
    [{ viewer: {} }, "nothing is asked of Customer"],
    [{ "viewer{id}#": true }, 'Query has no field "viewer{id}#"'],
  ])("that ask for what is not there are refused: %j", (selection, message) => {
    expect(() => write(selection)).toThrow(message);
  });
});
