import { isObject, type JsonObject } from "../contract/json.js";
import { allOf, nullable } from "../contract/combine.js";
import type { Pointer } from "../contract/pointer.js";
import type { Schema } from "../contract/schema.js";
import { CONVENTIONS } from "./conventions.js";
import { tellDialect } from "./dialects.js";
import { referVariants } from "./discriminator.js";
import { bindingsInside, idOf, locateDynamic } from "./dynamic.js";
import { SCHEMA_KINDS, withKinds } from "./kinds.js";
import { opening } from "./mends.js";
import { checkNullable, checkSiblings } from "./schema-repairs.js";
import { readRules } from "./schema-rules.js";
import { readBase } from "./schema-types.js";
import { readUnion } from "./schema-unions.js";
import { itemsOf, memberOf } from "./reading.js";
import type { Node, Reading } from "./reading.js";
import { locateRecursion, locateSchema } from "./refs.js";

/**
 * Reads a JSON Schema (2020-12, or the dialects of OpenAPI 3.0 and Swagger 2.0) into the one shape that the rest of the house knows.
 * This is the only place, with its neighbours `schema-*.ts`, that knows JSON Schema's keywords.
 */
export function readSchema(node: Node, outer: Reading): Schema {
  const { value } = node;
  const reading = readingInside(node, outer);
  if (value === true || value === undefined) return { kind: "any" };
  if (value === false) return { kind: "never" };
  if (!isObject(value)) {
    reading.report({
      code: "schema-not-an-object",
      severity: "repair",
      message: "A schema must be an object or a boolean; it is read as one that accepts everything.",
      pointer: node.at,
      help: "Write an object, such as `{ type: string }`.",
      mend: opening(node.at, reading),
    });
    return { kind: "any" };
  }
  const written = withKinds({ value, at: node.at }, SCHEMA_KINDS, reading);
  const parts = readParts(written, reading);
  tellDialect(written, "$schema", reading);
  const rules = readRules(written, reading);
  const base = allOf(parts);
  const schema: Schema = rules.length === 0 ? base : { kind: "residue", base, rules };
  checkNullable(written, reading);
  const { nullable: isAsked, [CONVENTIONS.nullable]: isUsual } = written.value;
  // By the letter of 3.0.3 an `enum` without null refuses it all the same, and so does a schema without a `type`. Who writes
  // `nullable` means null, and servers send it: all 137 such lists of Stripe's contract, half of those of GitHub's.
  const isNullable = isAsked === true || (reading.dialect === "2.0" && isUsual === true);
  return isNullable ? nullable(schema) : schema;
}

function readingInside(node: Node, outer: Reading): Reading {
  const bindings = bindingsInside(node, outer) ?? outer.bindings;
  if (bindings === undefined) return outer;
  const inner: Reading = { ...outer, bindings, readSchema: (each) => readSchema(each, inner) };
  return inner;
}

function readParts(node: Node & { value: JsonObject }, reading: Reading): Schema[] {
  const { value } = node;
  if (typeof value["$ref"] === "string") {
    const ref = refTo(locateSchema(value["$ref"], { at: node.at, loss: "open", node: node.at }, reading), reading);
    checkSiblings(node, reading);
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
  const dynamic = value["$dynamicRef"];
  if (typeof dynamic === "string") parts.push(refTo(locateDynamic(dynamic, node.at, reading), reading));
  const base = readBase(node, reading);
  if (base !== undefined) parts.push(base);
  if (value["allOf"] !== undefined) {
    for (const member of itemsOf(memberOf(node, "allOf"))) parts.push(readSchema(member, reading));
  }
  if (Array.isArray(value["anyOf"])) parts.push(readUnion(node, "anyOf", reading));
  if (Array.isArray(value["oneOf"])) parts.push(readUnion(node, "oneOf", reading));
  if (value["discriminator"] !== undefined) referVariants(node, reading);
  return parts;
}

/** A reference by id; what it leads to is read once, on its own. */
function refTo(target: Pointer | undefined, reading: Reading): Schema {
  if (target === undefined) return { kind: "any" };
  const id = idOf(target, reading);
  reading.refer(id);
  return { kind: "ref", id };
}
