import type { Json, NumberSchema, ObjectSchema, Schema, StringSchema } from "../../contract/schema.js";
import { toRegExp } from "../../contract/pattern.js";
import type { Sample } from "./sample.js";

/** Why a schema refuses a value itself, whatever lies inside, in the words of emitted validators. */
export function describeRefusal(schema: Schema, value: Sample): string {
  switch (schema.kind) {
    case "never":
      return "is not known here";
    case "null":
      return "must be null";
    case "boolean":
      return "must be true or false";
    case "enum":
      return `must be ${listSome(schema.values)}`;
    case "string":
      return typeof value === "string" ? describeText(schema, value) : "must be a string";
    case "number":
      return describeNumber(schema, value);
    case "array":
    case "tuple":
      return Array.isArray(value) ? describeSize(schema, value.length) : "must be a list";
    case "object":
      return isList(value) ? "must be an object" : describeMembers(schema, Object.keys(value).length);
    case "bytes":
      return "must be text or bytes";
    case "union":
      return "must be one of what the contract lists";
    default:
      return "must keep all rules of its schema";
  }
}

function isList(value: Sample): value is Exclude<Sample, object> | readonly Sample[] {
  return typeof value !== "object" || value === null || Array.isArray(value);
}

function describeText({ minLength = 0, maxLength = Infinity, pattern }: StringSchema, value: string): string {
  const { length } = [...value];
  if (length > maxLength) return `must have at most ${maxLength} characters`;
  if (length < minLength) return `must have at least ${minLength} characters`;
  return pattern !== undefined && toRegExp(pattern)?.test(value) === false ? `must match ${pattern}` : RULES;
}

function describeNumber(schema: NumberSchema, value: Sample): string {
  const { integer, minimum = -Infinity, maximum = Infinity, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (typeof value !== "number") return integer ? "must be a whole number" : "must be a number";
  if (value < minimum) return `must be at least ${minimum}`;
  if (value > maximum) return `must be at most ${maximum}`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) return `must be greater than ${exclusiveMinimum}`;
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) return `must be less than ${exclusiveMaximum}`;
  if (integer && !Number.isInteger(value)) return "must be a whole number";
  if (integer && !Number.isSafeInteger(value)) return "must be a whole number that JavaScript can hold";
  return multipleOf === undefined ? RULES : `must be a multiple of ${multipleOf}`;
}

interface Sized {
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
}

function describeSize({ minItems = 0, maxItems = Infinity, uniqueItems }: Sized, length: number): string {
  if (length < minItems) return `must have at least ${minItems} items`;
  if (length > maxItems) return `must have at most ${maxItems} items`;
  return uniqueItems ? "must not have equal items" : RULES;
}

function describeMembers({ minProperties = 0, maxProperties = Infinity }: ObjectSchema, size: number): string {
  if (size < minProperties) return `must have at least ${minProperties} members`;
  return size > maxProperties ? `must have at most ${maxProperties} members` : RULES;
}

const RULES = "must keep all rules of its schema";

const MOST_SHOWN = 5;

function listSome(values: readonly Json[]): string {
  const shown = values.slice(0, MOST_SHOWN).map((each) => JSON.stringify(each));
  return values.length > shown.length + 1
    ? `${shown.join(", ")} or one of ${values.length - shown.length} more`
    : values.map((each) => JSON.stringify(each)).join(" or ");
}
