import { isObject, type JsonObject } from "../contract/json.js";
import { allOf } from "../contract/combine.js";
import { child } from "../contract/pointer.js";
import type { EnumSchema, ObjectSchema, Property, Schema, TextContent } from "../contract/schema.js";
import { readAccess } from "./access.js";
import { readAnnotations } from "./annotations.js";
import { layersOf } from "./layers.js";
import { readXmlHint } from "./xml-hints.js";
import { itemsOf, membersOf, memberOf, textAt } from "./reading.js";
import type { Node, Reading } from "./reading.js";
import { checkPattern } from "./schema-patterns.js";
import { readItemsEnum, readLiterals } from "./schema-literals.js";
import { checkItems, readTypes } from "./schema-repairs.js";
import { readItemsList } from "./schema-unions.js";

type SchemaNode = Node & { readonly value: JsonObject };

/** Reads `type`, `enum`, `const` and the keywords that belong to a type; `undefined` where there are none. */
export function readBase(written: SchemaNode, reading: Reading): Schema | undefined {
  const node = readItemsEnum(written, reading);
  const literal = readLiterals(node, reading);
  if (literal !== undefined) return readBeside(literal, node, reading);
  const types = readTypes(node, reading);
  if (types.length === 0) return readImplied(node, reading);
  const variants = types.map((type) => readType(type, node, reading));
  const only = variants.length === 1 ? variants[0] : undefined;
  return only ?? { kind: "union", mode: "any", variants };
}

/** Of listed objects and arrays what stands beside them says more, and each of the two counts. */
function readBeside(literal: EnumSchema, node: SchemaNode, reading: Reading): Schema {
  if (!literal.values.some((value) => typeof value === "object" && value !== null)) return literal;
  const telling = IMPLYING.slice(0, 2).flatMap(([, keywords]) => keywords);
  const value = Object.fromEntries(Object.entries(node.value).filter(([key]) => telling.includes(key)));
  const beside = readImplied({ ...node, value }, reading);
  return beside === undefined ? literal : allOf([literal, beside]);
}

function readType(type: string, node: SchemaNode, reading: Reading): Schema {
  switch (type) {
    case "string":
      return readString(node, reading);
    case "number":
    case "integer":
      return readNumber(node.value, type === "integer" || isWhole(textAt(node.value, "format")));
    case "boolean":
      return { kind: "boolean" };
    case "null":
      return { kind: "null" };
    case "array":
      return readArray(node, reading);
    case "object":
      return noteClosed(readObject(node, reading), node, reading);
    case "file":
    case "binary":
      return { kind: "bytes" };
    default:
      return { kind: "any" };
  }
}

function readString(node: SchemaNode, reading: Reading): Schema {
  const { value } = node;
  const content = readContent(node, reading);
  const format = textAt(value, "format");
  if (format === "binary") return { kind: "bytes" };
  const mediaType = textAt(value, "contentMediaType");
  if (mediaType === "application/octet-stream" && value["contentEncoding"] === undefined) return { kind: "bytes" };
  if (typeof value["pattern"] === "string") checkPattern(value["pattern"], child(node.at, "pattern"), reading);
  return {
    kind: "string",
    ...(format !== undefined && { format }),
    ...numbers(value, ["minLength", "maxLength"]),
    ...(typeof value["pattern"] === "string" && { pattern: value["pattern"] }),
    ...(content !== undefined && { content }),
  };
}

function readContent(node: SchemaNode, reading: Reading): TextContent | undefined {
  const { contentSchema } = node.value;
  const mediaType = textAt(node.value, "contentMediaType");
  const encoding = textAt(node.value, "contentEncoding");
  if (mediaType === undefined && encoding === undefined && contentSchema === undefined) return undefined;
  return {
    ...(mediaType !== undefined && { mediaType }),
    ...(encoding !== undefined && { encoding }),
    ...(contentSchema !== undefined && { schema: reading.readSchema(memberOf(node, "contentSchema")) }),
  };
}

/** `type: number` beside a format of whole numbers is one of those. */
function isWhole(format: string | undefined): boolean {
  return format === "int32" || format === "int64";
}

function readNumber(value: JsonObject, integer: boolean): Schema {
  const format = textAt(value, "format");
  const limits = numbers(value, ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]);
  const { minimum, maximum, ...rest } = limits;
  // OpenAPI 3.0 says `exclusiveMinimum: true` beside `minimum`.
  return {
    kind: "number",
    integer,
    ...(format !== undefined && { format }),
    ...rest,
    ...(minimum !== undefined && { [value["exclusiveMinimum"] === true ? "exclusiveMinimum" : "minimum"]: minimum }),
    ...(maximum !== undefined && { [value["exclusiveMaximum"] === true ? "exclusiveMaximum" : "maximum"]: maximum }),
  };
}

function readArray(node: SchemaNode, reading: Reading): Schema {
  const { value } = node;
  checkItems(node, reading);
  const limits = {
    ...numbers(value, ["minItems", "maxItems"]),
    ...(value["uniqueItems"] === true && { uniqueItems: true as const }),
  };
  const items = memberOf(node, "items");
  if (hasItemsList(node, reading)) return { kind: "array", items: readItemsList(node, reading), ...limits };
  const prefix = Array.isArray(value["items"]) ? items : memberOf(node, "prefixItems");
  const rest = Array.isArray(value["items"]) ? memberOf(node, "additionalItems") : items;
  const unsaid = rest.value === undefined && { unsaid: true as const };
  if (!Array.isArray(prefix.value)) {
    const itemXml = readXmlHint(layersOf(items, reading));
    return {
      kind: "array",
      items: reading.readSchema(items),
      ...(itemXml !== undefined && { itemXml }),
      ...unsaid,
      ...limits,
    };
  }
  return {
    kind: "tuple",
    items: itemsOf(prefix).map((item) => reading.readSchema(item)),
    rest: reading.readSchema(rest),
    ...unsaid,
    ...limits,
  };
}

function hasItemsList({ value }: SchemaNode, { dialect }: Reading): boolean {
  return dialect === "2.0" && Array.isArray(value["items"]);
}

function readObject(node: SchemaNode, reading: Reading): ObjectSchema {
  const { value } = node;
  const properties = readProperties(node, reading);
  const declared = new Set(properties.map((property) => property.key));
  const alsoRequired = requiredKeys(value).filter((key) => !declared.has(key));
  const patterns = membersOf(memberOf(node, "patternProperties"));
  for (const each of patterns) checkPattern(each.key, each.at, reading);
  const additional = memberOf(node, "additionalProperties");
  return {
    kind: "object",
    properties,
    ...(additional.value !== undefined && { additional: reading.readSchema(additional) }),
    ...(patterns.length > 0 && {
      patterns: patterns.map((each) => ({ pattern: each.key, schema: reading.readSchema(each) })),
    }),
    ...(alsoRequired.length > 0 && { alsoRequired }),
    ...numbers(value, ["minProperties", "maxProperties"]),
  };
}

/** Notes where an object stands that accepts no members but its own. */
function noteClosed<Read extends Schema>(schema: Read, { at }: SchemaNode, { closed }: Reading): Read {
  if (schema.kind === "object" && schema.additional?.kind === "never") closed.set(schema, at);
  return schema;
}

/** The facts that stand beside a property's schema live in the property. */
function readProperties(node: SchemaNode, reading: Reading): Property[] {
  const required = new Set(requiredKeys(node.value));
  return membersOf(memberOf(node, "properties")).map((property) => {
    const layers = layersOf(property, reading);
    const xml = readXmlHint(layers);
    return {
      key: property.key,
      schema: reading.readSchema(property),
      required: required.has(property.key),
      ...readAnnotations(property),
      ...readAccess(layers),
      ...(xml !== undefined && { xml }),
    };
  });
}

function requiredKeys(value: JsonObject): string[] {
  const required = value["required"];
  return Array.isArray(required) ? required.filter((key) => typeof key === "string") : [];
}

const IMPLYING: readonly (readonly [type: string, keywords: readonly string[]])[] = [
  ["object", ["properties", "required", "additionalProperties", "patternProperties", "minProperties", "maxProperties"]],
  ["array", ["items", "prefixItems", "minItems", "maxItems", "uniqueItems"]],
  ["string", ["minLength", "maxLength", "pattern", "contentMediaType", "contentEncoding", "contentSchema"]],
  ["number", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]],
];

/** Keywords without a `type`: the type they belong to is implied, and values of other types are accepted as well. */
function readImplied(node: SchemaNode, reading: Reading): Schema | undefined {
  // Without a type it says nothing of values that are no arrays, and those are the ones that come.
  if (hasItemsList(node, reading)) return readItemsList(node, reading);
  // `uniqueItems: false`, which some tools write into every schema, tells of nothing.
  const says = (keyword: string): boolean =>
    node.value[keyword] !== undefined && (keyword !== "uniqueItems" || node.value[keyword] === true);
  const implied = IMPLYING.filter(([, keywords]) => keywords.some(says)).map(([type]) =>
    noteClosed({ ...readType(type, node, reading), implied: true } as Schema, node, reading),
  );
  if (implied.length > 0) return allOf(implied);
  return node.value["format"] === "binary" && !isObject(node.value["allOf"]) ? { kind: "bytes" } : undefined;
}

function numbers<Key extends string>(value: JsonObject, keys: readonly Key[]): { readonly [key in Key]?: number } {
  const found: { [key in Key]?: number } = {};
  for (const key of keys) {
    const number = value[key];
    if (typeof number === "number") found[key] = number;
  }
  return found;
}
