import type { Json } from "../../generator/contract/schema.js";
import { parseRef } from "../reference-paths.js";

type JsonObject = { readonly [key: string]: Json };

/** Keywords of a node whose keys are the author's words. */
const maps = new Set([
  "$defs",
  "content",
  "headers",
  "patternProperties",
  "paths",
  "properties",
  "responses",
  "webhooks",
]);
const lists = new Set(["allOf", "anyOf", "oneOf", "parameters", "prefixItems"]);
/** Keywords that hold values of the API, or parts that get no type. */
const data = new Set(["callbacks", "const", "default", "enum", "example", "examples", "links"]);
const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];
/** Keywords that hold one node, which is no schema: openapi-typescript looks into it without asking whether it is one. */
const nodes = new Set([...methods, "requestBody"]);
const schemas = new Set(["additionalProperties", "items", "schema"]);
/** Sections of `components` that get types. */
const sections = new Set(["headers", "parameters", "pathItems", "requestBodies", "responses", "schemas"]);

interface Mending {
  readonly root: JsonObject;
  /** As openapi-typescript spells them; it gives each a member of `operations`. */
  readonly operationIds: Set<string>;
}

/** Turns what cannot be followed or read into "anything", so that one mistake does not cost the whole file. The result is a copy. */
export function mendDocument(root: JsonObject): JsonObject {
  // openapi-typescript reads the root's definitions as the keywords of one schema.
  const { $defs, ...others } = root;
  const definitions = isObject($defs) && !("$ref" in $defs) && { $defs };
  return mendNode({ ...others, ...definitions }, { root, operationIds: new Set() });
}

function mendNode(node: JsonObject, mending: Mending): JsonObject {
  const keywords: [string, Json][] = [];
  for (const key of Object.keys(node)) {
    const mended = mendKeyword(key, node, mending);
    if (mended !== undefined) keywords.push([key, mended]);
  }
  // `fromEntries` defines its keys: one called `__proto__` is kept.
  return Object.fromEntries(keywords);
}

function mendKeyword(key: string, node: JsonObject, mending: Mending): Json | undefined {
  const value = node[key] ?? null;
  // Of an object type, openapi-typescript reads the listed values as schemas.
  if (key === "enum" && node["type"] === "object") return mendList(value, mending);
  if (data.has(key) || key.startsWith("x-")) return value;
  if (lists.has(key) || (key === "items" && Array.isArray(value))) return mendList(value, mending);
  if (maps.has(key)) return isObject(value) ? mendMap(value, mending) : undefined;
  if (nodes.has(key)) return isObject(value) ? mendNode(value, mending) : undefined;
  if (schemas.has(key)) return typeof value === "boolean" ? value : mendMember(value, mending);
  switch (key) {
    case "$ref":
      return typeof value === "string" && hasType(mending.root, value) ? value : undefined;
    case "components":
      return isObject(value) ? mendComponents(value, mending) : undefined;
    case "discriminator":
      return isObject(value) ? mendDiscriminator(value) : undefined;
    case "operationId":
      return typeof value === "string" && isFirst(value, mending) ? value : undefined;
    case "required":
      return Array.isArray(value) || !("properties" in node || "allOf" in node) ? value : undefined;
    case "title":
    case "summary":
      return value === null ? undefined : String(value);
    default:
      return mendValue(value, mending);
  }
}

function mendValue(value: Json, mending: Mending): Json {
  if (Array.isArray(value)) return value.map((item) => mendValue(item, mending));
  return isObject(value) ? mendNode(value, mending) : value;
}

function mendComponents(components: JsonObject, mending: Mending): JsonObject {
  const typed = Object.entries(components).filter(([section]) => sections.has(section));
  return Object.fromEntries(typed.map(([section, map]) => [section, isObject(map) ? mendMap(map, mending) : {}]));
}

function mendList(list: Json, mending: Mending): Json | undefined {
  return Array.isArray(list) ? list.map((item) => mendMember(item, mending)) : undefined;
}

function mendMap(map: JsonObject, mending: Mending): JsonObject {
  const entries = Object.entries(map).filter(([key, value]) => isObject(value) || !key.startsWith("x-"));
  return Object.fromEntries(entries.map(([key, value]) => [key, mendMember(value, mending)]));
}

// Lists and maps hold nodes, and openapi-typescript looks into each without asking whether it is one.
function mendMember(value: Json, mending: Mending): JsonObject {
  if (value === false) return { oneOf: [false] };
  return isObject(value) ? mendNode(value, mending) : {};
}

function isFirst(operationId: string, { operationIds }: Mending): boolean {
  const count = operationIds.size;
  return operationIds.add(operationId.replaceAll("#", "/")).size > count;
}

function mendDiscriminator({ propertyName, mapping }: JsonObject): JsonObject | undefined {
  if (typeof propertyName !== "string") return undefined;
  if (!isObject(mapping)) return { propertyName };
  return {
    propertyName,
    mapping: Object.fromEntries(Object.entries(mapping).filter(([, ref]) => typeof ref === "string")),
  };
}

/** Whether a reference leads to something that the file has a type for. */
function hasType(root: JsonObject, ref: string): boolean {
  const [start, section] = parseRef(ref).pointer;
  const isTyped =
    start === "components" ? sections.has(section ?? "") : ["$defs", "paths", "webhooks"].includes(start ?? "");
  return isTyped && findTarget(root, ref) !== undefined && !isCircular(root, ref);
}

function isCircular(root: JsonObject, ref: string): boolean {
  const seen = new Set<string>();
  for (let next: Json | undefined = ref; typeof next === "string";) {
    if (seen.has(next)) return true;
    seen.add(next);
    const target = findTarget(root, next);
    next = isObject(target) ? target["$ref"] : undefined;
  }
  return false;
}

function findTarget(root: JsonObject, ref: string): Json | undefined {
  return parseRef(ref).pointer.reduce<Json | undefined>(
    (node, key) =>
      Array.isArray(node) ? node[Number(key)] : isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined,
    root,
  );
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
