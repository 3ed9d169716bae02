import { expect, it } from "vitest";
import type { Contract } from "../../generator/contract/contract.js";
import type { Schema } from "../../generator/contract/schema.js";
import { findRefusals } from "../../generator/plan/samples/refusals.js";
import type { Sample } from "../../generator/plan/samples/sample.js";

const contract = { schemas: {} } as unknown as Contract;
const text: Schema = { kind: "string", minLength: 2, maxLength: 4, pattern: "^a" };
const number: Schema = { kind: "number", integer: false, minimum: 1, exclusiveMaximum: 9, multipleOf: 2 };
const whole: Schema = { kind: "number", integer: true };
const list: Schema = { kind: "array", items: whole, maxItems: 2, uniqueItems: true };
const pet: Schema = {
  kind: "object",
  properties: [
    { key: "name", schema: text, required: true },
    { key: "id", schema: whole, required: true, readOnly: true },
  ],
  additional: { kind: "never" },
};
const nullable: Schema = { kind: "union", mode: "any", variants: [pet, { kind: "null" }] };

it.each<[Schema, Sample, string]>([
  [text, 20.04, " must be a string"],
  [text, "a", " must have at least 2 characters"],
  [text, "abcde", " must have at most 4 characters"],
  [text, "bc", " must match ^a"],
  [number, "1", " must be a number"],
  [number, 0, " must be at least 1"],
  [number, 9, " must be less than 9"],
  [number, 3, " must be a multiple of 2"],
  [whole, 1.5, " must be a whole number"],
  [list, {}, " must be a list"],
  [list, [1, 2, 3], " must have at most 2 items"],
  [list, [1, 1], " must not have equal items"],
  [list, [1, "2"], "/1 must be a whole number"],
  [nullable, { name: 1 }, "/name must be a string"],
  [nullable, { color: "red" }, "/name is required, /color is not known here"],
  [nullable, "Tom", " must be an object"],
  [{ kind: "boolean" }, 0, " must be true or false"],
  [{ kind: "enum", values: ["a", "b"] }, "c", ' must be "a" or "b"'],
])("%j refuses %j, and says why", (schema, value, told) => {
  const refusals = [...findRefusals(schema, value, { contract, direction: "sent" })];
  expect(refusals.map(({ pointer, message }) => `${pointer} ${message}`).join(", ")).toBe(told);
});
