/** What a GraphQL contract says, as plain JSON: its types by name, and the fragments that its documents share. */
export interface GraphqlSchema {
  /** The type of each kind of operation, by name. */
  readonly roots: { readonly [kind in GraphqlKind]?: string };
  readonly types: { readonly [name: string]: GraphqlType };
  readonly fragments: { readonly [name: string]: GraphqlFragment };
  /** Those that the schema declares itself. */
  readonly directives?: readonly DirectiveFact[];
  /** What the schema's own scalars are in JSON, where somebody said so. */
  readonly scalars?: { readonly [name: string]: ScalarMeaning };
}

/** What a scalar is in JSON; a `Date` is a moment as text, a `bigint` a whole number of any size. */
export type ScalarMeaning = "string" | "number" | "integer" | "boolean" | "Date" | "bigint";

/** A directive that documents or the schema may carry. */
export interface DirectiveFact {
  readonly name: string;
  readonly locations: readonly string[];
  readonly arguments: readonly ArgumentFact[];
  readonly repeatable: boolean;
}

/** What an operation does; it decides whether the operation may be repeated. */
export type GraphqlKind = "query" | "mutation" | "subscription";

/** A type as GraphQL writes it: `[Product!]!`. */
export type TypeText = string;

export type GraphqlType = ScalarType | EnumType | InputType | FieldsType | UnionType;

interface NamedType {
  readonly name: string;
  readonly doc?: string;
}

export interface ScalarType extends NamedType {
  readonly kind: "scalar";
  /** Where its values are described: `@specifiedBy`. */
  readonly specifiedBy?: string;
}

export interface EnumType extends NamedType {
  readonly kind: "enum";
  readonly values: readonly { readonly key: string; readonly doc?: string; readonly deprecated?: string }[];
}

export interface InputType extends NamedType {
  readonly kind: "input";
  readonly fields: readonly ArgumentFact[];
  /** Exactly one field is given: `@oneOf`. */
  readonly oneOf?: true;
}

export interface FieldsType extends NamedType {
  readonly kind: "object" | "interface";
  readonly interfaces: readonly string[];
  readonly fields: readonly FieldFact[];
}

export interface UnionType extends NamedType {
  readonly kind: "union";
  readonly members: readonly string[];
}

export interface FieldFact {
  readonly key: string;
  readonly type: TypeText;
  readonly arguments: readonly ArgumentFact[];
  readonly doc?: string;
  /** Why it should not be used any more. */
  readonly deprecated?: string;
}

/** An argument of a field, or a field of an input type. */
export interface ArgumentFact {
  readonly key: string;
  readonly type: TypeText;
  /** As GraphQL writes it. */
  readonly default?: string;
  readonly doc?: string;
  readonly deprecated?: string;
}

/** A variable of a document. */
export type VariableFact = Pick<ArgumentFact, "key" | "type" | "default" | "doc">;

/** A part of a selection set. */
export type Selection = FieldSelection | TypeSelection | SpreadSelection;

export interface FieldSelection {
  readonly kind: "field";
  /** The name in the response: the alias where there is one. */
  readonly key: string;
  readonly field: string;
  /** As GraphQL writes them, without parentheses. */
  readonly arguments?: string;
  /** What is asked of an object. */
  readonly selections?: readonly Selection[];
  /** `@skip`, `@include` or `@defer` stands here or around it: it may be missing. */
  readonly optional?: true;
}

/** `... on Product { title }`. */
export interface TypeSelection {
  readonly kind: "on";
  readonly type?: string;
  readonly selections: readonly Selection[];
  readonly optional?: true;
}

/** `...ProductCard`. */
export interface SpreadSelection {
  readonly kind: "spread";
  readonly fragment: string;
  readonly optional?: true;
}

export interface GraphqlFragment {
  readonly name: string;
  readonly type: string;
  readonly selections: readonly Selection[];
  readonly text: string;
}

/** The name that a type is built of: `Product` in `[Product!]!`. */
export function namedType(type: TypeText): string {
  return type.replace(/[[\]!]/g, "");
}

/** What a list holds, and whether it may be null; `undefined` for what is no list. */
export function itemType(type: TypeText): TypeText | undefined {
  return type.startsWith("[") ? type.slice(1, type.lastIndexOf("]")) : undefined;
}

/** True where null is no value of the type. */
export function isNonNull(type: TypeText): boolean {
  return type.endsWith("!");
}

/** A type of the schema by its name; names like `constructor` are no types by that alone. */
export function findType({ types }: GraphqlSchema, name: string | undefined): GraphqlType | undefined {
  return name !== undefined && Object.hasOwn(types, name) ? types[name] : undefined;
}

const possible = new WeakMap<GraphqlSchema, Map<string, readonly string[]>>();

/** The object types that a value of a type can have, by name: its own, its members, its implementations. */
export function possibleTypes(schema: GraphqlSchema, name: string): readonly string[] {
  let known = possible.get(schema);
  if (known === undefined) possible.set(schema, (known = indexPossibleTypes(schema)));
  return known.get(name) ?? [];
}

function indexPossibleTypes({ types }: GraphqlSchema): Map<string, readonly string[]> {
  const index = new Map<string, string[]>();
  const add = (name: string, type: string): void => {
    if (index.get(name)?.push(type) === undefined) index.set(name, [type]);
  };
  for (const type of Object.values(types)) {
    if (type.kind === "union") index.set(type.name, [...type.members]);
    if (type.kind !== "object") continue;
    for (const name of [type.name, ...type.interfaces]) add(name, type.name);
  }
  // The order of types means nothing; that of a union's members is their author's.
  for (const [name, names] of index) if (types[name]?.kind === "interface") names.sort();
  return index;
}

/** A field of an object or an interface. */
export function findField(schema: GraphqlSchema, type: string, key: string): FieldFact | undefined {
  const found = findType(schema, type);
  if (found?.kind !== "object" && found?.kind !== "interface") return undefined;
  return found.fields.find((field) => field.key === key);
}
