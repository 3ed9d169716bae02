import { expect, test } from "vitest";
import type { Contract } from "../../generator/contract/contract.js";
import type { Schema } from "../../generator/contract/schema.js";
import { isSingle } from "../../generator/plan/single-values.js";

const text: Schema = { kind: "string" };
const list: Schema = { kind: "array", items: text };
const itself: Schema = { kind: "ref", id: "#/itself" };
const contract = {
  schemas: { "#/itself": { schema: { kind: "union", mode: "any", variants: [itself, text] } } },
} as unknown as Contract;

test.each<[string, Schema, boolean]>([
  ["a text", text, true],
  ["a text that may be anything else too", { kind: "string", implied: true }, false],
  ["constants", { kind: "enum", values: ["a", 1, null] }, true],
  ["constants with a list among them", { kind: "enum", values: ["a", ["b"]] }, false],
  ["a list", list, false],
  ["an object", { kind: "object", properties: [] }, false],
  ["anything", { kind: "any" }, false],
  ["one or the other", { kind: "union", mode: "any", variants: [text, { kind: "boolean" }] }, true],
  ["one or several", { kind: "union", mode: "any", variants: [text, list] }, false],
  ["what is a variant of itself", itself, true],
])("%s: %j is single: %s", (_, schema, expected) => {
  expect(isSingle(schema, contract)).toBe(expected);
});
