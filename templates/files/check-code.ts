import type { Contract } from "../../generator/contract/contract.js";
import type { ArraySchema, EnumSchema, NumberSchema, Schema, StringSchema, UnionSchema } from "../../generator/contract/schema.js";
import type { Direction } from "../../generator/plan/directions.js";
import { toRegExp } from "../../generator/plan/patterns.js";
import { isOpen } from "../../generator/plan/shapes.js";
import { findTag } from "../../generator/plan/tags.js";
import type { TagPlan } from "../../generator/plan/tags.js";
import { code, lines, nothing, value } from "../code.js";
import type { Code, Import } from "../code.js";
import { literal, quote } from "../text.js";
import { printObjectChecks } from "./check-objects.js";

/** What printing a validator needs to know. */
export interface Checking {
  readonly contract: Contract;
  readonly direction: Direction;
  /** Schema id -> the name of its validator in the module that is printed. */
  readonly names: ReadonlyMap<string, string>;
}

/** The value that a statement checks, in the words of the emitted code. */
export interface Subject {
  /** The pointer's last step, as a literal: `"/email"`, `""` for the value itself. */
  readonly pointer: string;
  readonly expression: string;
  readonly presence: Presence;
}

export type Presence = "required" | "optional" | "nullable" | "optionalOrNull";

/** The value that a check function is given. */
export const ITSELF: Subject = { pointer: "", expression: "value", presence: "required" };

const CHECK = "runtime/v1/check";
const RARE = "runtime/v1/check-rare";

/** A name of the runtime's checks. */
export function helper(name: string): Import {
  return value(name, RARE_HELPERS.has(name) ? RARE : CHECK);
}

const RARE_HELPERS = new Set(["multipleOf", "beyond", "unique", "tuple", "size", "matching"]);

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
      return guarded(schema.implied, "string", subject, printString(schema, subject));
    case "number":
      return guarded(schema.implied, "number", subject, printNumber(schema, subject));
    case "enum":
      return printEnum(schema, subject);
    case "array":
      return printList(schema, subject, checking);
    case "residue":
      return printCheck(schema.base, subject, checking);
    case "union":
      return printUnion(schema, subject, checking);
    default:
      return code`${helper("member")}(${args(subject)}, ${printFunction(schema, checking)});`;
  }
}

/** A check as a value: a validator's name, or a function written in place. */
export function printFunction(schema: Schema, checking: Checking): Code {
  const name = schema.kind === "ref" ? checking.names.get(schema.id) : undefined;
  if (name !== undefined) return code`${name}`;
  const body = printBody(schema, checking);
  return code`(at, value) => {\n  ${body}\n}`;
}

/** The statements of a function that checks \`value\`. */
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

function printPresent(subject: Subject): Code {
  return code`${helper("present")}(at, ${quote(subject.pointer)}, ${subject.expression});`;
}

/** `at, "/email", value["email"], optional`. */
export function args({ pointer, expression, presence }: Subject): Code {
  return code`at, ${quote(pointer)}, ${expression}, ${value(presence, CHECK)}`;
}

function call(name: string, subject: Subject, extra: readonly (string | Code)[] = []): Code {
  return code`${helper(name)}(${args(subject)}${list(extra, ", ")});`;
}

function list(items: readonly (string | Code)[], before = ""): Code {
  return { kind: "code", parts: items.flatMap((item, index) => [index === 0 ? before : ", ", code`${item}`]) };
}

/** Where the contract implies a type without stating it, values of other types are right too. */
function guarded(implied: true | undefined, type: string, subject: Subject, statement: Code): Code {
  return implied ? code`if (typeof ${subject.expression} === "${type}") {\n  ${statement}\n}` : statement;
}

function printString(schema: StringSchema, subject: Subject): Code {
  const pattern = schema.pattern === undefined ? undefined : toRegExp(schema.pattern);
  const limits = [schema.minLength ?? 0, schema.maxLength ?? Infinity];
  const extra = pattern === undefined ? trimmed(limits, [0, Infinity]) : limits.map(String);
  return call("string", subject, [...extra, ...(pattern === undefined ? [] : [regExp(pattern)])]);
}

/** A literal that cannot be left: \`source\` has slashes and line breaks escaped already. */
function regExp(pattern: RegExp): string {
  const source = pattern.source.replaceAll(/[^\x20-\x7e]/g, (unit) =>
    `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `/${source}/${pattern.flags}`;
}

function trimmed(values: readonly number[], defaults: readonly number[]): string[] {
  const last = values.findLastIndex((each, index) => each !== defaults[index]);
  return values.slice(0, last + 1).map(String);
}

function printNumber(schema: NumberSchema, subject: Subject): Code {
  const limits = trimmed([schema.minimum ?? -Infinity, schema.maximum ?? Infinity], [-Infinity, Infinity]);
  const { exclusiveMinimum: above, exclusiveMaximum: below, multipleOf } = schema;
  const place = code`at, ${quote(subject.pointer)}, ${subject.expression}`;
  const bounds = trimmed([above ?? -Infinity, below ?? Infinity], [Number.NaN, Infinity]);
  return lines([
    call(schema.integer ? "integer" : "number", subject, limits),
    above === undefined && below === undefined ? nothing : code`${helper("beyond")}(${place}, ${bounds.join(", ")});`,
    multipleOf === undefined || multipleOf <= 0 ? nothing : code`${helper("multipleOf")}(${place}, ${multipleOf});`,
  ]);
}

/** A list of strings may grow, so any string is right; a constant must be itself. */
function printEnum(schema: EnumSchema, subject: Subject): Code {
  const values = schema.values.filter((each) => each !== null);
  const presence = values.length === schema.values.length ? subject.presence : orNull(subject.presence);
  if (values.length === 0) return call("literal", subject, ["null"]);
  if (isOpen(schema) && values.every((each) => typeof each === "string")) return call("string", { ...subject, presence });
  if (isOpen(schema) || values.some((each) => typeof each === "object")) return nothing;
  return call("literal", { ...subject, presence }, values.map(literal));
}

export function orNull(presence: Presence): Presence {
  return presence === "required" || presence === "nullable" ? "nullable" : "optionalOrNull";
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
