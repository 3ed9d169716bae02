import { describe, expect, it } from "vitest";
import type { Json } from "../../generator/contract/schema.js";
import { Failure } from "../../generator/diagnostics.js";
import { emitValidators, findIssues } from "./emitted.js";
import { documentOf, runLine } from "./line.js";

type Schemas = { readonly [key: string]: Json };

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);
const ref = (key: string): Json => ({ $ref: `#/components/schemas/${key}` });
const chain = (length: number, link: (index: number) => Json, end: Json): Schemas =>
  Object.fromEntries([["A0", end], ...range(length).map((index) => [`A${index + 1}`, link(index)] as const)]);

function nest(levels: number, wrap: (inner: Json) => Json): Json {
  let schema: Json = { type: "string" };
  for (let level = 0; level < levels; level++) schema = wrap(schema);
  return schema;
}

const condition = (test: Json, accepted: Json): Json =>
  Object.fromEntries([["if", test] as const, ["then", accepted] as const, ["unevaluatedProperties", false] as const]);

/** Contracts that are small and ask for much. */
const bombs: { readonly [name: string]: () => Schemas } = {
  "objects 130 deep": () => ({ A: nest(130, (inner) => ({ type: "object", properties: { a: inner } })) }),
  "lists 380 deep": () => ({ A: nest(380, (items) => ({ type: "array", items })) }),
  "unions 190 deep": () => ({ A: nest(190, (inner) => ({ anyOf: [inner, { type: "number" }] })) }),
  "allOf 190 deep": () => ({ A: nest(190, (inner) => ({ allOf: [inner, { minLength: 1 }] })) }),
  "a chain of 2,000 references": () => chain(2000, (index) => ref(`A${index}`), { type: "string" }),
  "a chain of 10,000 references": () => chain(10_000, (index) => ref(`A${index}`), { type: "string" }),
  "a chain of 1,000 allOf": () =>
    chain(1000, (index) => ({ allOf: [ref(`A${index}`)] }), { type: "object", properties: { a: {} } }),
  "a chain of 1,000 unions": () =>
    chain(1000, (index) => ({ anyOf: [ref(`A${index}`), { type: "null" }] }), { type: "string" }),
  "a chain of 300 inheritances": () =>
    chain(300, (index) => ({ allOf: [ref(`A${index}`), { type: "object", properties: { [`p${index}`]: {} } }] }), {
      type: "object",
    }),
  "references that circle": () => ({ A: ref("B"), B: ref("A"), C: ref("C") }),
  "allOf that circles": () => ({
    A: { allOf: [ref("B")] },
    B: { allOf: [ref("A"), { type: "object", properties: { b: { type: "string" } } }] },
    C: { allOf: [ref("C"), ref("C")] },
  }),
  "unions that circle": () => ({ A: { anyOf: [ref("B"), { type: "string" }] }, B: { oneOf: [ref("A"), ref("B")] } }),
  "allOf that doubles": () =>
    chain(60, (index) => ({ allOf: [ref(`A${index}`), ref(`A${index}`)] }), { type: "object", properties: { a: {} } }),
  "allOf of no objects that doubles": () =>
    chain(60, (index) => ({ allOf: [ref(`A${index}`), ref(`A${index}`), { minLength: index }] }), { type: "string" }),
  "allOf of objects that differ and double": () =>
    chain(
      40,
      (index) => ({
        allOf: [ref(`A${index}`), { allOf: [ref(`A${index}`)], properties: { [`p${index}`]: ref(`A${index}`) } }],
      }),
      { type: "object", properties: { a: {} } },
    ),
  "unions that double": () =>
    chain(60, (index) => ({ anyOf: [ref(`A${index}`), { type: "array", items: ref(`A${index}`) }] }), {
      type: "string",
    }),
  "unions with tags that double": () =>
    chain(
      40,
      (index) => ({
        oneOf: [
          ref(`A${index}`),
          { type: "object", required: ["t"], properties: { t: { const: `v${index}` }, n: ref(`A${index}`) } },
        ],
        discriminator: { propertyName: "t" },
      }),
      { type: "object", required: ["t"], properties: { t: { const: "end" } } },
    ),
  "members that meet in circles": () => ({
    A: {
      allOf: [
        { type: "object", properties: { c: ref("A") } },
        { type: "object", properties: { c: ref("B") } },
      ],
    },
    B: {
      allOf: [
        { type: "object", properties: { c: ref("C") } },
        { type: "object", properties: { c: ref("A") } },
      ],
    },
    C: { type: "object", properties: { c: { allOf: [ref("A"), ref("B")] } } },
  }),
  "discriminators that circle": () => ({
    A: { oneOf: [ref("B"), ref("C")], discriminator: { propertyName: "t" } },
    B: { allOf: [ref("A"), { type: "object", properties: { b: {} } }] },
    C: { allOf: [ref("A"), { type: "object", properties: { c: {} } }] },
  }),
  "100,000 values": () => ({ A: { type: "string", enum: range(100_000).map((index) => `value ${index}`) } }),
  "100,000 values of all kinds": () => ({ A: { enum: range(100_000).map((i) => (i % 2 === 0 ? i : { i })) } }),
  "70,000 numbers": () => ({ A: { enum: range(70_000) } }),
  "70,000 variants": () => ({ A: { anyOf: range(70_000).map((minimum) => ({ type: "integer", minimum })) } }),
  "5,000 properties": () => ({
    A: {
      type: "object",
      properties: Object.fromEntries(range(5000).map((index) => [`p${index}`, { type: "string" }])),
    },
  }),
  "2,000 properties twice": () => {
    const object = {
      type: "object",
      properties: Object.fromEntries(range(2000).map((index) => [`p${index}`, { type: "string" }])),
    };
    return { A: { allOf: [object, object] }, B: { allOf: [ref("A"), object] } };
  },
  "a union of 2,000 objects": () => ({
    A: {
      oneOf: range(2000).map((index) => ({
        type: "object",
        required: ["t"],
        properties: { t: { const: `v${index}` } },
      })),
    },
  }),
  "exactly one of 1,000 that look alike": () => ({
    A: { oneOf: range(1000).map((index) => ({ type: "object", properties: { [`p${index}`]: {} } })) },
  }),
  "exactly one that doubles": () =>
    chain(60, (index) => ({ oneOf: [ref(`A${index}`), { allOf: [ref(`A${index}`), { minLength: index }] }] }), {
      type: "string",
    }),
  "negations that double": () =>
    chain(60, (index) => ({ not: { allOf: [ref(`A${index}`), { not: ref(`A${index}`) }] } }), { type: "string" }),
  "conditions that double": () =>
    chain(40, (index) => condition(ref(`A${index}`), ref(`A${index}`)), { type: "object", properties: { a: {} } }),
  "what nothing speaks of, by ways that double": () =>
    chain(
      40,
      (index) => ({
        anyOf: [ref(`A${index}`), { allOf: [ref(`A${index}`)], properties: { [`p${index}`]: {} } }],
        unevaluatedProperties: false,
      }),
      { type: "object", properties: { a: {} } },
    ),
  "conditions that circle": () => ({
    A: condition(ref("B"), ref("A")),
    B: { not: ref("A"), unevaluatedItems: ref("B") },
  }),
  "wide unions in unions": () => ({
    A: {
      anyOf: range(40).map((i) => ({
        anyOf: range(40).map((j) => ({
          oneOf: [{ type: "object", properties: { [`p${i}${j}`]: {} } }, { type: "null" }],
        })),
      })),
    },
  }),
  "readOnly in a circle": () => ({
    A: { type: "object", properties: { id: { type: "string", readOnly: true }, b: ref("B") } },
    B: {
      type: "object",
      properties: { as: { type: "array", items: ref("A") }, c: { allOf: [ref("A"), { nullable: true }] } },
    },
  }),
};

/** A small contract that leads to many schemas: only the first and the last ones are sent and received. */
function documentFor(name: string) {
  const schemas = bombs[name]?.() ?? {};
  const [first = "", ...others] = Object.keys(schemas);
  return documentOf(schemas, { keys: [first, ...others.slice(-3)] });
}

describe("a contract that asks for much", () => {
  it.each(Object.keys(bombs))("comes to an end: %s", async (name) => {
    const { files } = await runLine(documentFor(name));
    expect(files.map((file) => file.path)).toContain("types.ts");
  });

  it.each([
    "references that circle",
    "allOf that circles",
    "unions that circle",
    "discriminators that circle",
    "members that meet in circles",
    "conditions that circle",
  ])("gives validators that come to an end: %s", async (name) => {
    const { sent, received } = await emitValidators(documentFor(name));
    const checks = [...Object.values(sent), ...Object.values(received)];
    expect(checks.length).toBeGreaterThan(1);
    for (const check of checks)
      for (const value of [null, "a", {}, [{}], { c: { c: {} }, t: "B" }]) findIssues(check, value);
  });

  it("is refused in words where it is deeper than any contract", async () => {
    const schema = nest(2000, (items) => ({ type: "array", items }));
    await expect(runLine(documentOf({ A: schema }))).rejects.toBeInstanceOf(Failure);
  });
});
