import { code, joined, value } from "../code.js";
import type { Code } from "../code.js";
import { jsonInTemplate, quote } from "../text.js";

/** What writes bytes in a file that holds some. */
export const BYTES: Code = code`function bytes(...values: number[]): Uint8Array {\n  return Uint8Array.from(values);\n}`;

/** What is written elsewhere, and by which name; `undefined` for all that is written in place. */
export type NameOf = (value: unknown) => string | undefined;

/** A value as JSON in a template literal, which no compiler looks into; what JSON has no word for is a hole in it. */
export function printJson(member: unknown, nameOf: NameOf = nameless): Code {
  return template(jsonText(member, nameOf));
}

/** The same with each member, and each item of what is long, on a line of its own. */
export function printMembers(members: object, nameOf: NameOf = nameless): Code {
  const rows = Object.entries(members).map(
    ([key, member]) => code`${jsonInTemplate(key)}: ${longText(member, nameOf)}`,
  );
  return template(code`{\n  ${joined(rows, ",\n")}\n}`);
}

function template(text: Code | string): Code {
  return code`${value("json", "testing/json")}\`${text}\``;
}

function longText(member: unknown, nameOf: NameOf): Code | string {
  const isLong = Array.isArray(member) && JSON.stringify(member, withoutBigints).length > 100;
  if (!isLong) return jsonText(member, nameOf);
  return code`[\n  ${joined(
    member.map((item: unknown) => jsonText(item, nameOf)),
    ",\n",
  )}\n]`;
}

function withoutBigints(_: string, member: unknown): unknown {
  return typeof member === "bigint" ? Number(member) : member;
}

function jsonText(member: unknown, nameOf: NameOf): Code | string {
  const hole = holeOf(member, nameOf);
  if (hole !== undefined) return `\${${hole}}`;
  if (typeof member !== "object" || member === null || isWhole(member, nameOf)) return jsonInTemplate(member);
  if (Array.isArray(member))
    return code`[${joined(
      member.map((item: unknown) => jsonText(item, nameOf)),
      ",",
    )}]`;
  const rows = Object.entries(member).filter(([, inner]) => inner !== undefined);
  return code`{${joined(
    rows.map(([key, inner]) => code`${jsonInTemplate(key)}:${jsonText(inner, nameOf)}`),
    ",",
  )}}`;
}

function nameless(): undefined {
  return undefined;
}

/** Whether there is no hole in it. */
export function isWhole(member: unknown, nameOf: NameOf = nameless): boolean {
  if (holeOf(member, nameOf) !== undefined) return false;
  return typeof member !== "object" || member === null || Object.values(member).every((each) => isWhole(each, nameOf));
}

/** What fills a text up to its greatest length. */
const LONG = /^x{40,}$/;

function holeOf(member: unknown, nameOf: NameOf): string | undefined {
  if (typeof member === "bigint") return `${member}n`;
  if (member instanceof Date) return `new Date(${quote(member.toISOString())})`;
  if (member instanceof Uint8Array) return `bytes(${[...member].join(", ")})`;
  if (typeof member === "string" && LONG.test(member)) return `"x".repeat(${member.length})`;
  return nameOf(member);
}

/** Whether bytes are among it, which are written by a function. */
export function holdsBytes(member: unknown): boolean {
  if (member instanceof Uint8Array) return true;
  return typeof member === "object" && member !== null && Object.values(member).some(holdsBytes);
}
