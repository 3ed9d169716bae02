import type { Json } from "../../generator/contract/schema.js";

/** A contract as data. */
export type Document = { readonly [key: string]: Json };

/** Ways of writing a contract that change nothing of what it says. */
export const rewrites: { readonly [name: string]: (document: Document) => Document } = {
  "references put in place": inlineRefs,
  "keys, names and values in another order": (document) => reorder(document) as Document,
  "every schema in an allOf of one": (document) => mapSchemas(document, (schema) => ({ allOf: [schema] })),
  "OpenAPI 3.0 in the place of 3.1": writeAs30,
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

/** What OpenAPI 3.0 has no word for. */
const LATER = new Set(
  `prefixItems patternProperties propertyNames dependentRequired dependentSchemas unevaluatedProperties
  unevaluatedItems contains minContains maxContains if then else contentMediaType contentEncoding contentSchema $defs $id
  $anchor $dynamicRef $dynamicAnchor webhooks pathItems itemSchema examples`.split(/\s+/),
);

/** The same in OpenAPI 3.0's words; as it was where 3.0 cannot say it. */
function writeAs30(document: Document): Document {
  let isSaid = true;
  const write = (value: Json, key = ""): Json => {
    if (Array.isArray(value)) return value.map((item: Json) => write(item));
    if (!isObject(value)) return typeof value === "boolean" && key === "schema" ? refuse(value) : value;
    if (Object.keys(value).some((name) => LATER.has(name))) isSaid = false;
    if ("$ref" in value && Object.keys(value).length > 1) isSaid = false;
    const { type, const: constant, exclusiveMaximum: below, exclusiveMinimum: above, ...rest } = value;
    const said = Object.fromEntries(Object.entries(rest).map(([name, member]) => [name, write(member, name)]));
    return {
      ...said,
      ...writeType(type, () => refuse(true)),
      ...(constant !== undefined && { enum: [constant] }),
      ...(typeof below === "number" && { maximum: below, exclusiveMaximum: true }),
      ...(typeof above === "number" && { minimum: above, exclusiveMinimum: true }),
    };
  };
  const refuse = (value: Json): Json => {
    isSaid = false;
    return value;
  };
  const written = { ...(write(document) as Document), openapi: "3.0.3" };
  return isSaid ? written : document;
}

/** A type and null is `nullable`; 3.0 knows no other lists of types. */
function writeType(type: Json | undefined, refuse: () => void): Document {
  if (type === undefined) return {};
  if (isObject(type)) return { type };
  const [only, ...others] = Array.isArray(type) ? type.filter((each) => each !== "null") : [type];
  if (others.length > 0 || only === undefined || only === "null") refuse();
  return { type: only ?? "null", ...(Array.isArray(type) && type.includes("null") && { nullable: true }) };
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
