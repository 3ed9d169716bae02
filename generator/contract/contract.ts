import type { GraphqlKind, GraphqlSchema, Selection, VariableFact } from "./graphql.js";
import type { Pointer } from "./pointer.js";
import type { Example, Json, NamedSchema, Schema, SchemaId, XmlHint } from "./schema.js";

/** Everything a contract says, and nothing that we decided: the fact side of Law 1. */
export interface Contract {
  readonly kind: "openapi" | "graphql";
  readonly title: string;
  readonly version: string;
  readonly doc?: string;
  /** Tags, in the contract's order. */
  readonly groups: readonly Group[];
  readonly servers: readonly Server[];
  readonly auth: { readonly [id: AuthId]: AuthScheme };
  readonly schemas: { readonly [id: SchemaId]: NamedSchema };
  /** The types of a GraphQL contract; `schemas` has those that are sent, and enums. */
  readonly graphql?: GraphqlSchema;
  readonly operations: readonly Operation[];
  /** What the service calls, not its clients: facts that nothing is emitted of. */
  readonly webhooks: readonly Operation[];
  /** Operations that the contract has and nobody can read, because something that they need is broken. */
  readonly broken: readonly OperationFacts[];
  /** Hints for the whole contract in `x-` keys, as written. */
  readonly extensions: { readonly [key: string]: Json };
}

/** A tag. */
export interface Group {
  readonly key: string;
  readonly doc?: string;
  /** The key of the group that this one belongs to. */
  readonly parent?: string;
  /** What the group is for, `nav` or `badge`: its `kind`. */
  readonly role?: string;
}

/** `METHOD /path`, or `query product`: an operation's identity, whatever its operationId. */
export type OperationId = string;

export interface Server {
  /** A URL or a path relative to where the contract came from; `{name}` holds a variable. */
  readonly url: string;
  readonly doc?: string;
  readonly variables: readonly ServerVariable[];
}

export interface ServerVariable {
  readonly key: string;
  readonly default: string;
  readonly values?: readonly string[];
  readonly doc?: string;
}

export interface Operation {
  readonly id: OperationId;
  readonly operationId?: string;
  /** Tags, in the contract's order. */
  readonly groups: readonly string[];
  /** Set where this is another operation, read in another of its media types; `as` ends its name. */
  readonly variant?: { readonly of: OperationId; readonly as: string };
  readonly interaction: "call" | "webhook";
  readonly binding: HttpBinding | GraphqlBinding;
  readonly inputs: readonly Input[];
  readonly body?: Body;
  readonly outcomes: readonly Outcome[];
  /** Alternatives, each a set of schemes that must all be present; an empty set = may be called without. */
  readonly auth: readonly (readonly AuthId[])[];
  /** What the operation needs to be allowed, by scheme; only where the contract says so. */
  readonly scopes?: { readonly [id: AuthId]: readonly string[] };
  readonly servers?: readonly Server[];
  readonly summary?: string;
  readonly doc?: string;
  readonly externalDocs?: string;
  readonly deprecated?: true;
  /** Hints that contracts carry in `x-` keys, as written. */
  readonly extensions: { readonly [key: string]: Json };
  readonly at: Pointer;
}

/** What is known of an operation without reading what goes out and comes back. */
export type OperationFacts = Pick<Operation, "id" | "operationId" | "groups" | "binding" | "deprecated" | "at">;

export interface HttpBinding {
  readonly protocol: "http";
  /** Upper case, where it is one that HTTP itself defines. */
  readonly method: string;
  /** The template as the contract writes it, `/v1/customers/{customer}`; the name of a webhook. */
  readonly path: string;
}

/** An operation that is a path and a method. */
export type HttpOperation = Operation & { readonly binding: HttpBinding };

/** What of a GraphQL server an operation asks for: a document that its users wrote, or a field of a root type. */
export type GraphqlBinding = GraphqlFieldBinding | GraphqlDocumentBinding;

export interface GraphqlFieldBinding {
  readonly protocol: "graphql";
  readonly kind: GraphqlKind;
  readonly field: string;
}

export interface GraphqlDocumentBinding {
  readonly protocol: "graphql";
  readonly kind: GraphqlKind;
  /** The name that its author gave it. */
  readonly document: string;
  readonly variables: readonly VariableFact[];
  readonly selections: readonly Selection[];
  /** The operation alone, printed. */
  readonly text: string;
  /** Names of the fragments that it needs, directly or not. */
  readonly fragments: readonly string[];
  /** A part of the answer may come later: `@defer` or `@stream` stands in it, or in its fragments. */
  readonly incremental?: true;
}

/** An operation of a GraphQL contract. */
export type GraphqlOperation = Operation & { readonly binding: GraphqlBinding };

/** Tells whether an operation is a path and a method. */
export function isHttp(operation: Operation): operation is HttpOperation {
  return operation.binding.protocol === "http";
}

/** Tells whether an operation is a GraphQL document or field. */
export function isGraphql(operation: Operation): operation is GraphqlOperation {
  return operation.binding.protocol === "graphql";
}

export type ParameterStyle =
  | "matrix"
  | "label"
  | "simple"
  | "form"
  | "spaceDelimited"
  | "pipeDelimited"
  | "deepObject"
  | "cookie";

/** A parameter: what goes into the path, the query, a header or a cookie. */
export interface Input {
  readonly key: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required: boolean;
  readonly schema: Schema;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly allowReserved?: true;
  /** Set where the parameter has `content` instead of a style: its value is sent in this media type. */
  readonly mediaType?: string;
  /** Set where the value is the whole query, under no name: how its members are written, where that is a form. */
  readonly whole?: Content["encoding"];
  readonly doc?: string;
  readonly deprecated?: true;
  readonly default?: Json;
  readonly example?: Example;
  /** Hints in `x-` keys, as written. */
  readonly extensions?: { readonly [key: string]: Json };
  readonly at: Pointer;
}

export interface Body {
  readonly required: boolean;
  readonly doc?: string;
  /** In the contract's order. */
  readonly contents: readonly Content[];
  readonly at: Pointer;
}

/** A body in one media type. */
export interface Content {
  /** Lower case, without parameters other than what the contract wrote. */
  readonly mediaType: string;
  readonly schema: Schema;
  /** Set where the body is a stream: what each of its items holds. */
  readonly itemSchema?: Schema;
  /** By property name; only for form and multipart bodies. */
  readonly encoding: { readonly [property: string]: PartEncoding };
  /** Of the parts of a multipart body that is a list: the first ones, and all that follow. */
  readonly prefixEncoding?: readonly PartEncoding[];
  readonly itemEncoding?: PartEncoding;
  /** How the outermost element is written, where it is XML. */
  readonly xml?: XmlHint;
  readonly examples: readonly NamedExample[];
  readonly at: Pointer;
}

/** A body as the contract shows it. */
export interface NamedExample extends Example {
  /** Its key, or `example` where it is the only one. */
  readonly key: string;
}

export interface PartEncoding {
  readonly mediaType?: string;
  readonly style?: ParameterStyle;
  readonly explode?: boolean;
  readonly allowReserved?: true;
  /** Of a part of a multipart body. */
  readonly headers?: readonly HeaderFact[];
}

export interface Outcome {
  /** `200`, a range `4XX`, or `default`. */
  readonly status: string;
  readonly summary?: string;
  readonly doc?: string;
  readonly headers: readonly HeaderFact[];
  /** Empty = no body. */
  readonly contents: readonly Content[];
  readonly at: Pointer;
}

export interface HeaderFact {
  readonly key: string;
  readonly schema: Schema;
  readonly required: boolean;
  readonly doc?: string;
}

/** The contract's name of an auth scheme. */
export type AuthId = string;

export type AuthScheme = AuthMechanism & { readonly doc?: string; readonly at: Pointer };

/** How a request is signed. */
export type AuthMechanism =
  | { readonly kind: "bearer"; readonly format?: string }
  | { readonly kind: "basic" }
  | { readonly kind: "apiKey"; readonly in: "header" | "query" | "cookie"; readonly key: string }
  | { readonly kind: "oauth2"; readonly flows: Json }
  | { readonly kind: "openIdConnect"; readonly url: string }
  | { readonly kind: "other"; readonly scheme: string };
