// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import {
  getNamedType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  responsePathAsArray,
} from "./graphql-js.js";

/** Which answers are made up. */
export interface Fiction {
  /** The same seed gives the same answers. */
  readonly seed: number;
  /** How much is null of what may be; where all is, lists are empty too. */
  readonly nulls: "none" | "some" | "all";
  /** What the schema's own scalars are in JSON, where somebody said so. */
  readonly scalars?: { readonly [name: string]: string };
  /** What a server sends for scalars that only the user's own code knows. */
  readonly codecs?: { readonly [name: string]: { readonly sample?: unknown } };
  /** The object type that a field gives wherever it can. */
  readonly prefer?: string;
}

/** The answers of a mock server: by seed 0 the fullest, by others such as servers give. */
export function fictionOf(seed: number, { scalars = {}, codecs = {} }: Pick<Fiction, "scalars" | "codecs">): Fiction {
  return { seed, nulls: seed === 0 ? "none" : "some", scalars, codecs };
}

/** A field that somebody asks for. */
export interface AskedField {
  /** What the parent was made up with. */
  readonly source: unknown;
  readonly args: { readonly [name: string]: unknown };
  readonly info: GraphQLResolveInfo;
}

/** An object of a mock: what its fields hold is made up when they are asked for. */
interface Drawn {
  readonly __typename: string;
  readonly [key: string]: unknown;
}

interface Drawing extends AskedField {
  readonly fiction: Fiction;
  /** What the value is drawn by. */
  readonly key: string;
}

/** Makes up what a field holds; the same question gets the same answer. */
export function makeUp(asked: AskedField, fiction: Fiction): unknown {
  const { source, info } = asked;
  const { fieldName, returnType, path } = info;
  if (isDrawn(source) && Object.hasOwn(source, fieldName)) return source[fieldName];
  return drawValue(returnType, { ...asked, fiction, key: responsePathAsArray(path).join(".") });
}

function drawValue(type: GraphQLOutputType, drawing: Drawing): unknown {
  if (isNonNullType(type)) return drawPresent(type.ofType, drawing);
  return isNull(drawing) ? null : drawPresent(type, drawing);
}

/** An eighth of what may be null is; whoever asks for something by name gets it. */
function isNull({ fiction: { seed, nulls }, key, info }: Drawing): boolean {
  if (nulls !== "some") return nulls === "all";
  return info.path.prev !== undefined && hash(`${key}?`, seed) % 8 === 0;
}

function drawPresent(type: GraphQLOutputType, drawing: Drawing): unknown {
  if (isListType(type)) return drawList(type.ofType as GraphQLOutputType, drawing);
  const named = getNamedType(type);
  if (isEnumType(named)) return choose(named.getValues(), drawing)?.name;
  if (isObjectType(named) || isAbstractType(named)) return drawObject(named.name, drawing);
  return drawScalar(named.name, drawing);
}

function drawList(item: GraphQLOutputType, drawing: Drawing): unknown[] {
  const { ids } = drawing.args;
  const length = Array.isArray(ids) ? ids.length : lengthOf(drawing);
  return Array.from({ length }, (_, index) => {
    const inner = drawValue(item, { ...drawing, key: `${drawing.key}.${index}` });
    return Array.isArray(ids) && isDrawn(inner) ? { ...inner, id: ids[index] as unknown } : inner;
  });
}

/** As many as were asked for, of a shelf that holds five. */
function lengthOf({ args, source, fiction }: Drawing): number {
  if (fiction.nulls === "all") return 0;
  const size = args["first"] ?? args["last"] ?? (isDrawn(source) ? source["$size"] : undefined) ?? 2;
  return Math.max(0, Math.min(Number(size), 5));
}

function isDrawn(value: unknown): value is Drawn {
  return typeof value === "object" && value !== null && "__typename" in value;
}

function drawObject(name: string, drawing: Drawing): Drawn {
  const { info, args } = drawing;
  const __typename = chooseType(name, drawing);
  const type = info.schema.getType(__typename);
  const isPage = isObjectType(type) && Object.hasOwn(type.getFields(), "hasNextPage");
  const { id, after, first, last } = args;
  const size = first ?? last;
  return {
    __typename,
    ...(id !== undefined && { id }),
    ...(size !== undefined && { $size: size }),
    ...(isPage && { hasNextPage: pageOf(drawing) === 1, endCursor: `page-${pageOf(drawing)}` }),
    ...(after !== undefined && { $after: after }),
  };
}

function chooseType(name: string, drawing: Drawing): string {
  const { schema } = drawing.info;
  const type = schema.getType(name);
  if (!isAbstractType(type)) return name;
  const names = schema.getPossibleTypes(type).map((each) => each.name);
  const { prefer } = drawing.fiction;
  return prefer !== undefined && names.includes(prefer) ? prefer : (choose(names, drawing) ?? name);
}

/** There are two pages: whoever comes with a cursor is on the second. */
function pageOf({ source }: AskedField): number {
  return isDrawn(source) && source["$after"] !== undefined && source["$after"] !== null ? 2 : 1;
}

function drawScalar(name: string, { fiction, info, key }: Drawing): unknown {
  const number = hash(key, fiction.seed) % 100;
  const own = fiction.codecs?.[name];
  if (own?.sample !== undefined) return own.sample;
  switch (fiction.scalars?.[name] ?? name) {
    case "Int":
    case "integer":
    case "bigint":
      return number;
    case "Float":
    case "number":
      return number + 0.5;
    case "Boolean":
    case "boolean":
      return number % 2 === 0;
    case "Date":
      return drawText("DateTime", "", number);
    case "ID":
      return `${info.parentType.name.toLowerCase()}-${number}`;
    default:
      return drawText(name, info.fieldName, number);
  }
}

/** A text that looks like what its scalar or its field is called. */
function drawText(scalar: string, field: string, number: number): string {
  const word = `${scalar} ${field}`;
  const day = String((number % 28) + 1).padStart(2, "0");
  if (/date ?time|timestamp|\w+At$/i.test(word)) return `2026-01-${day}T12:00:00Z`;
  if (/\bdate/i.test(word)) return `2026-01-${day}`;
  if (/ur[il]\b/i.test(word)) return `https://example.com/${number}`;
  if (/email/i.test(word)) return `someone-${number}@example.com`;
  if (/decimal|money|bigint/i.test(scalar)) return String(number);
  return `${field} ${number}`;
}

function choose<Item>(items: readonly Item[], { key, fiction }: Drawing): Item | undefined {
  return items[hash(key, fiction.seed) % Math.max(1, items.length)];
}

/** FNV-1a. */
function hash(text: string, seed: number): number {
  let value = (2166136261 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 16777619) >>> 0;
  }
  return value;
}
