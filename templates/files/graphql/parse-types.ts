import type { MemberShape, TypeShape } from "../../../generator/plan/types/shape.js";

/** A declared type, as it was read. */
export interface DeclaredType {
  readonly name: string;
  readonly shape: TypeShape;
}

/** Text that is being read, token by token. */
interface Tokens {
  readonly all: readonly string[];
  at: number;
}

const TOKEN = /\/\*[^]*?\*\/|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[\w$]+(?:\.[\w$]+)*|[{}()[\]<>|&?:;,=]/g;

/** Reads the types that graphql-codegen wrote; its own utility types are no types of the contract. */
export function parseTypes(text: string): DeclaredType[] {
  const all = [...text.matchAll(TOKEN)].map(([token]) => token).filter((token) => !token.startsWith("/*"));
  const tokens: Tokens = { all, at: 0 };
  const declared: DeclaredType[] = [];
  while (tokens.at < all.length) {
    const keyword = next(tokens);
    if (keyword !== "type" && keyword !== "interface") continue;
    const name = next(tokens);
    if (UTILITIES.has(name)) skipDeclaration(tokens);
    else {
      take(tokens, "=");
      declared.push({ name, shape: parseType(tokens) });
    }
  }
  return declared;
}

const UTILITIES = new Set(["Exact", "Incremental"]);

function skipDeclaration(tokens: Tokens): void {
  while (tokens.at < tokens.all.length && next(tokens) !== ";");
}

function peek({ all, at }: Tokens): string {
  return all[at] ?? "";
}

function next(tokens: Tokens): string {
  const token = peek(tokens);
  tokens.at += 1;
  return token;
}

/** Goes past a token, if it is the next one. */
function take(tokens: Tokens, token: string): boolean {
  if (peek(tokens) !== token) return false;
  tokens.at += 1;
  return true;
}

function expectToken(tokens: Tokens, token: string): void {
  if (!take(tokens, token)) throw new Error(`graphql-codegen wrote ${peek(tokens)} where ${token} was expected`);
}

function parseType(tokens: Tokens): TypeShape {
  const variants = parseList(tokens, "|", () => parseIntersection(tokens));
  const distinct = new Map(variants.flatMap(flattenUnion).map((shape) => [JSON.stringify(shape), shape]));
  const [only, ...rest] = [...distinct.values()];
  return only !== undefined && rest.length === 0 ? only : { kind: "union", variants: [...distinct.values()] };
}

function flattenUnion(shape: TypeShape): readonly TypeShape[] {
  return shape.kind === "union" ? shape.variants : [shape];
}

function parseIntersection(tokens: Tokens): TypeShape {
  const members = parseList(tokens, "&", () => parseOne(tokens));
  const [only, ...rest] = members;
  return only !== undefined && rest.length === 0 ? only : { kind: "intersection", members };
}

function parseList(tokens: Tokens, separator: string, parse: () => TypeShape): TypeShape[] {
  take(tokens, separator);
  const parsed = [parse()];
  while (take(tokens, separator)) parsed.push(parse());
  return parsed;
}

const KEYWORDS = ["string", "number", "boolean", "bigint", "null", "undefined", "unknown", "never"] as const;

function parseOne(tokens: Tokens): TypeShape {
  if (take(tokens, "(")) {
    const inner = parseType(tokens);
    expectToken(tokens, ")");
    return inner;
  }
  if (take(tokens, "{")) return parseObject(tokens);
  const word = next(tokens);
  if (/^['"]/.test(word)) return { kind: "literal", value: unquote(word) };
  const keyword = KEYWORDS.find((each) => each === word);
  if (keyword !== undefined) return { kind: "keyword", keyword };
  if (!/^[\w$.]+$/.test(word)) throw new Error(`graphql-codegen wrote ${word} where a type was expected`);
  return take(tokens, "<") ? parseGeneric(word, tokens) : { kind: "name", name: word };
}

function parseGeneric(name: string, tokens: Tokens): TypeShape {
  const args = [parseType(tokens)];
  while (take(tokens, ",")) args.push(parseType(tokens));
  expectToken(tokens, ">");
  const [first = { kind: "keyword", keyword: "unknown" }] = args;
  if (name === "Array") return { kind: "array", items: first };
  if (name === "Exact") return first;
  // `Record<PropertyKey, never>`: an object of which nothing was asked.
  return name === "Record" ? { kind: "object", members: [] } : { kind: "generic", name, args };
}

function parseObject(tokens: Tokens): TypeShape {
  const members: MemberShape[] = [];
  while (!take(tokens, "}")) {
    if (take(tokens, "[")) skipIndex(tokens);
    else members.push(parseMember(tokens));
    while (take(tokens, ",") || take(tokens, ";"));
  }
  return { kind: "object", members };
}

/** `[key: string]: never` says that there are no members. */
function skipIndex(tokens: Tokens): void {
  while (next(tokens) !== "]");
  expectToken(tokens, ":");
  parseType(tokens);
}

function parseMember(tokens: Tokens): MemberShape {
  const word = next(tokens);
  const key = /^['"]/.test(word) ? unquote(word) : word;
  const optional = take(tokens, "?");
  expectToken(tokens, ":");
  const { shape, undefinable } = splitUndefined(parseType(tokens));
  return { key, shape, optional, ...(undefinable && { undefinable }) };
}

/** Whether a member may be undefined is said of the member, not of its type. */
function splitUndefined(shape: TypeShape): { shape: TypeShape; undefinable: boolean } {
  if (shape.kind !== "union") return { shape, undefinable: false };
  const variants = shape.variants.filter((each) => each.kind !== "keyword" || each.keyword !== "undefined");
  const [only, ...rest] = variants;
  const bare = only !== undefined && rest.length === 0 ? only : { ...shape, variants };
  return { shape: bare, undefinable: variants.length < shape.variants.length };
}

function unquote(word: string): string {
  return word.slice(1, -1).replaceAll(/\\(.)/g, "$1");
}
