import type { EnumSchema, NumberSchema, Schema, StringSchema } from "../contract/schema.js";

/** The one schema that says what several scalars say together; `undefined` where they are no scalars of one kind. */
export function mergeScalars(members: readonly Schema[]): Schema | undefined {
  const literal = members.find((member): member is EnumSchema => member.kind === "enum");
  if (literal !== undefined) return members.every((member) => member.kind !== "union") ? literal : undefined;
  const strings = members.filter((member): member is StringSchema => member.kind === "string");
  if (strings.length === members.length) return mergeStrings(strings);
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
