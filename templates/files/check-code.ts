import type { ArraySchema, ObjectSchema, Property, Schema, UnionSchema } from "../../generator/contract/schema.js";
import { toRegExp } from "../../generator/plan/patterns.js";
import { travels } from "../../generator/plan/shapes.js";
import { findTag } from "../../generator/plan/tags.js";
import type { TagPlan } from "../../generator/plan/tags.js";
import { code, lines, nothing } from "../code.js";
import type { Code } from "../code.js";
import { quote } from "../text.js";
import {
  args,
  call,
  guarded,
  helper,
  ITSELF,
  list,
  orNull,
  printEnum,
  printNumber,
  printPresent,
  printRegExp,
  printString,
  trimmed,
} from "./check-scalars.js";
import type { Checking, Subject } from "./check-scalars.js";

export type { Checking };

/** The statement that checks a subject; nothing where every value is right. */
export function printCheck(schema: Schema, subject: Subject, checking: Checking): Code {
  switch (schema.kind) {
    case "any":
      return subject.presence === "required" && subject.pointer !== "" ? printPresent(subject) : nothing;
    case "bytes":
      return checking.direction === "sent" ? printCheck({ kind: "any" }, subject, checking) : call("string", subject);
    case "never":
      return code`${helper("member")}(${args(subject)}, ${helper("never")});`;
    case "null":
      return call("literal", subject, ["null"]);
    case "boolean":
      return call("boolean", subject);
    case "string":
      return guarded(schema, "string", [subject, printString(schema, subject)]);
    case "number":
      return guarded(schema, "number", [subject, printNumber(schema, subject)]);
    case "enum":
      return printEnum(schema, subject);
    case "array":
      return printList(schema, subject, checking);
    case "residue":
      return printCheck(schema.base, subject, checking);
    case "union":
      return printUnion(schema, subject, checking);
    default:
      return printMemberCheck(schema, subject, checking);
  }
}

function printMemberCheck(schema: Schema, subject: Subject, checking: Checking): Code {
  const check = printFunction(schema, checking);
  if (schema.kind === "ref" && subject === ITSELF) return code`${check}(at, value);`;
  return code`${helper("member")}(${args(subject)}, ${check});`;
}

/** A check as a value: a validator's name, or a function written in place. */
export function printFunction(schema: Schema, checking: Checking): Code {
  if (schema.kind === "ref") return code`${checking.names.get(schema.id) ?? "undefined"}`;
  const body = printBody(schema, checking);
  return code`(at, value) => {\n  ${body}\n}`;
}

/** The statements of a function that checks `value`. */
export function printBody(schema: Schema, checking: Checking): Code {
  switch (schema.kind) {
    case "ref":
      return code`${printFunction(schema, checking)}(at, value);`;
    case "object":
      return printObjectChecks(schema, checking);
    case "all":
      return lines(schema.members.map((member) => printCheck(member, ITSELF, checking)));
    case "tuple": {
      const items = schema.items.map((item) => printFunction(item, checking));
      const rest = schema.rest.kind === "any" ? "undefined" : printFunction(schema.rest, checking);
      return code`${helper("tuple")}(at, value, [${list(items)}], ${rest});`;
    }
    case "union": {
      const tag = findTag(schema, checking.contract);
      return tag === undefined ? printVariants(schema, checking) : printSwitch(tag, checking);
    }
    default:
      return printCheck(schema, ITSELF, checking);
  }
}

function printList(schema: ArraySchema, subject: Subject, checking: Checking): Code {
  const limits = trimmed([schema.minItems ?? 0, schema.maxItems ?? Infinity], [0, Infinity]);
  const check = saysNothing(schema.items) ? "undefined" : printFunction(schema.items, checking);
  const statement = lines([
    call("list", subject, [check, ...limits]),
    schema.uniqueItems ? code`${helper("unique")}(at, ${quote(subject.pointer)}, ${subject.expression});` : nothing,
  ]);
  return schema.implied ? code`if (Array.isArray(${subject.expression})) {\n  ${statement}\n}` : statement;
}

function saysNothing(schema: Schema): boolean {
  return schema.kind === "any" || (schema.kind === "residue" && saysNothing(schema.base));
}

function printUnion(schema: UnionSchema, subject: Subject, checking: Checking): Code {
  const variants = schema.variants.filter((variant) => variant.kind !== "null");
  const presence = variants.length === schema.variants.length ? subject.presence : orNull(subject.presence);
  const [only] = variants;
  if (variants.some(saysNothing)) return printCheck({ kind: "any" }, { ...subject, presence }, checking);
  if (variants.length === 1 && only !== undefined) return printCheck(only, { ...subject, presence }, checking);
  const inner = printFunction({ ...schema, variants }, checking);
  return code`${helper("member")}(${args({ ...subject, presence })}, ${inner});`;
}

function printVariants(schema: UnionSchema, checking: Checking): Code {
  const variants = schema.variants.map((variant) => printFunction(variant, checking));
  return code`${helper("anyOf")}(at, value, ${list(variants)});`;
}

/** A variant that the contract does not know yet is right; an object without the tag is not. */
function printSwitch(tag: TagPlan, checking: Checking): Code {
  const cases = tag.variants.map((variant) => {
    const labels = variant.values.map((each) => `case ${quote(each)}:`).join("\n");
    return code`${labels}\n  ${printCheck(variant.schema, ITSELF, checking)}\n  break;`;
  });
  return code`switch (${helper("tag")}(at, value, ${quote(tag.key)})) {\n  ${lines(cases)}\n}`;
}

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

/** The statement that checks one member of `value`. */
export function printMember(property: Pick<Property, "key" | "schema" | "required">, checking: Checking): Code {
  const presence = property.required ? "required" : "optional";
  return printCheck(
    property.schema,
    { pointer: step(property.key), expression: memberOf(property.key), presence },
    checking,
  );
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
  return code`${helper("matching")}(at, value, ${printRegExp(usable)}, ${printFunction(schema, checking)});`;
}

function printSize({ minProperties, maxProperties }: ObjectSchema): Code {
  if (minProperties === undefined && maxProperties === undefined) return nothing;
  const max = maxProperties === undefined ? "" : `, ${maxProperties}`;
  return code`${helper("size")}(at, value, ${minProperties ?? 0}${max});`;
}
