import { flatten } from "../../generator/contract/flatten.js";
import type { AllSchema, ArraySchema, ObjectSchema, Property, Schema, UnionSchema } from "../../generator/contract/schema.js";
import { toRegExp } from "../../generator/plan/patterns.js";
import { travels } from "../../generator/plan/shapes.js";
import { findTag } from "../../generator/plan/tags.js";
import type { TaggedVariant, TagPlan } from "../../generator/plan/tags.js";
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
  return body.parts.length === 0 ? code`() => {}` : code`(at, value) => {\n  ${body}\n}`;
}

/** The statements of a function that checks `value`. */
export function printBody(schema: Schema, checking: Checking): Code {
  switch (schema.kind) {
    case "ref":
      return code`${printFunction(schema, checking)}(at, value);`;
    case "object":
      return printObjectChecks(schema, checking);
    case "all":
      return lines(withoutHidden(schema, checking).map((member) => printCheck(member, ITSELF, checking)));
    case "tuple": {
      const items = schema.items.map((item) => printFunction(item, checking));
      const rest = schema.rest.kind === "any" ? "undefined" : printFunction(schema.rest, checking);
      const limits = trimmed([schema.minItems ?? 0, schema.maxItems ?? Infinity], [0, Infinity]);
      return lines([
        schema.implied ? "if (!Array.isArray(value)) return;" : nothing,
        code`${helper("tuple")}(at, value, [${list(items)}], ${rest});`,
        limits.length === 0 ? nothing : call("list", ITSELF, ["undefined", ...limits]),
        schema.uniqueItems ? code`${helper("unique")}(at, "", value);` : nothing,
      ]);
    }
    case "union": {
      const tag = findTag(schema, checking.contract);
      if (tag !== undefined) return printSwitch(tag, checking);
      return printVariants(schema.variants.map((variant) => ({ schema: variant })), checking);
    }
    default:
      return printCheck(schema, ITSELF, checking);
  }
}

/** What one member declares `readOnly` is not sent, so no other member may require it then. */
function withoutHidden({ members }: AllSchema, { contract, direction }: Checking): readonly Schema[] {
  const objects = members.map((member) => flatten(member, contract)).filter((member) => member.kind === "object");
  const hidden = objects.flatMap((object) => object.properties.filter((property) => !travels(property, direction)));
  if (hidden.length === 0) return members;
  const isVisible = (key: string): boolean => !hidden.some((property) => property.key === key);
  return members.map((member) =>
    member.kind === "object" && member.alsoRequired !== undefined
      ? { ...member, alsoRequired: member.alsoRequired.filter(isVisible) }
      : member,
  );
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
  if (variants.length === 0) return printCheck({ kind: "null" }, subject, checking);
  if (variants.some(saysNothing)) return printCheck({ kind: "any" }, { ...subject, presence }, checking);
  if (variants.length === 1 && only !== undefined) return printCheck(only, { ...subject, presence }, checking);
  const inner = printFunction({ ...schema, variants }, checking);
  return code`${helper("member")}(${args({ ...subject, presence })}, ${inner});`;
}

/** At least one of several variants, whatever tells them apart. */
function printVariants(variants: readonly { readonly schema: Schema }[], checking: Checking): Code {
  const checks = variants.map(({ schema }) => printFunction(schema, checking));
  return code`${helper("anyOf")}(at, value, ${list(checks)});`;
}

/** A variant that the contract does not know yet is right; an object without the tag is not. */
function printSwitch(tag: TagPlan, checking: Checking): Code {
  const owners = new Map<string, TaggedVariant[]>();
  for (const variant of tag.variants) {
    for (const label of variant.values) owners.set(label, [...(owners.get(label) ?? []), variant]);
  }
  const cases = tag.variants.flatMap((variant) => {
    const own = variant.values.filter((label) => owners.get(label)?.length === 1);
    const shared = variant.values.filter((label) => !own.includes(label) && owners.get(label)?.[0] === variant);
    return [
      ...(own.length === 0 ? [] : [printCase(own, printCheck(variant.schema, ITSELF, checking))]),
      ...shared.map((label) => printCase([label], printVariants(owners.get(label) ?? [], checking))),
    ];
  });
  return code`switch (${helper("tag")}(at, value, ${quote(tag.key)})) {\n  ${lines(cases)}\n}`;
}

function printCase(values: readonly string[], check: Code): Code {
  return code`${values.map((each) => `case ${quote(each)}:`).join("\n")}\n  ${check}\n  break;`;
}

/** The statements that check an object: its kind, each member, and what else it may hold. */
export function printObjectChecks(schema: ObjectSchema, checking: Checking): Code {
  const guard = schema.implied
    ? code`if (!${helper("isObject")}(value)) return;`
    : code`if (!${helper("object")}(at, value)) return;`;
  const checks = lines([
    ...schema.properties
      .filter((property) => travels(property, checking.direction))
      .map((property) => printMember(property, checking)),
    ...(schema.alsoRequired ?? []).map((key) => code`${helper("present")}(at, ${pointer(key)}, ${memberOf(key)});`),
    ...(schema.patterns ?? []).map(({ pattern, schema: inner }) => printPattern(pattern, inner, checking)),
    printOthers(schema, checking),
    printSize(schema),
  ]);
  return schema.implied && checks.parts.length === 0 ? nothing : lines([guard, checks]);
}

function pointer(key: string): string {
  return quote(step(key));
}

/** One step of a JSON pointer. */
function step(key: string): string {
  return `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

function memberOf(key: string): string {
  const read = `value[${quote(key)}]`;
  // Every object has a `constructor`; one of its own is meant.
  return key in {} ? `(Object.hasOwn(value, ${quote(key)}) ? ${read} : undefined)` : read;
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
  if (additional === undefined || additional.kind === "any") return nothing;
  if (additional.kind === "never" && checking.direction === "received") return nothing;
  const patterns = (schema.patterns ?? []).map(({ pattern }) => toRegExp(pattern));
  if (patterns.includes(undefined)) return nothing;
  const matched = patterns.flatMap((pattern) => (pattern === undefined ? [] : [printRegExp(pattern)])).join(", ");
  const check = additional.kind === "never" ? code`${helper("never")}` : printFunction(additional, checking);
  return code`${helper("others")}(at, value, [${keysOf(schema)}], ${check}${matched === "" ? "" : `, [${matched}]`});`;
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
