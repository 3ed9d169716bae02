import { flatten } from "../../generator/contract/flatten.js";
import type {
  AllSchema,
  ArraySchema,
  ObjectSchema,
  Property,
  ResidueSchema,
  Schema,
  UnionSchema,
} from "../../generator/contract/schema.js";
import { countsVariants } from "../../generator/plan/exact.js";
import { toRegExp } from "../../generator/contract/pattern.js";
import { accepts } from "../../generator/plan/samples/check.js";
import { withoutPlain } from "../../generator/plan/types/represent.js";
import { travels } from "../../generator/plan/types/shapes.js";
import { findTag } from "../../generator/plan/types/tags.js";
import type { TaggedVariant, TagPlan } from "../../generator/plan/types/tags.js";
import { code, lines, nothing, printCode } from "../code.js";
import type { Code } from "../code.js";
import { quote } from "../text.js";
import { printRules } from "./check-rules.js";
import type { Printer } from "./check-rules.js";
import {
  args,
  call,
  expressionOf,
  helper,
  ITSELF,
  list,
  MOST_ARGUMENTS,
  onlyIf,
  orNull,
  place,
  printEnum,
  printPresent,
  printRegExp,
  printScalar,
  trimmed,
} from "./check-scalars.js";
import type { Checking, Subject } from "./check-scalars.js";

export type { Checking };

/** The statement that checks a subject; nothing where every value is right. */
export function printCheck(schema: Schema, subject: Subject, checking: Checking): Code {
  switch (schema.kind) {
    case "any":
      return subject.presence === "required" && subject.key !== undefined ? printPresent(subject) : nothing;
    case "bytes":
      return checking.direction === "sent" ? printCheck({ kind: "any" }, subject, checking) : call("string", subject);
    case "never":
      return code`${helper("member")}(${args(subject)}, ${helper("never")});`;
    case "null":
      return call("literal", subject, ["null"]);
    case "boolean":
      return call("boolean", subject);
    case "string":
    case "number":
      return printScalar(schema, subject, checking);
    case "enum":
      return printEnum(schema, subject, checking);
    case "array":
      return printList(schema, subject, checking);
    case "residue":
      return printResidue(schema, subject, checking);
    case "union":
      return printUnion(schema, subject, checking);
    default:
      return printMemberCheck(schema, subject, checking);
  }
}

function printResidue(schema: ResidueSchema, subject: Subject, checking: Checking): Code {
  if (subject === ITSELF) return printBody(schema, checking);
  if (printRules(schema, checking, printer).parts.length === 0) return printCheck(schema.base, subject, checking);
  return printMemberCheck(schema, subject, checking);
}

const printer: Printer = { asFunction: printFunction, asStatements: printInside };

/** The same among other statements, which are to run whatever these find. */
function printInside(schema: Schema, checking: Checking): Code {
  return printCheck(schema, ITSELF, checking);
}

function printMemberCheck(schema: Schema, subject: Subject, checking: Checking): Code {
  const check = printFunction(schema, checking, subject.key);
  if (check === undefined) return printCheck({ kind: "any" }, subject, checking);
  if (subject === ITSELF && schema.kind === "object") return printInPlace(schema, checking);
  if (subject === ITSELF && schema.kind === "ref") return code`${check}(at, value);`;
  if (subject === ITSELF && schema.kind === "all") return printBody(schema, checking);
  return code`${helper("member")}(${args(subject)}, ${check});`;
}

/** A check as a value: a validator's name, or a function written in place; undefined where every value is right. */
export function printFunction(schema: Schema, checking: Checking, key?: string): Code | undefined {
  if (schema.kind === "ref") {
    const name = checking.names.get(schema.id);
    return name === undefined ? undefined : code`${name}`;
  }
  const body = printBody(schema, checking);
  if (body.parts.length === 0) return undefined;
  const text = printCode(body);
  if (/^if \(!object\(at, value\)\) return;$/.test(text)) return code`${helper("object")}`;
  const isCall = text.length <= 90 && /^\w+\(.*\);$/.test(text);
  if (isCall) return code`(at, value) => ${withoutSemicolon(body)}`;
  const printed = code`(at, value) => {\n  ${body}\n}`;
  checking.inPlace.set(printed, { text, body, key });
  return printed;
}

/** A call as an expression. */
function withoutSemicolon(piece: Code): Code {
  const last = piece.parts.at(-1);
  if (typeof last === "string") return { ...piece, parts: [...piece.parts.slice(0, -1), last.replace(/;$/, "")] };
  const inner = last !== undefined && last.kind === "code" ? withoutSemicolon(last) : undefined;
  return inner === undefined ? piece : { ...piece, parts: [...piece.parts.slice(0, -1), inner] };
}

/** A check as an argument. */
function printArgument(schema: Schema, checking: Checking, key?: string): Code {
  return printFunction(schema, checking, key) ?? code`undefined`;
}

/** The statements of a function that checks `value`. */
export function printBody(schema: Schema, checking: Checking): Code {
  switch (schema.kind) {
    case "ref": {
      const name = checking.names.get(schema.id);
      return name === undefined ? nothing : code`${name}(at, value);`;
    }
    case "object":
      return printObjectChecks(schema, checking);
    case "all":
      return lines(withoutHidden(schema, checking).map((member) => printCheck(member, ITSELF, checking)));
    case "tuple": {
      const items = schema.items.map((item) => printArgument(item, checking));
      const rest = printArgument(schema.rest, checking);
      const limits = trimmed([schema.minItems ?? 0, schema.maxItems ?? Infinity], [0, Infinity]);
      return lines([
        schema.implied ? "if (!Array.isArray(value)) return;" : nothing,
        code`${helper("tuple")}(at, value, [${list(items)}], ${rest});`,
        limits.length === 0 ? nothing : call("list", ITSELF, ["undefined", ...limits]),
        schema.uniqueItems ? code`${helper("unique")}(${place(ITSELF)});` : nothing,
      ]);
    }
    case "union":
      return printUnionBody(schema, checking);
    case "residue":
      return lines([printInside(schema.base, checking), printRules(schema, checking, printer)]);
    default:
      return printCheck(schema, ITSELF, checking);
  }
}

/** What one member declares `readOnly` is not sent, so no other member may require it then. */
function withoutHidden(schema: AllSchema, { contract, direction, values }: Checking): readonly Schema[] {
  const members = withoutPlain(schema.members, contract, values);
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
  const statement = lines([
    call("list", subject, [printArgument(schema.items, checking, subject.key), ...limits]),
    schema.uniqueItems ? code`${helper("unique")}(${place(subject)});` : nothing,
  ]);
  return schema.implied ? onlyIf(`Array.isArray(${expressionOf(subject)})`, [subject, statement]) : statement;
}

function saysNothing(schema: Schema): boolean {
  return schema.kind === "any";
}

function printUnion(schema: UnionSchema, subject: Subject, checking: Checking): Code {
  const variants = withoutNull(schema, checking);
  const presence = variants.length === schema.variants.length ? subject.presence : orNull(subject.presence);
  const [only] = variants;
  if (variants.length === 0) return printCheck({ kind: "null" }, subject, checking);
  if (variants.some(saysNothing)) return printCheck({ kind: "any" }, { ...subject, presence }, checking);
  if (variants.length === 1 && only !== undefined) return printCheck(only, { ...subject, presence }, checking);
  const inner = { ...schema, variants };
  if (subject === ITSELF && presence === "required") return printUnionBody(inner, checking);
  const check = printFunction(inner, checking, subject.key);
  if (check === undefined) return printCheck({ kind: "any" }, { ...subject, presence }, checking);
  return code`${helper("member")}(${args({ ...subject, presence })}, ${check});`;
}

/** The variants but null, which is told apart at once unless it is to be counted too. */
function withoutNull({ mode, variants }: UnionSchema, { contract, direction, exact }: Checking): readonly Schema[] {
  const others = variants.filter((variant) => variant.kind !== "null");
  if (mode === "any" || exact !== true) return others;
  return others.some((variant) => accepts(variant, null, { contract, direction })) ? variants : others;
}

/** What accepts a value of a union; null is right at once where it is a variant. */
function printUnionBody(schema: UnionSchema, checking: Checking): Code {
  const variants = withoutNull(schema, checking);
  const [only] = variants;
  if (variants.length === 0 || only === undefined) return printCheck({ kind: "null" }, ITSELF, checking);
  const tag = checking.exact ? undefined : findTag(schema, checking.contract);
  const inner =
    variants.length === 1
      ? printBody(only, checking)
      : tag !== undefined
        ? printSwitch(tag, checking)
        : isCounted(schema, checking)
          ? printCount(variants, checking)
          : printVariants(
              variants.map((variant) => ({ schema: variant })),
              checking,
            );
  const takesNull = variants.length < schema.variants.length && inner.parts.length > 0;
  return takesNull ? lines(["if (value === null) return;", inner]) : inner;
}

/** Whether exactly one variant has to accept a value. */
function isCounted(schema: UnionSchema, checking: Checking): boolean {
  return checking.exact ? schema.mode === "one" : countsVariants(schema, checking);
}

function printCount(variants: readonly Schema[], checking: Checking): Code {
  const checks = variants.map((variant) => printFunction(variant, checking) ?? code`() => undefined`);
  return code`${helper("oneOf")}(at, value, ${list(checks)});`;
}

/** At least one of several variants, whatever tells them apart. */
function printVariants(variants: readonly { readonly schema: Schema }[], checking: Checking): Code {
  const checks = variants.flatMap(({ schema }) => printFunction(schema, checking) ?? []);
  return checks.length < variants.length ? nothing : printAnyOf(checks);
}

/** More variants than a call has room for are asked in groups. */
function printAnyOf(checks: readonly Code[]): Code {
  if (checks.length <= MOST_ARGUMENTS) return code`${helper("anyOf")}(at, value, ${list(checks)});`;
  const groups = Array.from({ length: Math.ceil(checks.length / MOST_ARGUMENTS) }, (_, index) =>
    checks.slice(index * MOST_ARGUMENTS, (index + 1) * MOST_ARGUMENTS),
  );
  return printAnyOf(groups.map((group) => code`(at, value) => {\n  ${printAnyOf(group)}\n}`));
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
  const choice = code`switch (${helper("tag")}(at, value, ${quote(tag.key)})) {\n  ${lines(cases)}\n}`;
  const untagged = tag.variants.filter((variant) => variant.optional);
  if (untagged.length === 0) return choice;
  const otherwise = printVariants(untagged, checking);
  const isThere = code`${helper("has")}(value, ${quote(tag.key)})`;
  if (otherwise.parts.length === 0) return code`if (${isThere}) {\n  ${choice}\n}`;
  return code`if (${isThere}) {\n  ${choice}\n} else {\n  ${otherwise}\n}`;
}

function printCase(values: readonly string[], check: Code): Code {
  return code`${values.map((each) => `case ${quote(each)}:`).join("\n")}\n  ${check}\n  break;`;
}

/** The statements that check an object: its kind, each member, and what else it may hold. */
function printObjectChecks(schema: ObjectSchema, checking: Checking): Code {
  const checks = printMembers(schema, checking);
  if (schema.implied) {
    return checks.parts.length === 0 ? nothing : lines([code`if (!${helper("isObject")}(value)) return;`, checks]);
  }
  return lines([code`if (!${helper("object")}(at, value)) return;`, checks]);
}

/** The same among other statements, which are to run even where this is no object. */
function printInPlace(schema: ObjectSchema, checking: Checking): Code {
  const test = schema.implied ? code`${helper("isObject")}(value)` : code`${helper("object")}(at, value)`;
  const members = printMembers(schema, checking);
  return members.parts.length === 0 ? code`${test};` : code`if (${test}) {\n  ${members}\n}`;
}

function printMembers(schema: ObjectSchema, checking: Checking): Code {
  return lines([
    ...schema.properties
      .filter((property) => travels(property, checking.direction))
      .map((property) => printMember(property, checking)),
    ...(schema.alsoRequired ?? []).map((key) => printPresent({ key, presence: "required" })),
    ...(schema.patterns ?? []).map(({ pattern, schema: inner }) => printPattern(pattern, inner, checking)),
    printOthers(schema, checking),
    printSize(schema),
  ]);
}

/** The statement that checks one member of `value`. */
function printMember(property: Pick<Property, "key" | "schema" | "required">, checking: Checking): Code {
  const presence = property.required ? "required" : "optional";
  return printCheck(property.schema, { key: property.key, presence }, checking);
}

/** What is received may always hold more than the contract knows; what is sent may not where the contract is closed. */
function printOthers(schema: ObjectSchema, checking: Checking): Code {
  const { additional } = schema;
  if (additional === undefined || additional.kind === "any") return nothing;
  if (additional.kind === "never" && checking.direction === "received" && !checking.exact) return nothing;
  const patterns = (schema.patterns ?? []).map(({ pattern }) => toRegExp(pattern));
  if (patterns.includes(undefined)) return nothing;
  const matched = patterns.flatMap((pattern) => (pattern === undefined ? [] : [printRegExp(pattern)])).join(", ");
  const check = additional.kind === "never" ? code`${helper("never")}` : printFunction(additional, checking);
  if (check === undefined) return nothing;
  return code`${helper("others")}(at, value, [${keysOf(schema)}], ${check}${matched === "" ? "" : `, [${matched}]`});`;
}

function keysOf(schema: ObjectSchema): string {
  return schema.properties.map((property) => quote(property.key)).join(", ");
}

function printPattern(pattern: string, schema: Schema, checking: Checking): Code {
  const usable = toRegExp(pattern);
  const check = printFunction(schema, checking);
  if (usable === undefined || check === undefined) return nothing;
  return code`${helper("matching")}(at, value, ${printRegExp(usable)}, ${check});`;
}

function printSize({ minProperties, maxProperties }: ObjectSchema): Code {
  if (minProperties === undefined && maxProperties === undefined) return nothing;
  const max = maxProperties === undefined ? "" : `, ${maxProperties}`;
  return code`${helper("size")}(at, value, ${minProperties ?? 0}${max});`;
}
