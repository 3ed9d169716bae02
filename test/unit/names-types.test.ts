import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameTypes } from "../../generator/plan/types/type-names.js";

const none = new Set<string>();

function schema(key: string, section = "schemas", title?: string) {
  return { id: `#/components/${section}/${key}`, key, ...(title === undefined ? {} : { title }) };
}

function typesOf(keys: readonly string[]): readonly (string | undefined)[] {
  const { value } = nameTypes(
    keys.map((key) => schema(key)),
    {},
    none,
  );
  return keys.map((key) => value[`#/components/schemas/${key}`]);
}

describe("nameTypes", () => {
  it("names schemas by their keys", () => {
    expect(typesOf(["customer", "treasury.transaction", "HTTPValidationError", "Page«User»", "File"])).toEqual([
      "Customer",
      "TreasuryTransaction",
      "HTTPValidationError",
      "PageUser",
      "File",
    ]);
  });

  it("drops packages that all keys share", () => {
    expect(typesOf(["io.k8s.api.core.v1.Pod", "io.k8s.api.apps.v1.Deployment"])).toEqual([
      "CoreV1Pod",
      "AppsV1Deployment",
    ]);
    expect(typesOf(["checkout.session"])).toEqual(["CheckoutSession"]);
  });

  it("drops assembly references", () => {
    expect(typesOf(["Page`1[[Shop.Order, Shop, Version=1.0.0.0, Culture=neutral]]"])).toEqual(["PageShopOrder"]);
  });

  it("asks the title where the key says nothing", () => {
    const { value } = nameTypes([schema("0", "schemas", "Pet owner"), schema("1")], {}, none);
    expect(Object.values(value)).toEqual(["PetOwner", "Schema1"]);
  });

  it("gives the name to the key that is written like it", () => {
    expect(typesOf(["foo_bar", "FooBar", "fooBar"])).toEqual(["FooBarSchema2", "FooBar", "FooBarSchema"]);
  });

  it("says where a namesake stands", () => {
    const { value } = nameTypes([schema("NotFound", "responses"), schema("NotFound")], {}, none);
    expect(value["#/components/schemas/NotFound"]).toBe("NotFound");
    expect(value["#/components/responses/NotFound"]).toBe("NotFoundResponse");
  });

  it("yields to the client's types and to utility types", () => {
    const { value } = nameTypes([schema("stripe"), schema("record")], {}, new Set(["Stripe"]));
    expect(Object.values(value)).toEqual(["StripeSchema", "RecordSchema"]);
  });

  it("keeps pinned names and reports those that clash", () => {
    const pinned = { "#/components/schemas/b": "A", "#/components/schemas/c": "A" };
    const { value, diagnostics } = nameTypes(
      ["a", "b", "c"].map((key) => schema(key)),
      pinned,
      none,
    );
    expect(Object.values(value)).toEqual(["ASchema", "A", "C"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["pinned-type-clash"]);
  });

  it("refuses pinned names that no type can have", () => {
    const pinned = { "#/components/schemas/a": "A; evil()", "#/components/schemas/b": "string" };
    const { value, diagnostics } = nameTypes([schema("a"), schema("b")], pinned, none);
    expect(Object.values(value)).toEqual(["A", "B"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["pinned-type-invalid", "pinned-type-invalid"]);
  });

  it("gives different names, whatever the keys, in any order, and keeps them when schemas are added", () => {
    const key = fc.oneof(
      fc.constantFrom("a_b", "aB", "AB", "a.b", "then", "Record", "", "1", "__proto__"),
      fc.string({ unit: "grapheme" }),
    );
    const keys = fc
      .uniqueArray(key, { maxLength: 20 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all)));
    fc.assert(
      fc.property(keys, ([all, some]) => {
        const before = nameTypes(
          some.map((item) => schema(item)),
          {},
          none,
        ).value;
        const after = nameTypes(
          all.map((item) => schema(item)),
          before,
          none,
        ).value;
        expect(after).toMatchObject(before);
        expect(new Set(Object.values(after)).size).toBe(all.length);
        const reversed = nameTypes(all.map((item) => schema(item)).reverse(), before, none).value;
        expect(reversed).toEqual(after);
      }),
      { numRuns: 500 },
    );
  });

  it("settles ten thousand namesakes at once", () => {
    const all = Array.from({ length: 10_000 }, (_, index) => schema("a" + "-".repeat(index)));
    expect(new Set(Object.values(nameTypes(all, {}, none).value)).size).toBe(10_000);
  });
});
