import { allOf, nullable } from "../contract/combine.js";
import type { Json, Schema, SchemaId } from "../contract/schema.js";
import { readBase } from "./schema-types.js";
import { readUnion } from "./schema-unions.js";
import { isObject, itemsOf, memberOf } from "./reading.js";
import type { JsonObject, Node, Reading } from "./reading.js";
import { locate, locateRecursion } from "./refs.js";

/**
 * Reads a JSON Schema (2020-12, or the dialects of OpenAPI 3.0 and Swagger 2.0) into the one shape that the rest of the house knows.
 * This is the only place, with its neighbours `schema-*.ts`, that knows JSON Schema's keywords.
 */
export function readSchema(node: Node, reading: Reading): Schema {
  const { value } = node;
  if (value === true || value === undefined) return { kind: "any" };
  if (value === false) return { kind: "never" };
  if (!isObject(value)) {
    reading.report({
      code: "schema-not-an-object",
      severity: "repair",
      message: "A schema must be an object or a boolean; it is read as one that accepts everything.",
      pointer: node.at,
    });
    return { kind: "any" };
  }
  const parts = readParts({ value, at: node.at }, reading);
  const schema = withResidue(allOf(parts), value);
  const isNullable = value["nullable"] === true || (reading.dialect === "2.0" && value["x-nullable"] === true);
  return isNullable ? nullable(schema) : schema;
}

function readParts(node: Node & { value: JsonObject }, reading: Reading): Schema[] {
  const { value } = node;
  if (typeof value["$ref"] === "string") {
    const ref = refTo(locate(value["$ref"], node.at, reading), reading);
    // Before 3.1 what stands beside a reference says nothing of the value.
    if (reading.dialect !== "3.1" || Object.keys(value).length === 1) return [ref];
    return [ref, ...readKeywords({ ...node, value: withoutRef(value) }, reading)];
  }
  return readKeywords(node, reading);
}

function withoutRef(value: JsonObject): JsonObject {
  const { $ref: _, ...rest } = value;
  return rest;
}

function readKeywords(node: Node & { value: JsonObject }, reading: Reading): Schema[] {
  const { value } = node;
  const parts: Schema[] = [];
  if (value["$recursiveRef"] === "#") parts.push(refTo(locateRecursion(node.at, reading), reading));
  const base = readBase(node, reading);
  if (base !== undefined) parts.push(base);
  for (const member of itemsOf(memberOf(node, "allOf"))) parts.push(readSchema(member, reading));
  for (const keyword of ["anyOf", "oneOf"] as const) {
    if (Array.isArray(value[keyword])) parts.push(readUnion(node, keyword, reading));
  }
  return parts;
}

/** A reference by id; what it leads to is read once, on its own. */
function refTo(id: SchemaId | undefined, reading: Reading): Schema {
  if (id === undefined) return { kind: "any" };
  reading.refer(id);
  return { kind: "ref", id };
}

const RESIDUE = new Set([
  "not",
  "if",
  "then",
  "else",
  "contains",
  "minContains",
  "maxContains",
  "dependentRequired",
  "dependentSchemas",
  "propertyNames",
  "unevaluatedItems",
  "unevaluatedProperties",
  "$dynamicRef",
]);

/** Keeps the keywords that no other kind can say, as written. */
function withResidue(schema: Schema, value: JsonObject): Schema {
  const stated = Object.keys(value).filter((keyword) => RESIDUE.has(keyword));
  const kept = stated.filter((keyword) => value[keyword] !== undefined && !saysNothing(keyword, value));
  if (kept.length === 0) return schema;
  return {
    kind: "residue",
    base: schema,
    keywords: Object.fromEntries(kept.map((keyword) => [keyword, value[keyword] as Json])),
  };
}

function saysNothing(keyword: string, value: JsonObject): boolean {
  const said = value[keyword];
  if (keyword.startsWith("unevaluated") && said === true) return true;
  return (keyword === "then" || keyword === "else") && value["if"] === undefined;
}
