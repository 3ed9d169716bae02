import type { ArgumentFact, GraphqlSchema, InputType, ScalarMeaning, Selection, TypeText } from "./graphql.js";
import { findField, findType, isNonNull, itemType, namedType, possibleTypes } from "./graphql.js";
import type { ObjectSchema, Property, Schema, SchemaId } from "./schema.js";

/** The identity of a GraphQL type as a named schema. */
export function typeId(name: string): SchemaId {
  return `#/types/${name}`;
}

const INT_MAX = 2 ** 31 - 1;

const SCALARS: { readonly [name: string]: Schema } = {
  String: { kind: "string" },
  Boolean: { kind: "boolean" },
  Int: { kind: "number", integer: true, format: "int32", minimum: -INT_MAX - 1, maximum: INT_MAX },
  Float: { kind: "number", integer: false },
  ID: { kind: "string" },
};

const MEANINGS: { readonly [meaning in ScalarMeaning]: Schema } = {
  string: { kind: "string" },
  boolean: { kind: "boolean" },
  number: { kind: "number", integer: false },
  integer: { kind: "number", integer: true },
  Date: { kind: "string", format: "date-time" },
  bigint: { kind: "number", integer: true, format: "int64" },
};

/** Numbers are written as text by whoever takes an ID. */
const SENT_ID: Schema = {
  kind: "union",
  mode: "any",
  variants: [{ kind: "string" }, { kind: "number", integer: true }],
};

const NULL: Schema = { kind: "null" };

/** What may be sent for a type; a list of one may be sent as that one, as GraphQL's input coercion has it. */
export function inputSchema(schema: GraphqlSchema, type: TypeText): Schema {
  const item = itemType(type);
  const base = item === undefined ? namedInput(schema, namedType(type)) : listInput(inputSchema(schema, item));
  return isNonNull(type) ? base : orNull(base);
}

function listInput(items: Schema): Schema {
  return { kind: "union", mode: "any", variants: [{ kind: "array", items }, items] };
}

function namedInput(schema: GraphqlSchema, name: string): Schema {
  const kind = findType(schema, name)?.kind;
  if (kind === "enum" || kind === "input") return { kind: "ref", id: typeId(name) };
  return name === "ID" ? SENT_ID : scalarSchema(schema, name);
}

function scalarSchema({ scalars = {} }: GraphqlSchema, name: string): Schema {
  const meaning = Object.hasOwn(scalars, name) ? scalars[name] : undefined;
  if (meaning === undefined) return SCALARS[name] ?? { kind: "any", scalar: name };
  return MEANINGS[meaning];
}

function orNull(schema: Schema): Schema {
  if (schema.kind === "any") return schema;
  const variants = schema.kind === "union" ? [...schema.variants, NULL] : [schema, NULL];
  return { kind: "union", mode: "any", variants };
}

/** An input type as an object; of a `@oneOf` exactly one member is given, and not as null. */
export function inputObject(schema: GraphqlSchema, { fields, oneOf }: InputType): ObjectSchema {
  const properties = fields.map((field) =>
    inputProperty(schema, oneOf ? { ...field, type: `${field.type}!` } : field, oneOf),
  );
  const strict: ObjectSchema = { kind: "object", properties, additional: { kind: "never" } };
  return oneOf ? { ...strict, minProperties: 1, maxProperties: 1 } : strict;
}

function inputProperty(schema: GraphqlSchema, field: ArgumentFact, isChoice = false): Property {
  return {
    key: field.key,
    schema: inputSchema(schema, field.type),
    required: !isChoice && isRequired(field),
    ...(field.doc !== undefined && { doc: field.doc }),
    ...(field.deprecated !== undefined && { deprecated: true }),
  };
}

/** True for an argument that a call cannot leave out. */
export function isRequired({ type, default: given }: Pick<ArgumentFact, "type" | "default">): boolean {
  return isNonNull(type) && given === undefined;
}

/** What a selection gives: an object, or one of several where its parts depend on the type. */
export function selectionSchema(schema: GraphqlSchema, type: string, selections: readonly Selection[]): Schema {
  const groups = new Map<string, string[]>();
  for (const possible of possibleTypes(schema, type)) {
    const key = selectionKey(schema, possible, selections);
    if (groups.get(key)?.push(possible) === undefined) groups.set(key, [possible]);
  }
  const variants = [...groups.values()].map((types) => objectOf(schema, types, selections));
  const [only] = variants;
  if (only === undefined) return { kind: "any" };
  return variants.length === 1 ? only : { kind: "union", mode: "any", variants };
}

/** Which parts of a selection an object type gets. */
function selectionKey(schema: GraphqlSchema, type: string, selections: readonly Selection[]): string {
  return selections
    .map((part) => {
      if (part.kind === "field") return "";
      const inner = partOf(schema, part);
      return applies(schema, type, inner.type) ? `(${selectionKey(schema, type, inner.selections)})` : "-";
    })
    .join("");
}

function partOf(
  { fragments }: GraphqlSchema,
  part: Exclude<Selection, { kind: "field" }>,
): { readonly type: string | undefined; readonly selections: readonly Selection[] } {
  if (part.kind === "on") return { type: part.type, selections: part.selections };
  const fragment = Object.hasOwn(fragments, part.fragment) ? fragments[part.fragment] : undefined;
  return { type: fragment?.type, selections: fragment?.selections ?? [] };
}

function applies(schema: GraphqlSchema, type: string, condition: string | undefined): boolean {
  return condition === undefined || condition === type || possibleTypes(schema, condition).includes(type);
}

interface Asked {
  readonly field: string;
  readonly selections: Selection[];
  optional: boolean;
}

function objectOf(schema: GraphqlSchema, types: readonly string[], selections: readonly Selection[]): ObjectSchema {
  const asked = new Map<string, Asked>();
  collectFields(schema, { type: types[0] ?? "", selections, optional: false }, asked);
  const properties = [...asked].map(([key, ask]): Property => {
    const leaf = ask.field === "__typename" ? { kind: "enum" as const, values: types } : undefined;
    return { key, schema: leaf ?? fieldSchema(schema, types[0] ?? "", ask), required: !ask.optional };
  });
  return { kind: "object", properties };
}

/** Everything that is asked of an object of this type, what is asked twice as one. */
function collectFields(
  schema: GraphqlSchema,
  from: { readonly type: string; readonly selections: readonly Selection[]; readonly optional: boolean },
  asked: Map<string, Asked>,
): void {
  for (const part of from.selections) {
    const optional = from.optional || part.optional === true;
    if (part.kind !== "field") {
      const inner = partOf(schema, part);
      if (applies(schema, from.type, inner.type))
        collectFields(schema, { ...from, ...inner, type: from.type, optional }, asked);
      continue;
    }
    const known = asked.get(part.key);
    if (known === undefined)
      asked.set(part.key, { field: part.field, selections: [...(part.selections ?? [])], optional });
    else {
      known.selections.push(...(part.selections ?? []));
      known.optional &&= optional;
    }
  }
}

function fieldSchema(schema: GraphqlSchema, type: string, { field, selections }: Asked): Schema {
  const fact = findField(schema, type, field);
  return fact === undefined ? { kind: "any" } : outputSchema(schema, fact.type, selections);
}

function outputSchema(schema: GraphqlSchema, type: TypeText, selections: readonly Selection[]): Schema {
  const item = itemType(type);
  const base: Schema =
    item === undefined
      ? namedOutput(schema, namedType(type), selections)
      : { kind: "array", items: outputSchema(schema, item, selections) };
  return isNonNull(type) ? base : orNull(base);
}

function namedOutput(schema: GraphqlSchema, name: string, selections: readonly Selection[]): Schema {
  const kind = findType(schema, name)?.kind;
  if (kind === "enum") return { kind: "ref", id: typeId(name) };
  if (kind === undefined || kind === "scalar" || kind === "input") return scalarSchema(schema, name);
  return selectionSchema(schema, name, selections);
}
