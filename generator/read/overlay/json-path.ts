import type { Json } from "../../contract/schema.js";

/** A JSONPath query (RFC 9535): steps from the root `$`, or inside of filters from the current node `@`. */
export interface Query {
  readonly from: "$" | "@";
  readonly steps: readonly Step[];
}

/** One segment; `deep` ones look at the node and everything below it. */
export interface Step {
  readonly deep: boolean;
  readonly selectors: readonly Selector[];
}

export type Selector =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "all" }
  | { readonly kind: "slice"; readonly start?: number; readonly end?: number; readonly step: number }
  | { readonly kind: "filter"; readonly test: Test };

export type Test =
  | { readonly kind: "or" | "and"; readonly tests: readonly Test[] }
  | { readonly kind: "not"; readonly test: Test }
  | { readonly kind: "exists"; readonly query: Query }
  | { readonly kind: "compare"; readonly operator: Comparison; readonly left: Operand; readonly right: Operand };

export type Comparison = "==" | "!=" | "<=" | ">=" | "<" | ">";

export type Operand =
  | { readonly kind: "literal"; readonly value: Json }
  | { readonly kind: "query"; readonly query: Query }
  | { readonly kind: "length"; readonly of: Operand }
  | { readonly kind: "count"; readonly query: Query };

/** What is wrong with a query, and behind how many characters. */
export class JsonPathError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Filters inside of filters: more than anybody writes. */
const DEEPEST = 20;

interface Cursor {
  readonly text: string;
  at: number;
  depth: number;
}

/** Parses a query, `$.paths['/pets'].get`; throws a `JsonPathError`. */
export function parseJsonPath(text: string): Query {
  const cursor: Cursor = { text, at: 0, depth: 0 };
  if (!take(cursor, "$")) throw mistake(cursor, "a JSONPath begins with `$`");
  const steps = readSteps(cursor);
  if (cursor.at < text.length)
    throw mistake(cursor, `\`${text.slice(cursor.at, cursor.at + 10)}\` is not expected here`);
  return { from: "$", steps };
}

function readSteps(cursor: Cursor): Step[] {
  const steps: Step[] = [];
  for (;;) {
    const deep = take(cursor, "..");
    if (take(cursor, "[")) steps.push({ deep, selectors: readBrackets(cursor) });
    else if (deep || take(cursor, ".")) steps.push({ deep, selectors: [readShorthand(cursor)] });
    else return steps;
  }
}

/** `.name` and `.*`; with hyphens, though that is against the rules, because everybody writes `.x-internal`. */
function readShorthand(cursor: Cursor): Selector {
  if (take(cursor, "*")) return { kind: "all" };
  const name = match(cursor, /[A-Za-z_\u0080-\u{10ffff}][\w\u0080-\u{10ffff}-]*/uy);
  if (name === undefined) throw mistake(cursor, "a name or `*` is expected; other keys are written `['like this']`");
  return { kind: "name", name };
}

function readBrackets(cursor: Cursor): Selector[] {
  const selectors: Selector[] = [];
  do selectors.push(readSelector(cursor));
  while (takeSpaced(cursor, ","));
  if (!takeSpaced(cursor, "]")) throw mistake(cursor, "`]` is expected");
  return selectors;
}

function readSelector(cursor: Cursor): Selector {
  skipSpace(cursor);
  if (take(cursor, "*")) return { kind: "all" };
  if (take(cursor, "?")) return { kind: "filter", test: readOr(cursor) };
  const name = readString(cursor);
  if (name !== undefined) return { kind: "name", name };
  const start = readInteger(cursor);
  if (!takeSpaced(cursor, ":")) {
    if (start === undefined) throw mistake(cursor, "a name in quotes, a number, `*` or `?` is expected");
    return { kind: "index", index: start };
  }
  skipSpace(cursor);
  const end = readInteger(cursor);
  const step = takeSpaced(cursor, ":") ? (skipSpace(cursor), readInteger(cursor)) : undefined;
  return { kind: "slice", ...(start !== undefined && { start }), ...(end !== undefined && { end }), step: step ?? 1 };
}

function readOr(cursor: Cursor): Test {
  if (++cursor.depth > DEEPEST) throw mistake(cursor, "filters are nested too deep");
  const tests = [readAnd(cursor)];
  while (takeSpaced(cursor, "||")) tests.push(readAnd(cursor));
  cursor.depth--;
  const [only] = tests;
  return tests.length === 1 && only !== undefined ? only : { kind: "or", tests };
}

function readAnd(cursor: Cursor): Test {
  const tests = [readTest(cursor)];
  while (takeSpaced(cursor, "&&")) tests.push(readTest(cursor));
  const [only] = tests;
  return tests.length === 1 && only !== undefined ? only : { kind: "and", tests };
}

function readTest(cursor: Cursor): Test {
  skipSpace(cursor);
  if (take(cursor, "!")) {
    if (++cursor.depth > DEEPEST) throw mistake(cursor, "filters are nested too deep");
    const test = readTest(cursor);
    cursor.depth--;
    return { kind: "not", test };
  }
  if (take(cursor, "(")) {
    const test = readOr(cursor);
    if (!takeSpaced(cursor, ")")) throw mistake(cursor, "`)` is expected");
    return test;
  }
  const left = readOperand(cursor);
  skipSpace(cursor);
  const operator = match(cursor, /[=!]=|[<>]=?/y) as Comparison | undefined;
  if (operator !== undefined) return { kind: "compare", operator, left, right: readOperand(cursor) };
  if (left.kind !== "query") throw mistake(cursor, "a comparison is expected: `==`, `!=`, `<`, `<=`, `>` or `>=`");
  return { kind: "exists", query: left.query };
}

function readOperand(cursor: Cursor): Operand {
  skipSpace(cursor);
  const text = readString(cursor);
  if (text !== undefined) return { kind: "literal", value: text };
  const from = take(cursor, "@") ? "@" : take(cursor, "$") ? "$" : undefined;
  if (from !== undefined) return { kind: "query", query: { from, steps: readSteps(cursor) } };
  const number = match(cursor, /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (number !== undefined) return { kind: "literal", value: Number(number) };
  const word = match(cursor, /[a-z_]+/y);
  if (word === "true" || word === "false") return { kind: "literal", value: word === "true" };
  if (word === "null") return { kind: "literal", value: null };
  if (word !== undefined && take(cursor, "(")) return readFunction(word, cursor);
  throw mistake(cursor, "`@`, `$`, a text in quotes, a number, true, false or null is expected");
}

function readFunction(name: string, cursor: Cursor): Operand {
  if (++cursor.depth > DEEPEST) throw mistake(cursor, "functions are nested too deep");
  const of = readOperand(cursor);
  cursor.depth--;
  if (!takeSpaced(cursor, ")")) throw mistake(cursor, "`)` is expected");
  if (name === "length") return { kind: "length", of };
  if (of.kind === "query" && name === "count") return { kind: "count", query: of.query };
  if (of.kind === "query" && name === "value") return of;
  throw mistake(cursor, `the function \`${name}\` is not supported: \`length\`, \`count\` and \`value\` are`);
}

const ESCAPES: { readonly [char: string]: string } = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

function readString(cursor: Cursor): string | undefined {
  const quoted = match(cursor, /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/suy);
  return quoted
    ?.slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gsu, (_, code: string | undefined, char: string) =>
      code === undefined ? (ESCAPES[char] ?? char) : String.fromCharCode(Number.parseInt(code, 16)),
    );
}

function readInteger(cursor: Cursor): number | undefined {
  const digits = match(cursor, /-?\d+/y);
  return digits === undefined ? undefined : Number(digits);
}

function match(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0];
  cursor.at += found?.length ?? 0;
  return found;
}

function take(cursor: Cursor, text: string): boolean {
  if (!cursor.text.startsWith(text, cursor.at)) return false;
  cursor.at += text.length;
  return true;
}

function takeSpaced(cursor: Cursor, text: string): boolean {
  const start = cursor.at;
  skipSpace(cursor);
  if (take(cursor, text)) return true;
  cursor.at = start;
  return false;
}

function skipSpace(cursor: Cursor): void {
  match(cursor, /[ \t\r\n]*/y);
}

function mistake(cursor: Cursor, message: string): JsonPathError {
  return new JsonPathError(message, cursor.at);
}
