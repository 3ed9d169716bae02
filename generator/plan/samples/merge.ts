import { allOf } from "../../contract/combine.js";
import type { ArraySchema, EnumSchema, NumberSchema, Schema, StringSchema } from "../../contract/schema.js";
import { accepts } from "./check.js";
import type { Judging } from "./check.js";

/** The one schema that says what several say together; `undefined` where they are of different kinds, or choices. */
export function mergeSchemas(members: readonly Schema[], judging: Judging): Schema | undefined {
  const literal = members.find((member): member is EnumSchema => member.kind === "enum");
  if (literal !== undefined) {
    const values = literal.values.filter((value) => members.every((member) => accepts(member, value, judging)));
    return { kind: "enum", values };
  }
  const strings = members.filter((member): member is StringSchema => member.kind === "string");
  if (strings.length === members.length) return mergeStrings(strings);
  const lists = members.filter((member): member is ArraySchema => member.kind === "array");
  if (lists.length === members.length) return mergeLists(lists);
  const numbers = members.filter((member): member is NumberSchema => member.kind === "number");
  return numbers.length === members.length ? mergeNumbers(numbers) : undefined;
}

function mergeStrings(strings: readonly StringSchema[]): StringSchema {
  const merged = Object.assign({}, ...strings) as StringSchema;
  const minLength = Math.max(...strings.map((each) => each.minLength ?? 0));
  const maxLength = Math.min(...strings.map((each) => each.maxLength ?? Infinity));
  return { ...merged, minLength, ...(Number.isFinite(maxLength) && { maxLength }) };
}

function mergeNumbers(numbers: readonly NumberSchema[]): NumberSchema {
  const merged = Object.assign({}, ...numbers) as NumberSchema;
  const minimum = Math.max(...numbers.map((each) => each.minimum ?? -Infinity));
  const maximum = Math.min(...numbers.map((each) => each.maximum ?? Infinity));
  return {
    ...merged,
    integer: numbers.some((each) => each.integer),
    ...(Number.isFinite(minimum) && { minimum }),
    ...(Number.isFinite(maximum) && { maximum }),
  };
}

function mergeLists(lists: readonly ArraySchema[]): ArraySchema {
  const maxItems = Math.min(...lists.map((each) => each.maxItems ?? Infinity));
  return {
    kind: "array",
    items: allOf(lists.map((each) => each.items)),
    minItems: Math.max(...lists.map((each) => each.minItems ?? 0)),
    ...(Number.isFinite(maxItems) && { maxItems }),
    ...(lists.some((each) => each.uniqueItems) && { uniqueItems: true as const }),
  };
}
