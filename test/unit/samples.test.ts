import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { inspect } from "../../generator/pipeline.js";
import type { Contract } from "../../generator/contract/contract.js";
import type { Schema } from "../../generator/contract/schema.js";
import { breakSample } from "../../generator/plan/samples/break.js";
import { accepts } from "../../generator/plan/samples/check.js";
import { matchPattern } from "../../generator/plan/samples/pattern.js";
import { sample } from "../../generator/plan/samples/samples.js";
import type { Sample, Sampling } from "../../generator/plan/samples/sample.js";

const empty: Contract = {
  extensions: {},
  kind: "openapi",
  title: "",
  version: "",
  groups: [],
  servers: [],
  auth: {},
  schemas: {},
  operations: [],
  webhooks: [],
  broken: [],
};

function named(schemas: { readonly [key: string]: Schema }): Contract {
  const entries = Object.entries(schemas).map(
    ([key, schema]) => [`#/${key}`, { id: `#/${key}`, key, schema }] as const,
  );
  return { ...empty, schemas: Object.fromEntries(entries) };
}

function draw(schema: Schema, wish: Partial<Sampling> = {}): Sample | undefined {
  return sample(schema, { contract: empty, direction: "sent", variant: "maximal", seed: "", ...wish });
}

const text: Schema = { kind: "string" };
const ref = (key: string): Schema => ({ kind: "ref", id: `#/${key}` });

describe("a sample", () => {
  it.each<[what: string, schema: Schema]>([
    ["a text", text],
    ["a short text", { kind: "string", maxLength: 2 }],
    ["a long text", { kind: "string", minLength: 80 }],
    ["a text with a pattern", { kind: "string", pattern: "^[A-Z]{2}[0-9a-z]{32}$" }],
    ["a date", { kind: "string", format: "date" }],
    ["a whole number in a range", { kind: "number", integer: true, minimum: 100, maximum: 101 }],
    ["a number beyond a bound", { kind: "number", integer: false, exclusiveMinimum: 0, exclusiveMaximum: 0.5 }],
    ["a multiple", { kind: "number", integer: true, multipleOf: 7, minimum: 50 }],
    ["a negative number", { kind: "number", integer: true, maximum: -5 }],
    ["a list", { kind: "array", items: text, minItems: 3, uniqueItems: true }],
    ["a short list", { kind: "array", items: text, maxItems: 1 }],
    [
      "unique literals",
      { kind: "array", items: { kind: "enum", values: ["a", "b", "c"] }, minItems: 3, uniqueItems: true },
    ],
    ["a tuple", { kind: "tuple", items: [text, { kind: "boolean" }], rest: { kind: "never" }, minItems: 2 }],
    ["a map", { kind: "object", properties: [], additional: text, minProperties: 2 }],
    [
      "a map by pattern",
      {
        kind: "object",
        properties: [],
        patterns: [{ pattern: "^x-[a-z]+$", schema: text }],
        additional: { kind: "never" },
      },
    ],
    ["what is also required", { kind: "object", properties: [], alsoRequired: ["id"] }],
    ["bytes", { kind: "bytes" }],
    [
      "null where nothing else is right",
      { kind: "union", mode: "one", variants: [{ kind: "never" }, { kind: "null" }] },
    ],
    [
      "two demands on a text",
      {
        kind: "all",
        members: [
          { kind: "string", minLength: 3 },
          { kind: "string", maxLength: 4 },
        ],
      },
    ],
    [
      "a demand beside a choice",
      {
        kind: "all",
        members: [
          { kind: "object", properties: [{ key: "a", schema: text, required: true }] },
          {
            kind: "union",
            mode: "any",
            variants: [{ kind: "object", properties: [{ key: "b", schema: text, required: true }] }, { kind: "null" }],
          },
        ],
      },
    ],
    [
      "what a condition asks for",
      {
        kind: "residue",
        base: { kind: "object", properties: [{ key: "a", schema: text, required: true }] },
        rules: [
          {
            kind: "if",
            test: { kind: "object", properties: [], alsoRequired: ["a"] },
            accepted: { kind: "object", properties: [{ key: "b", schema: text, required: true }] },
          },
        ],
      },
    ],
    [
      "a list with an item of a kind",
      {
        kind: "residue",
        base: { kind: "array", items: { kind: "any" } },
        rules: [{ kind: "contains", schema: { kind: "boolean" }, min: 1 }],
      },
    ],
    [
      "nothing that is ruled out",
      {
        kind: "residue",
        base: { kind: "number", integer: true },
        rules: [{ kind: "not", schema: { kind: "string" } }],
      },
    ],
  ])("is %s", (_, schema) => {
    for (const variant of ["minimal", "maximal"] as const) {
      for (const direction of ["sent", "received"] as const) {
        const value = draw(schema, { variant, direction });
        expect(value).not.toBeUndefined();
        expect(accepts(schema, value as Sample, { contract: empty, direction })).toBe(true);
      }
    }
  });

  it("is none where one member of allOf refuses what another requires", () => {
    const number: Schema = { kind: "number", integer: true };
    const numbered: Schema = { kind: "object", properties: [{ key: "a", schema: number, required: true }] };
    const texts: Schema = { kind: "object", properties: [], additional: text };
    expect(draw({ kind: "all", members: [numbered, texts] })).toBeUndefined();
  });

  it("has only what is required, or everything", () => {
    const schema: Schema = {
      kind: "object",
      properties: [
        { key: "email", schema: text, required: true },
        { key: "note", schema: text, required: false },
        { key: "id", schema: text, required: true, readOnly: true },
        { key: "secret", schema: text, required: false, writeOnly: true },
      ],
    };
    expect(draw(schema, { variant: "minimal" })).toEqual({ email: "jenny@example.com" });
    expect(Object.keys(draw(schema) as object)).toEqual(["email", "note", "secret"]);
    expect(Object.keys(draw(schema, { direction: "received" }) as object)).toEqual(["email", "note", "id"]);
  });

  it("carries the tag of its variant", () => {
    const variant = (key: string): Schema => ({
      kind: "object",
      properties: [
        { key: "kind", schema: text, required: true },
        { key, schema: text, required: true },
      ],
    });
    const contract = named({ cat: variant("meow"), dog: variant("bark") });
    const tag = {
      key: "kind",
      mapping: [
        { value: "a-cat", id: "#/cat" },
        { value: "a-dog", id: "#/dog" },
      ],
    };
    const union: Schema = { kind: "union", mode: "one", variants: [ref("cat"), ref("dog")], tag };
    expect(draw(union, { contract })).toMatchObject({ kind: "a-cat", meow: expect.any(String) as string });
  });

  it("ends where a schema contains itself", () => {
    const node: Schema = {
      kind: "object",
      properties: [
        { key: "child", schema: ref("node"), required: false },
        { key: "list", schema: { kind: "array", items: ref("node") }, required: true },
      ],
    };
    const contract = named({
      node,
      endless: { kind: "object", properties: [{ key: "self", schema: ref("endless"), required: true }] },
    });
    const value = draw(ref("node"), { contract }) as Sample;
    expect(accepts(ref("node"), value, { contract, direction: "sent" })).toBe(true);
    expect(draw(ref("endless"), { contract })).toBeUndefined();
  });

  it("takes the contract's examples only where they are right", () => {
    const member = (example: string): Schema => ({
      kind: "object",
      properties: [
        { key: "code", schema: { kind: "string", maxLength: 4 }, required: true, example: { value: example, at: "#" } },
      ],
    });
    expect(draw(member("AB12"))).toEqual({ code: "AB12" });
    expect(draw(member("too long"))).not.toEqual({ code: "too long" });
  });

  it("has nothing empty where texts have no words for it", () => {
    const map: Schema = { kind: "object", properties: [], additional: text };
    const list: Schema = { kind: "array", items: text };
    const options: Schema = { kind: "object", properties: [{ key: "a", schema: text, required: false }] };
    for (const variant of ["minimal", "maximal"] as const) {
      for (const schema of [map, list, options]) {
        const value = draw(schema, { variant, filled: true, direction: "received" }) as object;
        expect(Object.keys(value)).not.toEqual([]);
      }
    }
  });

  it("has bytes only where they are sent as they are", () => {
    expect(draw({ kind: "bytes" }, { uploads: true })).toBeInstanceOf(Uint8Array);
    expect(draw({ kind: "bytes" })).toBeTypeOf("string");
  });

  it("is plain where other characters would mean something", () => {
    expect(draw(text, { plain: true })).toMatch(/^[\w-]+$/);
    expect(draw(text, { plain: false })).toMatch(/[/&?#%]/);
  });

  it("is not made where nothing is right", () => {
    expect(draw({ kind: "never" })).toBeUndefined();
    expect(draw({ kind: "string", pattern: "^a$", minLength: 5 })).toBeUndefined();
    expect(draw({ kind: "number", integer: true, minimum: 2, maximum: 1 })).toBeUndefined();
    const impossible: Schema = {
      kind: "object",
      properties: [{ key: "a", schema: { kind: "never" }, required: false }],
    };
    expect(draw(impossible)).toEqual({});
  });
});

describe("a pattern", () => {
  it.each([
    "^[a-z]{2}-\\d+$",
    "^(?:cus|sub)_[A-Za-z0-9]{14,}$",
    "^https://[^/]+/x$",
    "^[+]?\\d{1,3}$",
    "\\.json$",
    "^(a|b)?c*$",
    "^[^\\s]+@x$",
    "^\\w+(?:-\\w+)?$",
    "(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\x2f)",
  ])("%s is matched", (pattern) => {
    expect(matchPattern(pattern, 0)).toMatch(new RegExp(pattern));
  });

  it("is matched as long as it has to be, and hardly longer", () => {
    const date = "^[1-9][0-9]*-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9])Z$";
    expect(matchPattern(date, 11)?.length).toBe(11);
    expect(matchPattern("^[a-z0-9]([a-z0-9\\-]*[a-z0-9])?$", 3)?.length).toBe(3);
  });

  it.each(["^(a+)+$", "^\\p{L}+$", "(?!)"])("%s is left alone", (pattern) => {
    expect(matchPattern(pattern, 0)).toBeUndefined();
  });
});

describe("a broken sample", () => {
  const schema: Schema = {
    kind: "object",
    properties: [
      {
        key: "open",
        schema: { kind: "union", mode: "any", variants: [text, { kind: "number", integer: true }] },
        required: false,
      },
      {
        key: "a/b",
        schema: {
          kind: "object",
          properties: [
            { key: "list", schema: { kind: "array", items: { kind: "number", integer: true } }, required: true },
          ],
        },
        required: true,
      },
    ],
  };

  const values = { int64: "number", dates: "string" } as const;

  it("is wrong as deep inside as possible, and lacks a member", () => {
    expect(breakSample(schema, draw(schema) as Sample, { contract: empty, direction: "sent", values })).toEqual([
      { name: "a wrong type at /a~1b/list/0", pointer: "/a~1b/list/0", value: "of a wrong type" },
      { name: "a missing /a~1b/list", pointer: "/a~1b/list" },
      { name: "null at /a~1b/list/0", pointer: "/a~1b/list/0", value: null },
    ]);
  });

  it("is not looked for where no type is stated", () => {
    const implied: Schema = { kind: "object", implied: true, properties: [] };
    const both: Schema = { kind: "all", members: [implied, { ...implied, alsoRequired: ["a"] }] };
    expect(breakSample(both, { a: 1 }, { contract: empty, direction: "sent", values })).toEqual([]);
  });

  it("is not looked for where another variant could accept it", () => {
    const open: Schema = { kind: "union", mode: "any", variants: [text, { kind: "boolean" }] };
    expect(breakSample(open, "a", { contract: empty, direction: "sent", values })).toEqual([]);
  });
});

describe("our own contract", async () => {
  const contract = fileURLToPath(new URL("../../specs/stripe.yaml", import.meta.url));
  const settings = {
    input: { cwd: ".", headers: {}, allowRemote: false, overlays: [], include: [], exclude: [], documents: [] },
    name: "stripe",
    output: "/nowhere",
    tests: false,
    importExtension: ".js",
    runtime: "copy",
    names: { calls: {}, types: {} },
    pages: {},
    values: { int64: "number", dates: "string", arrays: "indices", scalars: {} },
    transport: "ky",
    subscriptions: "ws",
    idempotencyHeader: undefined,
    auth: undefined,
    config: undefined,
  } as const;
  const inspected = await inspect({ ...settings, contract }, () => {});

  it("has a small sample for every schema, both ways", () => {
    const judged = inspected.contract;
    for (const { id, schema } of Object.values(judged.schemas)) {
      for (const variant of ["minimal", "maximal"] as const) {
        for (const direction of ["sent", "received"] as const) {
          const value = sample(schema, { contract: judged, direction, variant, seed: id });
          expect(value, `${variant} ${id}`).not.toBeUndefined();
          expect(accepts(schema, value as Sample, { contract: judged, direction }), `${variant} ${id}`).toBe(true);
          expect(JSON.stringify(value).length, `${variant} ${id}`).toBeLessThan(12_000);
        }
      }
    }
  });
});
