import type { ObjectSchema, Property, Schema } from "../../generator/contract/schema.js";
import { toRegExp } from "../../generator/plan/patterns.js";
import { travels } from "../../generator/plan/shapes.js";
import { code, lines, nothing } from "../code.js";
import type { Code } from "../code.js";
import { quote } from "../text.js";
import { helper, printCheck, printFunction } from "./check-code.js";
import type { Checking } from "./check-code.js";

/** The statements that check an object: its kind, each member, and what else it may hold. */
export function printObjectChecks(schema: ObjectSchema, checking: Checking): Code {
  const guard = schema.implied
    ? code`if (!${helper("isObject")}(value)) return;`
    : code`if (!${helper("object")}(at, value)) return;`;
  return lines([
    guard,
    ...schema.properties
      .filter((property) => travels(property, checking.direction))
      .map((property) => printMember(property, checking)),
    ...(schema.alsoRequired ?? []).map((key) => code`${helper("present")}(at, ${pointer(key)}, ${memberOf(key)});`),
    ...(schema.patterns ?? []).map(({ pattern, schema: inner }) => printPattern(pattern, inner, checking)),
    printOthers(schema, checking),
    printSize(schema),
  ]);
}

function pointer(key: string): string {
  return quote(step(key));
}

/** One step of a JSON pointer. */
function step(key: string): string {
  return `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function memberOf(key: string): string {
  return `value[${quote(key)}]`;
}

/** The statement that checks one member of \`value\`. */
export function printMember(property: Pick<Property, "key" | "schema" | "required">, checking: Checking): Code {
  const presence = property.required ? "required" : "optional";
  return printCheck(property.schema, { pointer: step(property.key), expression: memberOf(property.key), presence }, checking);
}

/** What is received may always hold more than the contract knows; what is sent may not where the contract is closed. */
function printOthers(schema: ObjectSchema, checking: Checking): Code {
  const { additional } = schema;
  if (additional === undefined || additional.kind === "any" || schema.patterns !== undefined) return nothing;
  if (additional.kind === "never") {
    if (checking.direction === "received") return nothing;
    return code`${helper("others")}(at, value, [${keysOf(schema)}], ${helper("never")});`;
  }
  return code`${helper("others")}(at, value, [${keysOf(schema)}], ${printFunction(additional, checking)});`;
}

function keysOf(schema: ObjectSchema): string {
  return schema.properties.map((property) => quote(property.key)).join(", ");
}

function printPattern(pattern: string, schema: Schema, checking: Checking): Code {
  const usable = toRegExp(pattern);
  if (usable === undefined || schema.kind === "any") return nothing;
  return code`${helper("matching")}(at, value, ${String(usable)}, ${printFunction(schema, checking)});`;
}

function printSize({ minProperties, maxProperties }: ObjectSchema): Code {
  if (minProperties === undefined && maxProperties === undefined) return nothing;
  const max = maxProperties === undefined ? "" : `, ${maxProperties}`;
  return code`${helper("size")}(at, value, ${minProperties ?? 0}${max});`;
}
