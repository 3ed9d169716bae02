import { code, nothing, value } from "../code.js";
import type { Code } from "../code.js";
import { jsonInTemplate, quote } from "../text.js";

/** What writes bytes in a file that holds some. */
export const BYTES: Code = code`function bytes(...values: number[]): Uint8Array {\n  return Uint8Array.from(values);\n}`;

/** What stands in place of a value that is written elsewhere; `undefined` for all that is written in place. */
export type PieceOf = (value: unknown) => Code | undefined;

/** A value as JSON in a template literal, which no compiler looks into; what JSON has no word for is a hole in it. */
export function printJson(member: unknown, pieceOf: PieceOf = nothingElse): Code {
  return template(jsonPieces(member, pieceOf));
}

/** The same of what is such text already. */
export function printText(text: string): Code {
  return template([text]);
}

/** The same with each member, and each item of what is long, on a line of its own. */
export function printMembers(members: object, pieceOf: PieceOf = nothingElse): Code {
  const rows = Object.entries(members).map(([key, member]) => [
    `${jsonInTemplate(key)}: `,
    ...longPieces(member, pieceOf),
  ]);
  return template(["{\n  ", ...between(rows, ",\n  "), "\n}"]);
}

/** Text as it is made, with what is decided later as pieces of their own. */
type Pieces = readonly (string | Code)[];

/** Texts side by side become one: of large contracts there are millions. */
function template(pieces: Pieces): Code {
  const parts: (string | Code)[] = [];
  let texts: string[] = [];
  for (const piece of [...pieces, nothing]) {
    if (typeof piece === "string") texts.push(piece);
    else {
      parts.push(texts.join(""), piece);
      texts = [];
    }
  }
  return code`${value("json", "testing/json")}\`${{ kind: "code", parts }}\``;
}

function between(rows: readonly Pieces[], separator: string): Pieces {
  return rows.flatMap((row, index) => (index === 0 ? row : [separator, ...row]));
}

function longPieces(member: unknown, pieceOf: PieceOf): Pieces {
  const isLong = Array.isArray(member) && JSON.stringify(member, withoutBigints).length > 100;
  if (!isLong) return jsonPieces(member, pieceOf);
  const items = member.map((item: unknown) => jsonPieces(item, pieceOf));
  return ["[\n    ", ...between(items, ",\n    "), "\n  ]"];
}

function withoutBigints(_: string, member: unknown): unknown {
  return typeof member === "bigint" ? Number(member) : member;
}

function jsonPieces(member: unknown, pieceOf: PieceOf): Pieces {
  const piece = pieceOf(member);
  if (piece !== undefined) return [piece];
  const hole = holeOf(member);
  if (hole !== undefined) return [`\${${hole}}`];
  if (typeof member !== "object" || member === null || isWhole(member, pieceOf)) return [jsonInTemplate(member)];
  if (Array.isArray(member)) {
    const items = member.map((item: unknown) => jsonPieces(item, pieceOf));
    return ["[", ...between(items, ","), "]"];
  }
  const rows = Object.entries(member).filter(([, inner]) => inner !== undefined);
  const members = rows.map(([key, inner]) => [`${jsonInTemplate(key)}:`, ...jsonPieces(inner, pieceOf)]);
  return ["{", ...between(members, ","), "}"];
}

function nothingElse(): undefined {
  return undefined;
}

/** Whether there is no hole in it. */
export function isWhole(member: unknown, pieceOf: PieceOf = nothingElse): boolean {
  if (pieceOf(member) !== undefined || holeOf(member) !== undefined) return false;
  return typeof member !== "object" || member === null || Object.values(member).every((each) => isWhole(each, pieceOf));
}

/** What fills a text up to its greatest length. */
const LONG = /^x{40,}$/;

function holeOf(member: unknown): string | undefined {
  if (typeof member === "bigint") return `${member}n`;
  if (member instanceof Date) return `new Date(${quote(member.toISOString())})`;
  if (member instanceof Uint8Array) return `bytes(${[...member].join(", ")})`;
  if (typeof member === "string" && LONG.test(member)) return `"x".repeat(${member.length})`;
  return undefined;
}

/** Whether bytes are among it, which are written by a function. */
export function holdsBytes(member: unknown): boolean {
  if (member instanceof Uint8Array) return true;
  return typeof member === "object" && member !== null && Object.values(member).some(holdsBytes);
}
