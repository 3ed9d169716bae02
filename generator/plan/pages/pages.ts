import { besideNull } from "../../contract/combine.js";
import type { Contract, HttpOperation, Input } from "../../contract/contract.js";
import { flatten } from "../../contract/flatten.js";
import { child, keysOf } from "../../contract/pointer.js";
import type { ArraySchema, ObjectSchema, Property, Schema } from "../../contract/schema.js";
import { dereference } from "../../contract/walk.js";
import type { PagesHint } from "./pages-hint.js";
import { bare, exactly, loosely, type Spelling } from "./spelling.js";
import type { PagesPlan } from "../plan.js";
import { needsName, readingOf, successesOf } from "../results.js";
import { isJson } from "../bodies.js";
import { toShape } from "../types/shapes.js";
import type { Lowering } from "../types/shapes.js";

/** The list in a response: where it lies and what its items are. */
interface List {
  /** JSON pointer. */
  readonly at: string;
  readonly items: Schema;
  /** The object around it, if it is not the body itself. */
  readonly envelope?: ObjectSchema;
  /** How its names, and those of its parameters, are told. */
  readonly spelling: Spelling;
}

/** The list that an operation's success holds: where a hint says, else the body itself or its one telling array. */
export function findList(operation: HttpOperation, contract: Contract, at?: string): List | undefined {
  const contents = successesOf(operation).flatMap((outcome) => outcome.contents);
  const json = contents.find((each) => isJson(each.mediaType));
  const content = json ?? contents.find((each) => readingOf(each) === "xml");
  if (content === undefined) return undefined;
  const spelling = json === undefined ? loosely : exactly;
  const body = flatten(content.schema, contract);
  if (at !== undefined && at !== "") return listAt(body, at, { contract, spelling });
  if (body.kind === "array") return { at: "", items: body.items, spelling };
  if (body.kind !== "object") return undefined;
  const property = chooseArray(arraysOf(body, contract), body, { operation, spelling });
  if (property === undefined) return undefined;
  return { at: child("", property.key), items: property.array.items, envelope: body, spelling };
}

/** The list that a JSON pointer leads to, through objects. */
function listAt(
  body: Schema,
  at: string,
  { contract, spelling }: { readonly contract: Contract; readonly spelling: Spelling },
): List | undefined {
  let schema: Schema | undefined = body;
  for (const key of keysOf(at)) {
    const property: Property | undefined = propertyOf(schema?.kind === "object" ? schema : undefined, [key], exactly);
    schema = property && withoutNull(flatten(property.schema, contract), contract);
  }
  if (schema?.kind !== "array") return undefined;
  return { at, items: schema.items, ...(body.kind === "object" && { envelope: body }), spelling };
}

interface ArrayProperty {
  readonly key: string;
  readonly array: ArraySchema;
}

function arraysOf(object: ObjectSchema, contract: Contract): ArrayProperty[] {
  return object.properties.flatMap((property) => {
    const schema = withoutNull(dereference(property.schema, contract), contract);
    return schema.kind === "array" ? [{ key: property.key, array: schema }] : [];
  });
}

const LIST_KEYS = ["data", "items", "results", "values", "records", "entries", "value", "elements", "content", "list"];

/** The array with a name that lists have everywhere, or the path's own; any only one where the object speaks of paging. */
function chooseArray(
  arrays: readonly ArrayProperty[],
  body: ObjectSchema,
  { operation, spelling }: { readonly operation: HttpOperation; readonly spelling: Spelling },
): ArrayProperty | undefined {
  const path = operation.binding.path.split("/").filter((segment) => segment !== "" && !segment.startsWith("{"));
  const own = bare(path.at(-1)?.replace(/\.\w+$/, "") ?? "");
  const named = [...LIST_KEYS, ...arrays.map((array) => array.key).filter((key) => bare(key) === own)];
  const known = named.map((name) => arrays.find(({ key }) => spelling(key, name))).find((array) => array !== undefined);
  if (known !== undefined || arrays.length !== 1) return known;
  return body.properties.some((property) => PAGING.test(property.key)) ? arrays[0] : undefined;
}

const PAGING =
  /^(has_?more|next|previous|total|count|offset|limit|page|cursor|meta|paging|pagination|response_metadata)/i;

/** How an operation's list continues: as declared, else as recognized; `undefined` where it does not. */
export function planPages(
  operation: HttpOperation,
  hint: PagesHint | undefined,
  lowering: Lowering,
): PagesPlan | undefined {
  if (hint === false) return undefined;
  const list = findList(operation, lowering.contract, hint?.items);
  if (list === undefined) return undefined;
  const shape = toShape(list.items, lowering);
  const item = { itemShape: shape, declaresItem: needsName(shape) };
  const sizes = (size: string | undefined) => readSizes(operation, size, lowering.contract);
  if (hint?.by !== undefined) {
    return { items: list.at, ...hint, by: hint.by, ...sizes(hint.size), ...item, declared: true };
  }
  if (operation.binding.method !== "GET") return undefined;
  const recognized = recognize(operation, list, lowering.contract);
  return recognized && { items: list.at, ...recognized, ...sizes(recognized.size), ...item, declared: false };
}

/** The greatest page size that the contract promises, and the one without asking. */
function readSizes(
  { inputs }: HttpOperation,
  size: string | undefined,
  contract: Contract,
): Pick<PagesPlan, "sizeMax" | "sizeDefault"> {
  const input = inputs.find(({ key, in: place }) => place === "query" && key === size);
  if (input === undefined) return {};
  const schema = withoutNull(dereference(input.schema, contract), contract);
  const maximum = schema.kind === "number" ? schema.maximum : undefined;
  return {
    ...(maximum !== undefined && { sizeMax: maximum }),
    ...(typeof input.default === "number" && { sizeDefault: input.default }),
  };
}

type Recognized = Omit<PagesPlan, "items" | "itemShape" | "declaresItem" | "declared">;

/** One way of paging after the other, the surest first. */
function recognize(operation: HttpOperation, list: List, contract: Contract): Recognized | undefined {
  const { spelling } = list;
  const query = operation.inputs.filter((input) => input.in === "query");
  const linked =
    recognizeAfterLast(query, list, contract) ??
    recognizeCursor(query, list, contract) ??
    recognizeNextUrl(list, contract) ??
    recognizeLinkHeader(operation);
  if (linked === undefined) return recognizeOffset(query, spelling) ?? recognizePageNumber(query, spelling);
  const size = inputOf(
    query.filter(({ schema }) => withoutNull(dereference(schema, contract), contract).kind === "number"),
    SIZES,
    spelling,
  );
  return { ...linked, ...(size !== undefined && { size: size.key }) };
}

/** The parameters that say how many items a page has. */
const SIZES = [
  "limit",
  "per_page",
  "page_size",
  "pageSize",
  "PageSize",
  "count",
  "top",
  "$top",
  "max_results",
  "maxResults",
  "size",
];

/** Booleans that say that there is more. */
const MORE = ["has_more", "hasMore", "is_truncated", "isTruncated"];

/** Stripe and OpenAI: `has_more`, and the last item's id asks for what follows. */
function recognizeAfterLast(query: readonly Input[], list: List, contract: Contract): Recognized | undefined {
  const { spelling } = list;
  const more = propertyOf(list.envelope, MORE, spelling);
  const param = inputOf(query, ["starting_after", "after", "after_id"], spelling);
  const item = flatten(list.items, contract);
  const hasId = item.kind === "object" ? item.properties.some((property) => property.key === "id") : isUnion(item);
  if (more === undefined || param === undefined || !hasId) return undefined;
  const before = inputOf(query, ["ending_before", "before", "before_id"], spelling);
  return {
    by: "afterLast",
    more: child("", more.key),
    param: param.key,
    ...(before !== undefined && { before: before.key }),
    key: "id",
  };
}

function isUnion(schema: Schema): boolean {
  return schema.kind === "union";
}

/** Response property -> the parameters that take its value. */
const CURSORS: readonly (readonly [property: string, params: readonly string[]])[] = [
  ["next_cursor", ["cursor", "after", "next_cursor", "starting_after"]],
  ["nextCursor", ["cursor", "nextCursor", "after"]],
  ["next_page_token", ["page_token", "next_page_token"]],
  ["nextPageToken", ["pageToken", "nextPageToken"]],
  ["next_token", ["next_token", "pagination_token"]],
  ["nextToken", ["nextToken"]],
  ["NextToken", ["NextToken"]],
  ["next_page", ["page", "next_page"]],
  ["next_continuation_token", ["continuation_token"]],
  ["next_marker", ["marker"]],
  ["continuation_token", ["continuation_token"]],
  ["continuationToken", ["continuationToken"]],
  ["cursor", ["cursor"]],
];

function recognizeCursor(query: readonly Input[], list: List, contract: Contract): Recognized | undefined {
  const { spelling } = list;
  for (const { at, object } of envelopes(list, contract)) {
    for (const [name, params] of CURSORS) {
      const property = propertyOf(object, [name], spelling);
      const param = inputOf(query, params, spelling);
      if (property === undefined || param === undefined || !isText(property, contract)) continue;
      const more = propertyOf(object, MORE, spelling);
      return {
        by: "cursor",
        cursor: child(at, property.key),
        param: param.key,
        ...(more !== undefined && { more: child(at, more.key) }),
      };
    }
  }
  return undefined;
}

/** The envelope itself, then the objects in it that speak of paging. */
function envelopes(list: List, contract: Contract): { at: string; object: ObjectSchema }[] {
  if (list.envelope === undefined) return [];
  const inner = list.envelope.properties
    .filter((property) => /meta|paging|pagination|page_info|links/i.test(property.key))
    .flatMap((property) => {
      const object = withoutNull(flatten(property.schema, contract), contract);
      return object.kind === "object" ? [{ at: child("", property.key), object }] : [];
    });
  return [{ at: "", object: list.envelope }, ...inner];
}

const NEXT_URLS = ["next", "next_page_uri", "next_page_url", "nextLink", "@odata.nextLink", "next_link", "next_url"];

function recognizeNextUrl(list: List, contract: Contract): Recognized | undefined {
  for (const { at, object } of envelopes(list, contract)) {
    const property = propertyOf(object, NEXT_URLS, list.spelling);
    if (property !== undefined && isText(property, contract)) {
      return { by: "nextUrl", cursor: child(at, property.key) };
    }
  }
  return undefined;
}

function recognizeLinkHeader(operation: HttpOperation): Recognized | undefined {
  const headers = successesOf(operation).flatMap((outcome) => outcome.headers);
  return headers.some((header) => header.key.toLowerCase() === "link") ? { by: "linkHeader" } : undefined;
}

function recognizeOffset(query: readonly Input[], spelling: Spelling): Recognized | undefined {
  const param = inputOf(query, ["offset", "skip", "$skip", "startIndex"], spelling);
  const size = inputOf(query, ["limit", "count", "top", "$top", "page_size", "per_page"], spelling);
  if (param === undefined || size === undefined || !isInteger(param)) return undefined;
  return { by: "offset", param: param.key, size: size.key };
}

function recognizePageNumber(query: readonly Input[], spelling: Spelling): Recognized | undefined {
  const param = inputOf(query, ["page", "page_number", "pageNumber", "Page"], spelling);
  if (param === undefined || !isInteger(param)) return undefined;
  const size = inputOf(query, ["per_page", "page_size", "pageSize", "PageSize", "limit", "size"], spelling);
  const first = param.default === 0 ? 0 : 1;
  return { by: "pageNumber", param: param.key, first, ...(size !== undefined && { size: size.key }) };
}

function inputOf(query: readonly Input[], keys: readonly string[], spelling: Spelling): Input | undefined {
  return keys.map((key) => query.find((input) => spelling(input.key, key))).find((input) => input !== undefined);
}

function propertyOf(
  object: ObjectSchema | undefined,
  keys: readonly string[],
  spelling: Spelling,
): Property | undefined {
  return object?.properties.find((property) => keys.some((key) => spelling(property.key, key)));
}

function isInteger(input: Input): boolean {
  return input.schema.kind === "number";
}

function isText(property: Property, contract: Contract): boolean {
  return withoutNull(dereference(property.schema, contract), contract).kind === "string";
}

function withoutNull(schema: Schema, contract: Contract): Schema {
  const only = besideNull(schema);
  return only === undefined ? schema : dereference(only, contract);
}

/** What was assumed, in words, for the diagnostic that lets the user object. */
export function describePages(pages: PagesPlan): string {
  const items = pages.items === "" ? "the body's items" : `the items at \`${pages.items}\``;
  const more = pages.more === undefined ? "" : ` while \`${pages.more}\``;
  switch (pages.by) {
    case "afterLast":
      return `${items} continue after the last item's \`${pages.key}\` (\`${pages.param}\`)${more}`;
    case "cursor":
      return `${items} continue with the token at \`${pages.cursor}\` (\`${pages.param}\`)${more}`;
    case "pageNumber":
      return `${items} continue on the next number of \`${pages.param}\``;
    case "offset":
      return `${items} continue at the next \`${pages.param}\``;
    case "linkHeader":
      return `${items} continue at the \`Link\` header's rel="next"`;
    case "nextUrl":
      return `${items} continue at the URL in \`${pages.cursor}\``;
  }
}
