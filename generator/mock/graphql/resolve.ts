import { findField, findType, type GraphqlSchema, itemType, namedType, possibleTypes } from "../../contract/graphql.js";

/** A field that somebody asks for. */
export interface Asked {
  /** The object type that it is a field of. */
  readonly parent: string;
  readonly field: string;
  readonly args: { readonly [name: string]: unknown };
  /** Keys and indices from the root. */
  readonly path: readonly (string | number)[];
  /** What the parent was made up with. */
  readonly source: unknown;
}

/** An object of a mock: what its fields hold is made up when they are asked for. */
interface Drawn {
  readonly __typename: string;
  readonly [key: string]: unknown;
}

/** Makes up what a field holds; the same question gets the same answer. */
export function makeUp(schema: GraphqlSchema, asked: Asked, seed: number): unknown {
  const { source, parent, field } = asked;
  if (typeof source === "object" && source !== null && Object.hasOwn(source, field)) {
    return (source as { readonly [key: string]: unknown })[field];
  }
  const type = findField(schema, parent, field)?.type ?? "String";
  return drawValue(type, { schema, asked, seed, key: asked.path.join(".") });
}

interface Drawing {
  readonly schema: GraphqlSchema;
  readonly asked: Asked;
  readonly seed: number;
  /** What the value is drawn by. */
  readonly key: string;
}

function drawValue(type: string, drawing: Drawing): unknown {
  const item = itemType(type);
  if (item !== undefined) {
    const ids = drawing.asked.args["ids"];
    const length = Array.isArray(ids) ? ids.length : lengthOf(drawing.asked);
    return Array.from({ length }, (_, index) => {
      const inner = drawValue(item, { ...drawing, key: `${drawing.key}.${index}` });
      return Array.isArray(ids) && isDrawn(inner) ? { ...inner, id: ids[index] as unknown } : inner;
    });
  }
  const { schema, key, seed } = drawing;
  const name = namedType(type);
  const found = findType(schema, name);
  if (found?.kind === "enum") return found.values[hash(key, seed) % found.values.length]?.key;
  if (found === undefined || found.kind === "scalar") return drawScalar(name, drawing);
  return drawObject(name, drawing);
}

/** As many as were asked for, of a shelf that holds five. */
function lengthOf({ args, source }: Asked): number {
  const size = args["first"] ?? args["last"] ?? (isDrawn(source) ? source["$size"] : undefined) ?? 2;
  return Math.max(0, Math.min(Number(size), 5));
}

function isDrawn(value: unknown): value is Drawn {
  return typeof value === "object" && value !== null && "__typename" in value;
}

function drawObject(name: string, { schema, asked, seed, key }: Drawing): Drawn {
  const names = possibleTypes(schema, name);
  const __typename = names[hash(key, seed) % Math.max(1, names.length)] ?? name;
  const { id, after, first, last } = asked.args;
  const size = first ?? last;
  return {
    __typename,
    ...(id !== undefined && { id }),
    ...(size !== undefined && { $size: size }),
    ...(isPage(schema, __typename) && { hasNextPage: pageOf(asked) === 1, endCursor: `page-${pageOf(asked)}` }),
    ...(after !== undefined && { $after: after }),
  };
}

function isPage(schema: GraphqlSchema, type: string): boolean {
  return findField(schema, type, "hasNextPage") !== undefined;
}

/** There are two pages: whoever comes with a cursor is on the second. */
function pageOf({ source }: Asked): number {
  return isDrawn(source) && source["$after"] !== undefined && source["$after"] !== null ? 2 : 1;
}

function drawScalar(name: string, { schema, asked, seed, key }: Drawing): unknown {
  const number = hash(key, seed) % 100;
  switch (schema.scalars?.[name] ?? name) {
    case "Int":
    case "integer":
      return number;
    case "Float":
    case "number":
      return number + 0.5;
    case "Boolean":
    case "boolean":
      return number % 2 === 0;
    case "ID":
      return `${asked.parent.toLowerCase()}-${number}`;
    default:
      return drawText(name, asked.field, number);
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

/** FNV-1a. */
function hash(text: string, seed: number): number {
  let value = (2166136261 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 16777619) >>> 0;
  }
  return value;
}
