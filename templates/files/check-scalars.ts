import type { Contract } from "../../generator/contract/contract.js";
import type { EnumSchema, Implied, NumberSchema, StringSchema } from "../../generator/contract/schema.js";
import type { Direction } from "../../generator/plan/types/directions.js";
import { checkOfFormat } from "../../generator/plan/formats.js";
import { toRegExp } from "../../generator/contract/pattern.js";
import { formOf } from "../../generator/plan/types/represent.js";
import type { Form, ValueTypes } from "../../generator/plan/types/represent.js";
import { isOpen } from "../../generator/plan/types/shapes.js";
import { code, lines, nothing, value } from "../code.js";
import type { Code, Import } from "../code.js";
import { literal, quote } from "../text.js";
import type { InPlaceChecks } from "./shared-checks.js";

/** What printing a validator needs to know. */
export interface Checking {
  readonly contract: Contract;
  readonly direction: Direction;
  /** What values become that JSON has no type for. */
  readonly values: ValueTypes;
  /** Schema id -> the name of its validator in the module that is printed. */
  readonly names: ReadonlyMap<string, string>;
  /** Collects the checks that are written in place. */
  readonly inPlace: InPlaceChecks;
  /** Asks for the schema's own verdict, where leniency towards what a contract may grow by would turn into its opposite. */
  readonly exact?: true;
}

/** The value that a statement checks, in the words of the emitted code. */
export interface Subject {
  /** The member of `value` that is checked; absent for the value itself. */
  readonly key?: string;
  readonly presence: Presence;
}

export type Presence = "required" | "optional" | "nullable" | "optionalOrNull";

/** The value that a check function is given. */
export const ITSELF: Subject = { presence: "required" };

const CHECK = "runtime/v1/check";

/** Where the checks that few schemas need live; the others are in `check`. */
const HOMES: { readonly [module: string]: readonly string[] } = {
  "runtime/v1/check-rare": [
    "multipleOf",
    "beyond",
    "unique",
    "tuple",
    "size",
    "sizeBeside",
    "matching",
    "equal",
    "among",
    "own",
  ],
  "runtime/v1/formats": ["dateTime", "date", "time", "uuid", "email", "uri", "ipv4", "ipv6", "byte", "int32"],
  "runtime/v1/check-values": ["point", "bigint", "digits"],
  "runtime/v1/check-rules": ["accepts", "not", "oneOf", "has", "names", "contains"],
  "runtime/v1/check-unevaluated": ["unevaluatedMembers", "unevaluatedItems"],
};

const homes = new Map(Object.entries(HOMES).flatMap(([module, names]) => names.map((name) => [name, module])));

/** A name of the runtime's checks. */
export function helper(name: string): Import {
  return value(name, homes.get(name) ?? CHECK);
}

/** A string or a number, or what it becomes. */
export function printScalar(schema: StringSchema | NumberSchema, subject: Subject, { values }: Checking): Code {
  const form = formOf(schema, values);
  if (schema.kind === "number") return guarded(schema, "number", [subject, printNumber(schema, subject, form)]);
  const statement = form === undefined ? printString(schema, subject) : call(FORM_CHECKS[form], subject);
  return guarded(schema, "string", [subject, statement]);
}

const FORM_CHECKS: { readonly [form in Form]: string } = { date: "point", bigint: "bigint", digits: "digits" };

export function printPresent(subject: Subject): Code {
  return code`${helper("present")}(${place(subject)});`;
}

/** `at, value, "email"`. Every object inherits a `constructor`; one of its own is meant. */
export function place({ key }: Subject): Code {
  if (key === undefined) return code`at, value, ${value("self", CHECK)}`;
  return key in {} ? code`at, ${helper("own")}(value), ${quote(key)}` : code`at, value, ${quote(key)}`;
}

/** `at, value, "email", optional`. */
export function args(subject: Subject): Code {
  return code`${place(subject)}, ${value(subject.presence, CHECK)}`;
}

/** The checked value as an expression, for guards. */
export function expressionOf({ key }: Subject): string {
  return key === undefined ? "value" : `value[${quote(key)}]`;
}

export function call(name: string, subject: Subject, extra: readonly (string | Code)[] = []): Code {
  return code`${helper(name)}(${args(subject)}${list(extra, ", ")});`;
}

export function list(items: readonly (string | Code)[], before = ""): Code {
  return { kind: "code", parts: items.flatMap((item, index) => [index === 0 ? before : ", ", code`${item}`]) };
}

/** Where the contract implies a type without stating it, values of other types are right too. */
export function guarded({ implied }: Implied, type: string, [subject, statement]: readonly [Subject, Code]): Code {
  return implied === true ? onlyIf(`typeof ${expressionOf(subject)} === "${type}"`, [subject, statement]) : statement;
}

/** A check of values of one type alone; that the member is there is asked of all. */
export function onlyIf(test: string, [subject, statement]: readonly [Subject, Code]): Code {
  const isAsked = subject.key !== undefined && subject.presence === "required";
  return lines([isAsked ? printPresent(subject) : nothing, code`if (${test}) {\n  ${statement}\n}`]);
}

function printString(schema: StringSchema, subject: Subject): Code {
  const pattern = schema.pattern === undefined ? undefined : toRegExp(schema.pattern);
  const limits = [schema.minLength ?? 0, schema.maxLength ?? Infinity];
  const extra = pattern === undefined ? trimmed(limits, [0, Infinity]) : limits.map(String);
  return call(checkOfFormat("string", schema.format) ?? "string", subject, [
    ...extra,
    ...(pattern === undefined ? [] : [printRegExp(pattern)]),
  ]);
}

/** A literal that cannot be left: `source` has slashes and line breaks escaped already. */
export function printRegExp(pattern: RegExp): string {
  const source = pattern.source
    .replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${toHex(unit.charCodeAt(0), 4)}`)
    // Compilers refuse octal escapes, which contracts know from other languages: `\037` is written `\x1f`.
    .replaceAll(/\\(?:0([0-7]{1,2}|(?=[89]))|.)/g, (escape, octal: string | undefined) =>
      octal === undefined ? escape : `\\x${toHex(Number.parseInt(`0${octal}`, 8), 2)}`,
    );
  return `/${source}/${pattern.flags}`;
}

function toHex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}

/** Arguments without the trailing ones that are the defaults. */
export function trimmed(values: readonly number[], defaults: readonly number[]): string[] {
  const last = values.findLastIndex((each, index) => each !== defaults[index]);
  return values.slice(0, last + 1).map(String);
}

function printNumber(schema: NumberSchema, subject: Subject, form: Form | undefined): Code {
  const { exclusiveMinimum: above, exclusiveMaximum: below, multipleOf } = schema;
  const { minimum = -Infinity, maximum = Infinity } = schema;
  const limits = trimmed([minimum, maximum], [-Infinity, Infinity]);
  const bounds = trimmed([above ?? -Infinity, below ?? Infinity], [Number.NaN, Infinity]);
  return lines([
    call(
      (form && FORM_CHECKS[form]) ?? checkOfFormat("number", schema.format) ?? (schema.integer ? "integer" : "number"),
      subject,
      limits,
    ),
    above === undefined && below === undefined
      ? nothing
      : code`${helper("beyond")}(${place(subject)}, ${bounds.join(", ")});`,
    multipleOf === undefined || multipleOf <= 0
      ? nothing
      : code`${helper("multipleOf")}(${place(subject)}, ${multipleOf});`,
  ]);
}

/** A call has room for 65,535 arguments at most, and nobody reads this many. */
export const MOST_ARGUMENTS = 1000;

/** A list of strings may grow, so any string is right; a constant must be itself. */
export function printEnum(schema: EnumSchema, subject: Subject, { exact }: Checking): Code {
  const values = schema.values.filter((each) => each !== null);
  const presence = values.length === schema.values.length ? subject.presence : orNull(subject.presence);
  if (values.length === 0) return call("literal", subject, ["null"]);
  const mayGrow = isOpen(schema) && exact !== true;
  if (mayGrow && values.every((each) => typeof each === "string")) return call("string", { ...subject, presence });
  const isPlain = values.every((each) => typeof each !== "object");
  const printed = values.map(literal);
  const statement =
    values.length > MOST_ARGUMENTS
      ? call("among", { ...subject, presence }, [code`[${list(printed)}]`])
      : call(isPlain ? "literal" : "equal", { ...subject, presence }, printed);
  return mayGrow ? code`if (typeof ${expressionOf(subject)} !== "string") {\n  ${statement}\n}` : statement;
}

export function orNull(presence: Presence): Presence {
  return presence === "required" || presence === "nullable" ? "nullable" : "optionalOrNull";
}
