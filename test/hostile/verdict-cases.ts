import type { Json } from "../../generator/contract/schema.js";
import { tagCases } from "./verdict-tags.js";
import { object, ref, type VerdictCase } from "./verdict.js";

const condition = (test: Json, accepted: Json, refused: Json): { readonly [key: string]: Json } =>
  Object.fromEntries([["if", test] as const, ["then", accepted] as const, ["else", refused] as const]);
const constant = (value: Json): Json => ({ const: value });

/** Schemas that the cases refer to. */
export const shared: { readonly [key: string]: Json } = {
  Named: object({ name: { type: "string" }, age: { type: "integer" } }),
  Customer: object({ object: constant("customer"), email: { type: "string" } }, { required: ["object", "email"] }),
  Deleted: object({ object: constant("customer"), deleted: constant(true) }, { required: ["object", "deleted"] }),
  Cat: object({ kind: { type: "string" }, meow: { type: "boolean" } }, { required: ["kind", "meow"] }),
  Dog: object({ kind: { type: "string" }, bark: { type: "boolean" } }, { required: ["kind", "bark"] }),
  Tree: {
    anyOf: [
      { type: "string" },
      { type: "array", items: ref("Tree") },
      object({ left: ref("Tree") }, { required: ["left"] }),
    ],
  },
  Public: object({ view: { type: "string" }, name: { type: "string" } }, { required: ["name"] }),
  Private: object(
    { view: { type: "string" }, name: { type: "string" }, plan: { type: "integer" } },
    { required: ["name", "plan"] },
  ),
  Itself: ref("Itself"),
  Twin: object(
    { id: { type: "string", readOnly: true }, secret: { type: "string", writeOnly: true }, twin: ref("Twin") },
    { required: ["id", "secret"] },
  ),
  Saved: { allOf: [object({ id: { type: "string", readOnly: true }, name: {} }), { required: ["id", "name"] }] },
};

/** What contracts do at the edges. */
export const verdictCases: { readonly [name: string]: VerdictCase } = {
  "allOf whose members say more of one property": {
    schema: {
      allOf: [
        object({ a: { type: "string" } }),
        object({ a: { minLength: 2 }, b: { type: "integer" } }, { required: ["b"] }),
      ],
    },
    right: [{ a: "xy", b: 1 }, { b: 1 }],
    wrong: [{ a: "x", b: 1 }, { a: 1, b: 1 }, { a: "xy" }, "text", null],
  },
  "allOf whose members contradict each other": {
    schema: { allOf: [{ type: "string" }, { type: "integer" }] },
    right: [],
    wrong: ["a", 1, null, {}],
  },
  "allOf with a member that only requires": {
    schema: { allOf: [ref("Named"), { required: ["name"] }] },
    right: [{ name: "x" }, { name: "x", age: 1 }],
    wrong: [{}, { age: 1 }, { name: 1 }],
  },
  "a nested nullable": {
    schema: object({
      a: { type: "object", nullable: true, properties: { b: { type: "string", nullable: true } }, required: ["b"] },
    }),
    right: [{}, { a: null }, { a: { b: null } }, { a: { b: "x" } }],
    wrong: [{ a: {} }, { a: { b: 1 } }, { a: "x" }],
    openapi: "3.0.3",
  },
  "an enum with null": {
    schema: { enum: ["on", null] },
    right: ["on", null],
    wrong: ["off", 1, false, {}],
  },
  "a const null": {
    schema: object({ a: constant(null) }),
    right: [{}, { a: null }],
    wrong: [{ a: 0 }, { a: "null" }, { a: false }],
  },
  "an enum of many kinds": {
    schema: { enum: ["a", 1, true, { b: [1, 2] }] },
    right: ["a", 1, true, { b: [1, 2] }],
    wrong: ["b", 2, false, { b: [2, 1] }, { b: [1, 2], c: 1 }, [], null],
  },
  "an enum of objects beside what objects are": {
    schema: object({
      list: { enum: [{ a: 1, b: 1 }, { a: 1 }, [1], [1, 2]], required: ["b"], minItems: 2, type: ["object", "array"] },
    }),
    right: [{}, { list: { a: 1, b: 1 } }, { list: [1, 2] }],
    wrong: [{ list: { a: 1 } }, { list: [1] }, { list: { b: 1 } }, { list: [2, 1] }, { list: null }],
  },
  "an enum of numbers that were written as texts": {
    schema: { type: "integer", enum: ["1", "2"] },
    right: [1, 2],
    wrong: ["1", 3, null],
  },
  "an enum of items that stands beside them": {
    schema: { type: "array", items: { type: "integer" }, enum: [1, 2] },
    right: [[], [1], [2, 1]],
    wrong: [1, [3], ["1"]],
  },
  "a list of strings that may grow": { schema: { enum: ["a", "b"] }, right: ["a", "b", "new"], wrong: [1, null, {}] },
  "a nullable reference, 3.0": {
    schema: object({ a: { allOf: [ref("Named")], nullable: true } }),
    right: [{}, { a: null }, { a: { name: "x" } }],
    wrong: [{ a: { name: 1 } }, { a: "x" }],
    openapi: "3.0.3",
  },
  "a nullable reference, 3.1": {
    schema: object({ a: { anyOf: [ref("Named"), { type: "null" }] } }, { required: ["a"] }),
    right: [{ a: null }, { a: { name: "x" } }],
    wrong: [{}, { a: { name: 1 } }, { a: 1 }],
  },
  ...tagCases,
  "a recursive union": {
    schema: ref("Tree"),
    right: ["a", [], ["a", [["b"]]], { left: { left: ["x"] } }],
    wrong: [1, [1], [[["a", null]]], { left: 1 }, {}],
  },
  "a schema that is only itself": { schema: ref("Itself"), right: [1, "a", null, {}], wrong: [] },
  "an empty schema": { schema: object({ a: {} }, { required: ["a"] }), right: [{ a: null }, { a: 1 }], wrong: [{}] },
  "boolean schemas": {
    schema: object({ yes: true, no: false }),
    right: [{}, { yes: 1 }],
    wrong: [{ no: 1 }, { no: null }],
  },
  "no other properties": {
    schema: object({ a: { type: "string" } }, { additionalProperties: false }),
    right: [{}, { a: "x" }],
    wrong: [{ a: 1 }],
    wrongSent: [{ b: 1 }, { a: "x", "": 1 }],
  },
  "other properties of a kind": {
    schema: object({ a: { type: "string" } }, { additionalProperties: { type: "integer" } }),
    right: [{}, { a: "x", b: 1 }],
    wrong: [{ b: "x" }, { a: 1 }],
  },
  "properties by pattern": {
    schema: {
      type: "object",
      patternProperties: { "^x-": { type: "string" } },
      additionalProperties: { type: "integer" },
    },
    right: [{}, { "x-a": "1", b: 1 }],
    wrong: [{ "x-a": 1 }, { b: "1" }],
  },
  tuples: {
    schema: {
      type: "array",
      prefixItems: [{ type: "string" }, { type: "integer" }],
      items: false,
      minItems: 1,
      uniqueItems: true,
    },
    right: [["a"], ["a", 1]],
    wrong: [[], ["a", "b"], ["a", 1, 2], "a", {}],
  },
  "tuples of which little is said": {
    schema: { type: "array", prefixItems: [{ type: "string" }, { type: ["integer", "null"] }] },
    right: [[], ["a"], ["a", null], ["a", 1, {}]],
    wrong: [["a", "b"], [1], {}],
  },
  "tuples with more behind": {
    schema: { type: "array", prefixItems: [{ type: "string" }], items: { type: "integer" }, minItems: 3, maxItems: 4 },
    right: [
      ["a", 1, 2],
      ["a", 1, 2, 3],
    ],
    wrong: [
      ["a", 1],
      ["a", 1, "b"],
      ["a", 1, 2, 3, 4],
    ],
  },
  "counts of members": {
    schema: { type: "object", minProperties: 1, maxProperties: 2 },
    right: [{ a: 1 }, { a: 1, b: 2 }],
    wrong: [{}, { a: 1, b: 2, c: 3 }, []],
  },
  "exclusive bounds, 3.1": {
    schema: { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 },
    right: [0.5, 1e-9],
    wrong: [0, 1, -1, 2, "0.5"],
  },
  "exclusive bounds, 3.0": {
    schema: { type: "number", minimum: 0, exclusiveMinimum: true, maximum: 1, exclusiveMaximum: false },
    right: [0.5, 1],
    wrong: [0, 1.1],
    openapi: "3.0.3",
  },
  "a multiple of a fraction": {
    schema: { type: "number", multipleOf: 0.01 },
    right: [0, 0.07, 1.13, 19.99, 4.35, 1000000.01, -0.29],
    wrong: [0.001, 0.015, 19.999],
  },
  "items that differ": {
    schema: { type: "array", uniqueItems: true },
    right: [[], [1, "1", true, "true", null, "null", [], {}], [{ a: 1 }, { a: 2 }]],
    wrong: [
      [1, 1],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      [[1], [1]],
      [null, null],
    ],
  },
  "implied types": {
    schema: { minLength: 2, minimum: 5, properties: { a: { type: "string" } }, minItems: 1 },
    right: ["ab", 5, { a: "x" }, [1], true, null],
    wrong: ["a", 4, { a: 1 }, []],
  },
  "property names that every object has": {
    schema: object(
      {
        __proto__x: {},
        constructor: { type: "string" },
        toString: { type: "integer" },
        "a-b": { type: "string" },
        7: { type: "string" },
      },
      { required: ["valueOf"] },
    ),
    right: [{ valueOf: 1 }, { valueOf: 1, constructor: "x", toString: 1, "a-b": "x", 7: "x" }],
    wrong: [
      {},
      { valueOf: 1, constructor: 1 },
      { valueOf: 1, toString: "x" },
      { valueOf: 1, "a-b": 1 },
      { valueOf: 1, 7: 1 },
    ],
  },
  "a property called __proto__": {
    schema: JSON.parse(
      '{"type":"object","properties":{"__proto__":{"type":"string"}},"required":["__proto__"]}',
    ) as Json,
    right: [JSON.parse('{"__proto__":"x"}')],
    wrong: [{}, JSON.parse('{"__proto__":{"polluted":true}}')],
  },
  "lists of types": {
    schema: { type: ["string", "integer", "null"], minLength: 1 },
    right: ["a", 1, null],
    wrong: ["", 1.5, true, {}],
  },
  "bytes inside JSON": {
    schema: object({ a: { type: "string", format: "binary" } }),
    right: [{}, { a: "text" }],
    wrong: [],
  },
  "whole numbers": {
    schema: { type: "integer" },
    right: [0, -1, 1.0, 9007199254740991],
    wrong: [1.5, "1", 9007199254740992, null],
  },
  "code points, not code units": {
    schema: { type: "string", maxLength: 2, minLength: 2 },
    right: ["😀😀", "ab"],
    wrong: ["😀", "abc"],
  },
  "a pattern without anchors": { schema: { type: "string", pattern: "b/" }, right: ["ab/c"], wrong: ["abc", "B/"] },
  "exactly one variant of what is sent": {
    schema: { oneOf: [object({ a: {} }, { required: ["a"] }), object({ b: {} }, { required: ["b"] })] },
    right: [{ a: 1 }, { b: 1 }],
    wrong: [{}, { c: 1 }, "a"],
    wrongSent: [{ a: 1, b: 1 }],
  },
  "variants that overlap, so at least one": {
    schema: { oneOf: [{ type: "integer" }, { type: "number" }, object({ a: { type: "string" } }), object({ b: {} })] },
    right: [1, 1.5, {}, { a: "x", b: 1 }],
    wrong: ["1", null],
  },
  "a negation of a list that may grow": {
    schema: { type: "string", not: { enum: ["root", "admin"] } },
    right: ["jenny"],
    wrong: ["root", "admin", 1],
  },
  "a negation of members": {
    schema: object({ a: {}, b: {} }, { not: { required: ["a", "b"] } }),
    right: [{}, { a: 1 }, { b: 1 }],
    wrong: [{ a: 1, b: 1 }, []],
  },
  "a condition": {
    schema: object(
      { country: { type: "string" }, code: { type: "string" } },
      condition(
        { properties: { country: { const: "NO" } }, required: ["country"] },
        { properties: { code: { pattern: "^[0-9]{4}$" } }, required: ["code"] },
        { properties: { code: { minLength: 5 } } },
      ),
    ),
    right: [{ country: "NO", code: "0150" }, { country: "SE" }, { country: "SE", code: "11122" }],
    wrong: [{ country: "NO" }, { country: "NO", code: "x" }, { code: "0150" }],
  },
  "members that ask for others": {
    schema: object({}, { dependentRequired: { card: ["name"] }, dependentSchemas: { name: { minProperties: 2 } } }),
    right: [{}, { card: 1, name: 1 }],
    wrong: [{ card: 1 }, { name: 1 }],
  },
  "names of members": {
    schema: object({}, { propertyNames: { maxLength: 3 } }),
    right: [{}, { abc: 1 }],
    wrong: [{ abcd: 1 }],
  },
  "names of members from a list": {
    schema: object({}, { propertyNames: { enum: ["a", "b"] } }),
    right: [{}, { a: 1, b: 2 }],
    wrong: [],
    wrongSent: [{ c: 1 }],
  },
  "how many items of a kind": {
    schema: { type: "array", contains: { type: "integer" }, minContains: 2, maxContains: 3 },
    right: [
      [1, 2],
      [1, "a", 2, 3],
    ],
    wrong: [[], [1], [1, 2, 3, 4], {}],
  },
  "no members that nothing speaks of": {
    schema: {
      allOf: [ref("Named")],
      anyOf: [object({ a: {} }, { required: ["a"] }), object({ b: {} }, { required: ["b"] })],
      unevaluatedProperties: false,
    },
    right: [{ a: 1 }, { name: "x", b: 1 }, { a: 1, b: 1, age: 1 }],
    wrong: [{}, { name: 1, a: 1 }],
    wrongSent: [{ a: 1, c: 1 }],
  },
  "required members that nobody describes": {
    schema: {
      allOf: [ref("Named"), { anyOf: [{ required: ["phone"] }, { required: ["email"] }] }],
    },
    right: [{ phone: 1 }, { name: "x", email: "a@b.c" }],
    wrong: [{}, { name: "x" }, { name: 1, phone: 1 }],
  },
  "no items that nothing speaks of": {
    schema: { type: "array", prefixItems: [{ type: "string" }], contains: { const: 7 }, unevaluatedItems: false },
    right: [
      ["a", 7],
      ["a", 7, 7],
    ],
    wrong: [["a"], ["a", 7, 8]],
  },
};
