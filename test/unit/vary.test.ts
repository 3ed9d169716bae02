import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Contract } from "../../generator/contract/contract.js";
import type { Schema } from "../../generator/contract/schema.js";
import { breakSample } from "../../generator/plan/samples/break.js";
import { accepts } from "../../generator/plan/samples/check.js";
import { fitsFormat, fitsNumberFormat } from "../../generator/plan/samples/format.js";
import { growSample } from "../../generator/plan/samples/grow.js";
import { applyChanges, varySample } from "../../generator/plan/samples/vary.js";
import { replaceAt } from "../../generator/plan/samples/replace.js";
import { sample } from "../../generator/plan/samples/samples.js";
import type { Sample } from "../../generator/plan/samples/sample.js";
import * as formats from "../../templates/runtime/v1/formats.js";

const contract = { schemas: {}, operations: [] } as unknown as Contract;
const text: Schema = { kind: "string" };

/** What a sample of a schema is varied into, by what each covers. */
function vary(schema: Schema, value: Sample): { [name: string]: Sample[] } {
  const varied = varySample(schema, value, { contract, direction: "sent", seed: "", covered: new Set() });
  return Object.fromEntries(
    varied.map(({ name, changes }) => [name, changes.map((each) => applyChanges(value, each))]),
  );
}

function member(key: string, schema: Schema): Schema {
  return { kind: "object", properties: [{ key, schema, required: true }] };
}

/** An object whose members are these and no others. */
function only(values: { readonly [key: string]: boolean }): Schema {
  const properties = Object.entries(values).map(([key, value]) => {
    return { key, schema: { kind: "enum" as const, values: [value] }, required: true };
  });
  return { kind: "object", properties };
}

describe("variations of a sample", () => {
  it("have every listed value", () => {
    const color = member("color", { kind: "enum", values: ["red", "green", "", null] });
    expect(vary(color, { color: "red" })).toEqual({
      "every value of /color": [{ color: "green" }, { color: "" }],
      "null wherever it may be": [{ color: null }],
    });
  });

  it("are null at the top, where that may be null", () => {
    const schema: Schema = { kind: "union", mode: "any", variants: [member("name", text), { kind: "null" }] };
    expect(vary(schema, { name: "a" })).toEqual({ "null wherever it may be": [null] });
  });

  it("leave out those that are not right together", () => {
    const flag: Schema = { kind: "boolean" };
    const properties = ["a", "b", "c"].map((key) => ({ key, schema: flag, required: true }));
    const schema: Schema = {
      kind: "residue",
      base: { kind: "object", properties },
      rules: [{ kind: "not", schema: only({ a: true, b: true }) }],
    };
    expect(vary(schema, { a: false, b: false, c: false })).toEqual({
      "every boolean turned around": [{ a: true, b: false, c: true }],
    });
  });

  it("have one value of every variant, with its tag", () => {
    const pet = (kind: string, key: string): Schema => ({
      kind: "object",
      properties: [
        { key: "kind", schema: { kind: "enum", values: [kind] }, required: true },
        { key, schema: { kind: "boolean" }, required: true },
      ],
    });
    const union: Schema = { kind: "union", mode: "one", variants: [pet("cat", "meows"), pet("dog", "barks"), text] };
    expect(vary(union, { kind: "cat", meows: true })).toEqual({
      "every variant of ": [{ kind: "dog", barks: false }, "sample"],
      "every boolean turned around": [{ kind: "cat", meows: false }],
    });
  });

  it("have both ends of all ranges, at all places together", () => {
    const schema: Schema = {
      kind: "object",
      properties: [
        { key: "code", schema: { kind: "string", minLength: 2, maxLength: 4 }, required: true },
        { key: "count", schema: { kind: "number", integer: true, exclusiveMinimum: 0, maximum: 9 }, required: true },
        { key: "list", schema: { kind: "array", items: text, minItems: 1, maxItems: 2 }, required: true },
      ],
    };
    expect(vary(schema, { code: "abc", count: 5, list: ["a", "b"] })).toEqual({
      "its lower bounds": [{ code: "xx", count: 1, list: ["list"] }],
      "its upper bounds": [{ code: "xxxx", count: 9, list: ["list", "list-2"] }],
    });
  });

  it("leave out what the whole would refuse", () => {
    const schema: Schema = {
      kind: "residue",
      base: member("size", { kind: "enum", values: ["s", "m", "l"] }),
      rules: [{ kind: "not", schema: member("size", { kind: "enum", values: ["m"] }) }],
    };
    expect(vary(schema, { size: "s" })).toEqual({ "every value of /size": [{ size: "l" }] });
  });

  it("cover what operations share once", () => {
    const covered = new Set<string>();
    const shared: Contract = {
      ...contract,
      schemas: { "#/a": { id: "#/a", key: "a", schema: member("size", { kind: "enum", values: ["s", "m"] }) } },
    };
    const varyFor = (seed: string): string[] =>
      varySample(
        member(seed, { kind: "ref", id: "#/a" }),
        { [seed]: { size: "s" } },
        {
          contract: shared,
          direction: "received",
          seed,
          covered,
        },
      ).map(({ name }) => name);
    expect(varyFor("one")).toEqual(["every value of /one/size"]);
    expect(varyFor("two")).toEqual([]);
  });
});

describe("a received sample", () => {
  it("grows by a member, a value and a variant, each as deep inside as possible", () => {
    const kind = (value: string): Schema => member("kind", { kind: "enum", values: [value] });
    const schema: Schema = {
      kind: "object",
      properties: [
        { key: "status", schema: { kind: "enum", values: ["a", "b"] }, required: true },
        {
          key: "list",
          schema: { kind: "array", items: member("color", { kind: "enum", values: ["r", "g"] }) },
          required: true,
        },
        { key: "pet", schema: { kind: "union", mode: "one", variants: [kind("cat"), kind("dog")] }, required: true },
      ],
    };
    const value = { status: "a", list: [{ color: "r" }], pet: { kind: "cat" } };
    expect(growSample(schema, value, { contract, direction: "received" })).toEqual([
      { name: "an unknown member at /list/0", pointer: "/list/0/conn_gen_new", value: "conn_gen_new" },
      { name: "an unknown value at /list/0/color", pointer: "/list/0/color", value: "conn_gen_new" },
      { name: "an unknown variant at /pet", pointer: "/pet", value: { kind: "conn_gen_new" } },
    ]);
  });
});

/** Schemas with a bit of everything, and what is drawn of them. */
const schemas: fc.Arbitrary<Schema> = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<Schema>(
      { kind: "boolean" },
      { kind: "string", minLength: 2, maxLength: 5 },
      { kind: "string", format: "date" },
      { kind: "number", integer: true, minimum: 3, maximum: 8 },
      { kind: "number", integer: false, exclusiveMinimum: 0 },
      { kind: "enum", values: ["a", "b", null] },
    ),
    tie("schema").map((items): Schema => ({ kind: "array", items, minItems: 1 })),
    fc
      .dictionary(fc.constantFrom("a", "b/c", "d~e"), fc.tuple(tie("schema"), fc.boolean()), { maxKeys: 3 })
      .map((members): Schema => ({
        kind: "object",
        properties: Object.entries(members).map(([key, [schema, required]]) => ({ key, schema, required })),
      })),
    fc
      .array(tie("schema"), { minLength: 1, maxLength: 3 })
      .map((variants): Schema => ({ kind: "union", mode: "any", variants: [...variants, { kind: "null" }] })),
  ),
})).schema;

describe("whatever is drawn", () => {
  it("is right, whatever it is varied into is right, and whatever it is broken into is wrong", () => {
    const values = { int64: "number", dates: "string" } as const;
    fc.assert(
      fc.property(schemas, fc.constantFrom("sent" as const, "received" as const), (schema, direction) => {
        const judging = { contract, direction };
        const value = sample(schema, { ...judging, variant: "maximal", seed: "" });
        if (value === undefined) return;
        expect(accepts(schema, value, judging)).toBe(true);
        for (const { changes } of varySample(schema, value, { ...judging, seed: "", covered: new Set() }))
          for (const change of changes) expect(accepts(schema, applyChanges(value, change), judging)).toBe(true);
        for (const { pointer, value: wrong } of breakSample(schema, value, { ...judging, values })) {
          const broken = replaceAt(value, pointer, wrong);
          expect(broken === undefined || accepts(schema, broken, judging)).toBe(false);
        }
        expect(sample(schema, { ...judging, variant: "maximal", seed: "" })).toEqual(value);
      }),
    );
  });
});

describe("a format", () => {
  const checks: { readonly [format: string]: typeof formats.date } = {
    "date-time": formats.dateTime,
    date: formats.date,
    time: formats.time,
    uuid: formats.uuid,
    email: formats.email,
    uri: formats.uri,
    ipv4: formats.ipv4,
    ipv6: formats.ipv6,
    byte: formats.byte,
  };
  const right: { readonly [format: string]: readonly string[] } = {
    "date-time": ["2025-01-15T12:30:00Z", "2024-02-29t23:59:59.5+05:30"],
    date: ["2024-02-29"],
    time: ["12:30:00Z"],
    uuid: ["3f2504e0-4f89-41d3-9a0c-0305e82c3301"],
    email: ["jenny@example.com", "a.b+c@d.e"],
    uri: ["https://example.com/path?a=1#b", "urn:a:b", "http://a@b.c:80", "mailto:a@b.c"],
    ipv4: ["192.0.2.1", "0.0.0.0"],
    ipv6: ["2001:db8::1", "::"],
    byte: ["QUJD", "QQ==", ""],
  };
  const hints = fc.constantFrom(
    ...Object.values(right).flat(),
    "2025-02-30",
    "24:00:00Z",
    "256.1.1.1",
    "1.2.3.",
    "a@",
    "//",
  );

  it.each(Object.keys(checks))("%s: what samples take for right, validators do too", (format) => {
    const refuses = (value: string): boolean => {
      const issues: { pointer: string; message: string }[] = [];
      checks[format]?.({ issues }, value, undefined, 0);
      return issues.length > 0;
    };
    for (const each of right[format] ?? [])
      expect([each, fitsFormat(each, format), refuses(each)]).toEqual([each, true, false]);
    fc.assert(
      fc.property(fc.oneof(hints, fc.string(), fc.stringMatching(/^[\d:.TZ@/a-f-]*$/)), (value) => {
        if (fitsFormat(value, format)) expect(refuses(value)).toBe(false);
      }),
    );
  });

  it("int32 has a range", () => {
    expect([2 ** 31 - 1, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1].map((each) => fitsNumberFormat(each, "int32"))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});
