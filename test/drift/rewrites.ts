import type { Json } from "../../generator/contract/schema.js";

/** A contract as data. */
export type Document = { readonly [key: string]: Json };

/** Ways of writing a contract that change nothing of what it says. */
export const rewrites: { readonly [name: string]: (document: Document) => Document } = {
  "references put in place": inlineRefs,
  "keys, names and values in another order": (document) => reorder(document) as Document,
  "every schema in an allOf of one": (document) => mapSchemas(document, (schema) => ({ allOf: [schema] })),
  "every schema in an anyOf of one": (document) => mapSchemas(document, (schema) => ({ anyOf: [schema] })),
};

function isObject(value: Json | undefined): value is Document {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Every `$ref` of schemas replaced by what it leads to; the named ones stay, as their names are part of the client. */
function inlineRefs(document: Document): Document {
  const components = isObject(document["components"]) ? document["components"] : {};
  const schemas = isObject(components["schemas"]) ? components["schemas"] : {};
  const inline = (value: Json, isTagged = false): Json => {
    if (Array.isArray(value)) return value.map((item: Json) => inline(item, isTagged));
    if (!isObject(value)) return value;
    const ref = value["$ref"];
    const name = typeof ref === "string" ? /^#\/components\/schemas\/(.*)$/.exec(ref)?.[1] : undefined;
    // A discriminator leads by names.
    if (name !== undefined && !isTagged) return inline(schemas[name] ?? {});
    const tagged = "discriminator" in value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, inline(member, tagged && key === "oneOf")]),
    );
  };
  return { ...document, paths: inline(document["paths"] ?? {}) };
}

/** Where the order says nothing: members of objects but for properties, and these lists. */
const UNORDERED = new Set(["enum", "required", "tags", "anyOf", "oneOf"]);

function reorder(value: Json, key = ""): Json {
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => reorder(item));
    return UNORDERED.has(key) ? items.reverse() : items;
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reorder(member, name)]),
  );
}

/** Replaces each schema of a body, a parameter or a property. */
function mapSchemas(document: Document, rewrite: (schema: Document) => Json): Document {
  const walk = (value: Json, key = "", parent = ""): Json => {
    if (Array.isArray(value)) return value.map((item: Json) => walk(item, "", key));
    if (!isObject(value)) return value;
    const inner = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walk(member, name, key)]));
    const isSchema = key === "schema" || parent === "properties";
    // What stands beside a schema, `readOnly` or a default, belongs to the property and stays where it is.
    return isSchema && !("default" in inner) && !("readOnly" in inner) && !("deprecated" in inner)
      ? rewrite(inner)
      : inner;
  };
  return { ...document, paths: walk(document["paths"] ?? {}) };
}
