import { isObject, type JsonObject } from "../contract/json.js";
import type { EnumSchema, Json } from "../contract/schema.js";
import { CONVENTIONS } from "./conventions.js";
import { findBroken } from "./literal-limits.js";
import { reportEmptyEnum, reportEnum, reportItemsEnum, reportLimits } from "./literal-repairs.js";
import { textAt } from "./reading.js";
import type { Node, Reading } from "./reading.js";
import { readTypes } from "./schema-repairs.js";

type SchemaNode = Node & { readonly value: JsonObject };

/**
 * Reads `const` and `enum`. Values that were written as texts of their type, or the other way round, mean what the type
 * says; otherwise what the list breaks beside it is the mistake, not the list: `GUEST_CHECKOUT` is what a server takes,
 * whatever `maxLength: 13` says.
 */
export function readLiterals(node: SchemaNode, reading: Reading): EnumSchema | undefined {
  const written = listOf(node.value);
  if (written === undefined) return undefined;
  if (written.length === 0) {
    reportEmptyEnum(node, reading);
    return undefined;
  }
  const types = readTypes(node, reading);
  const values = toTypes(written, types);
  if (values.some((each, index) => each !== written[index])) reportEnum(node, values, reading);
  const broken = findBroken(values, node.value, isNullable(node.value) ? [...types, "null"] : types);
  if (broken.length > 0) reportLimits(node, broken, reading);
  const listed = types.includes("null") && !values.includes(null) ? [...values, null] : values;
  const format = textAt(node.value, "format");
  return { kind: "enum", values: unique(listed), ...(format !== undefined && { format }) };
}

function listOf(value: JsonObject): readonly Json[] | undefined {
  if (value["const"] !== undefined) return [value["const"] as Json];
  return Array.isArray(value["enum"]) ? (value["enum"] as Json[]) : undefined;
}

function isNullable(value: JsonObject): boolean {
  return value["nullable"] === true || value[CONVENTIONS.nullable] === true;
}

/** What is meant where a list and a type were written in two ways: of texts the numbers, of numbers the texts. */
function toTypes(values: readonly Json[], types: readonly string[]): readonly Json[] {
  const [type, ...more] = types.filter((each) => each !== "null");
  if (type === undefined || more.length > 0) return values;
  if (type === "string") return values.map(toText);
  const parsed = values.map((value) => (typeof value === "string" ? parseAs(type, value) : value));
  return parsed.every((value) => value !== undefined) ? parsed : values;
}

function toText(value: Json): Json {
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

/** The number or the boolean that a text spells, and nothing else does. */
function parseAs(type: string, text: string): Json | undefined {
  const value = type === "boolean" ? text === "true" : Number(text);
  const isMeant = type === "boolean" || (type === "integer" ? Number.isSafeInteger(value) : type === "number");
  return isMeant && String(value) === text ? value : undefined;
}

function unique(values: readonly Json[]): Json[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const text = JSON.stringify(value);
    return !seen.has(text) && seen.add(text);
  });
}

/** `type: array` beside an `enum` of what are no arrays: they are the items. */
export function readItemsEnum(node: SchemaNode, reading: Reading): SchemaNode {
  const { type, enum: values, items } = node.value;
  const isMeant = type === "array" && Array.isArray(values) && values.length > 0 && !values.some(Array.isArray);
  if (!isMeant || Array.isArray(items)) return node;
  const isListed = isObject(items) && ["$ref", "enum", "const", "allOf"].some((key) => items[key] !== undefined);
  const meant = isListed ? { allOf: [items, { enum: values }] } : { ...(isObject(items) && items), enum: values };
  reportItemsEnum(node, meant, reading);
  const { enum: _, ...rest } = node.value;
  return { ...node, value: { ...rest, items: meant } };
}
