import { readFileSync } from "node:fs";
import { buildSchema, parse, print, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { createShop } from "../../generated/shop/index.js";
import * as operations from "../../generated/shop/operations.js";
import { splitAnswer } from "../../templates/runtime/v1/batch/answers.js";
import { mergeDocuments } from "../../templates/runtime/v1/batch/merge-documents.js";
import { batchQueries } from "../../templates/runtime/v1/batch/queries.js";
import { openShop } from "./shop-server.js";

const sent = ({ body }: { readonly body: string }): unknown => JSON.parse(body);

describe.each(["array", "alias"] as const)("queries at the same time, by %s", (by) => {
  it("are one request, each with its own data and errors", async () => {
    const { url, asked } = await openShop({ batching: true });
    const shop = createShop({ baseUrl: url, layers: [batchQueries({ by })] });
    const [one, two, viewer, none] = await Promise.all([
      shop.product({ by: { handle: "tea-1" } }),
      shop.product({ by: { handle: "tea-2" } }),
      shop.viewer({}).result(),
      shop.product({ by: { handle: "coffee" } }),
    ]);
    expect([one.product?.title, two.product?.title, none.product]).toEqual(["Tea 1", "Tea 2", null]);
    expect(viewer).toMatchObject({
      ok: false,
      error: { errors: [{ message: "Sign in first.", path: ["viewer"], extensions: { code: "UNAUTHENTICATED" } }] },
    });
    expect(asked).toHaveLength(1);
  });

  it("ask the same once, mutations and who says so not together", async () => {
    const { url, asked } = await openShop({ batching: true });
    const shop = createShop({ baseUrl: url, layers: [batchQueries({ by, max: 3 })] });
    const tea = () => shop.product({ by: { handle: "tea-1" } });
    const [first, second] = await Promise.all([
      tea(),
      tea(),
      shop.product({ by: { handle: "tea-2" } }),
      shop.product({ by: { handle: "tea-3" } }, { batch: false }),
      shop.cartCreate({ lines: { variantId: 1, quantity: 9 } }),
    ]);
    expect(first).toEqual(second);
    expect(first).not.toBe(second);
    expect(asked).toHaveLength(3);
  });
});

it("queries are asked one by one where the server takes no lists", async () => {
  const { url, asked } = await openShop();
  const shop = createShop({ baseUrl: url, layers: [batchQueries({ by: "array" })] });
  const both = await Promise.all(["tea-1", "tea-2"].map((handle) => shop.product({ by: { handle } })));
  expect(both.map(({ product }) => product?.title)).toEqual(["Tea 1", "Tea 2"]);
  expect(asked.map((each) => Array.isArray(sent(each)))).toEqual([true, false, false]);
});

describe("merged documents", () => {
  it("keep everything apart that could clash", () => {
    const one = `query A($id: ID! = "x{", $o: O = { a: [1] }) @skip(if: false) { a }`;
    expect(mergeDocuments([one, "{ a }"])).toBeUndefined();
    expect(mergeDocuments(["{ ...F } fragment F on Query { a }", "{ a }"])).toBeUndefined();
    expect(mergeDocuments(["mutation { a }", "{ a }"])).toBeUndefined();
    const merged = mergeDocuments([
      `query A($id: ID! = "x{", $o: O = { a: [1] }) { a(id: $id, o: $o, t: "$id ...F") { ...F ... on T @include(if: $id) { b } } } # }\nfragment F on T { c(id: $id) }`,
      `{ z: a @include(if: true) { ...F } __typename } fragment F on T { d }`,
    ]);
    expect(print(parse(merged ?? ""))).toBe(
      print(
        parse(`query ($q0_id: ID! = "x{", $q0_o: O = { a: [1] }) {
          q0_a: a(id: $q0_id, o: $q0_o, t: "$id ...F") { ...q0_F ... on T @include(if: $q0_id) { b } }
          q1_z: a @include(if: true) { ...q1_F }
          q1___typename: __typename
        }
        fragment q0_F on T { c(id: $q0_id) }
        fragment q1_F on T { d }`),
      ),
    );
  });

  it("are valid, whatever the shop is asked", () => {
    const schema = buildSchema(readFileSync(new URL("../../specs/shop.graphql", import.meta.url), "utf8"));
    const written = Object.values(operations).filter((each) => "document" in each);
    const queries = written.filter(({ id }) => id.startsWith("query "));
    const merged = mergeDocuments([...queries, ...queries].map(({ document }) => document));
    expect(queries.length).toBeGreaterThan(3);
    expect(validate(schema, parse(merged ?? ""))).toEqual([]);
  });
});

describe("the answer to merged documents", () => {
  const reply = (data: unknown) => ({ data, response: new Response(), attempts: 1 });

  it("leaves those to be asked alone of whom it says nothing", () => {
    const error = { message: "no", path: ["q1_a", 0, "b"], locations: [{ line: 1, column: 1 }] };
    expect(splitAnswer(reply({ data: null, errors: [error] }), 2)).toMatchObject([
      "alone",
      { value: { data: { data: null, errors: [{ message: "no", path: ["a", 0, "b"] }] } } },
    ]);
    expect(splitAnswer(reply({ errors: [{ message: "invalid" }] }), 2)).toEqual(["alone", "alone"]);
    expect(splitAnswer(reply(undefined), 2)).toEqual(["alone", "alone"]);
  });

  it("tells the first query from the eleventh", () => {
    const fields = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`q${index}_a`, index]));
    const split = splitAnswer(reply({ data: fields }), 11);
    expect(split.map((each) => (each as { value: { data: unknown } }).value.data)).toEqual(
      Array.from({ length: 11 }, (_, index) => ({ data: { a: index } })),
    );
  });
});
