/**
 * What a contract says about a value, in one shape for every contract kind and version.
 *
 * A `Schema` is plain JSON without cycles: recursion goes through `ref`. It keeps what the contract says as it says it
 * (`allOf` stays `all`); whoever wants the merged reading calls `flatten`.
 */

import type { Pointer } from "./pointer.js";

/** A JSON pointer into the contract, `#/components/schemas/customer`: the identity of a named schema. */
export type SchemaId = string;

/** A JSON value, as contracts carry them in defaults, enums and examples. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type Schema =
  | RefSchema
  | AnySchema
  | NeverSchema
  | NullSchema
  | BooleanSchema
  | StringSchema
  | NumberSchema
  | BytesSchema
  | EnumSchema
  | ArraySchema
  | TupleSchema
  | ObjectSchema
  | UnionSchema
  | AllSchema
  | ResidueSchema;

export interface RefSchema {
  readonly kind: "ref";
  readonly id: SchemaId;
}

/** Accepts every value. */
export interface AnySchema {
  readonly kind: "any";
  /** The scalar of a GraphQL schema whose values these are. */
  readonly scalar?: string;
}

/** Accepts no value. */
export interface NeverSchema {
  readonly kind: "never";
}

export interface NullSchema {
  readonly kind: "null";
}

export interface BooleanSchema {
  readonly kind: "boolean";
}

/**
 * Set where the contract never stated the type and only its keywords imply it (`{ maxLength: 5 }`):
 * JSON Schema then accepts values of every other type too.
 */
export interface Implied {
  readonly implied?: true;
}

export interface StringSchema extends Implied {
  readonly kind: "string";
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly content?: TextContent;
}

/** What a text holds, where the contract says so: a document of its own, or bytes. */
export interface TextContent {
  readonly mediaType?: string;
  readonly encoding?: string;
  readonly schema?: Schema;
}

export interface NumberSchema extends Implied {
  readonly kind: "number";
  readonly integer: boolean;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

/** Raw bytes: `format: binary`, or a media type that is not text. Base64 inside JSON is a string, not bytes. */
export interface BytesSchema {
  readonly kind: "bytes";
  readonly mediaType?: string;
}

/** One of a list of literal values; a `const` is an enum of one. */
export interface EnumSchema {
  readonly kind: "enum";
  readonly values: readonly Json[];
  /** What the contract calls them beside; it takes none away. */
  readonly format?: string;
}

/** How a value is written in XML, where that is not as an element of its own name. */
export interface XmlHint {
  readonly name?: string;
  readonly prefix?: string;
  readonly namespace?: string;
  readonly attribute?: true;
  /** Lists: the items stand in an element of the list's own. */
  readonly wrapped?: true;
  /** The text of the element that it stands in. */
  readonly text?: true;
}

export interface ArraySchema extends Implied {
  readonly kind: "array";
  readonly items: Schema;
  readonly itemXml?: XmlHint;
  /** Set where the contract says nothing of the items. */
  readonly unsaid?: true;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
}

export interface TupleSchema extends Implied {
  readonly kind: "tuple";
  readonly items: readonly Schema[];
  readonly rest: Schema;
  /** Set where the contract says nothing of the items behind. */
  readonly unsaid?: true;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
}

/** An object, or a map where `properties` is empty. */
export interface ObjectSchema extends Implied {
  readonly kind: "object";
  readonly properties: readonly Property[];
  /** What undeclared members hold; absent where the contract does not say (then anything goes). */
  readonly additional?: Schema;
  readonly patterns?: readonly { readonly pattern: string; readonly schema: Schema }[];
  /** Names that are required although no property of this schema declares them. */
  readonly alsoRequired?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

export interface Property {
  readonly key: string;
  readonly schema: Schema;
  readonly required: boolean;
  readonly doc?: string;
  readonly deprecated?: true;
  readonly readOnly?: true;
  readonly writeOnly?: true;
  readonly xml?: XmlHint;
  readonly default?: Json;
  readonly example?: Example;
  /** Hints in `x-` keys, as written. */
  readonly extensions?: { readonly [key: string]: Json };
}

/** A value as the contract shows it. */
export interface Example {
  readonly value: Json;
  /** Where the value stands. */
  readonly at: Pointer;
  /** Where it is listed, where that is more than the value, or elsewhere: what an overlay takes away. */
  readonly entry?: Pointer;
}

/** `one` = exactly one variant accepts (oneOf), `any` = at least one does (anyOf, nullable, type arrays). */
export interface UnionSchema {
  readonly kind: "union";
  readonly mode: "one" | "any";
  readonly variants: readonly Schema[];
  readonly tag?: Tag;
}

/** The contract's discriminator: the property that tells the variants apart, and which values lead where. */
export interface Tag {
  readonly key: string;
  readonly mapping: readonly { readonly value: string; readonly id: SchemaId }[];
  /** The variant that is meant where the tag is missing or leads nowhere. */
  readonly fallback?: SchemaId;
  /** What all variants include, those that are not known yet too. */
  readonly base?: SchemaId;
}

export interface AllSchema {
  readonly kind: "all";
  readonly members: readonly Schema[];
}

/** A schema with what no other kind can say of the same value. */
export interface ResidueSchema {
  readonly kind: "residue";
  readonly base: Schema;
  readonly rules: readonly Rule[];
}

/** What is asked of a value beside its kind. */
export type Rule =
  | { readonly kind: "not"; readonly schema: Schema }
  /** One schema is asked of what `test` accepts, another of what it refuses. */
  | { readonly kind: "if"; readonly test: Schema; readonly accepted?: Schema; readonly refused?: Schema }
  /** Asked of objects that have a member `key`. */
  | { readonly kind: "dependent"; readonly key: string; readonly schema: Schema }
  /** Asked of the names of an object's members. */
  | { readonly kind: "names"; readonly schema: Schema }
  /** How many items of a list are of this schema: at least one where the contract does not say. */
  | { readonly kind: "contains"; readonly schema: Schema; readonly min: number; readonly max?: number }
  /** Asked of the members or items of which nothing else in the schema says anything. */
  | { readonly kind: "unevaluated"; readonly what: "members" | "items"; readonly schema: Schema };

/** A schema that other places of the contract refer to. */
export interface NamedSchema {
  readonly id: SchemaId;
  /** The contract's own word for it: the last segment of its pointer. */
  readonly key: string;
  readonly schema: Schema;
  readonly title?: string;
  readonly xml?: XmlHint;
  readonly doc?: string;
  readonly deprecated?: true;
  readonly example?: Example;
  /** Hints in `x-` keys, as written. */
  readonly extensions?: { readonly [key: string]: Json };
}
