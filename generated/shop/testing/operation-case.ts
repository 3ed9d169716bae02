// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/**
 * Operations as data: how each is called, and what the contract says must then be on the wire. Written down by the
 * generator from the contract, not from what the client does.
 */
export interface OperationCase {
  /** `METHOD /path` as in the contract. */
  readonly id: string;
  /** The dotted name that users call, `customers.create`. */
  readonly call: string;
  readonly method: string;
  /** The template, `/v1/customers/{customer}`. */
  readonly path: string;
  /** The path parameter that is given by position. */
  readonly target?: string;
  readonly given: readonly GivenArguments[];
  readonly parameters: readonly ParameterFact[];
  readonly body?: BodyFact;
  /** Alternatives, each a list of scheme names that must all be present. */
  readonly auth: readonly (readonly string[])[];
  /** The header that carries an idempotency key. */
  readonly idempotencyHeader?: string;
  /** What the server may answer: one entry a declared status, the successes first. */
  readonly replies: readonly ReplyCase[];
  /** Where read-only members could stand, which are not sent: JSON pointers into the arguments. */
  readonly hidden?: readonly string[];
  /** What else may be given; the positional argument is a member like the others. */
  readonly varied: readonly Variation[];
  /** How the last of the given arguments, the positional one among them, are made to break the contract. */
  readonly wrong: readonly Break[];
  readonly pages?: PagesFact;
  /** The stream that may come in the place of the first answer. */
  readonly streams?: StreamFact;
}

/** A body that comes item by item. */
export interface StreamFact {
  readonly mediaType: string;
  /** Some items, as the server sends them. */
  readonly items: readonly unknown[];
}

/** The members of an object, before anything is known of them. */
export interface Members {
  readonly [key: string]: unknown;
}

/** What an operation is called with. */
export interface GivenArguments {
  /** `minimal` has what is required, `maximal` everything. */
  readonly name: string;
  /** The value of the path parameter that is given by position. */
  readonly target?: unknown;
  readonly params: Members;
  /** The same as the wire has it, where values are more than JSON has types for. */
  readonly wire?: Pick<GivenArguments, "target" | "params">;
}

/** Values that differ from the last one in some places, and are as right as that. */
export interface Variation {
  /** What they cover: `every value of /status`, `null wherever it may be`. */
  readonly name: string;
  /** By JSON pointer what stands there instead; one entry a value. */
  readonly changes: readonly Members[];
  /** The same as the wire has it, where that is something else. */
  readonly wire?: readonly Members[];
}

/** One place in which a value is made to be something else: to break its schema, or to go beyond it. */
export interface Break {
  readonly name: string;
  /** JSON pointer. */
  readonly pointer: string;
  /** What stands there instead; absent = nothing does. */
  readonly value?: unknown;
}

/** How a value is written: what a reader must know to tell `a,b` the text from `a,b` the list. */
export type ValueType = "scalar" | "list" | "object" | "bytes";

export type Style =
  | "matrix"
  | "label"
  | "simple"
  | "form"
  | "spaceDelimited"
  | "pipeDelimited"
  | "deepObject"
  | "cookie";

/** How an array inside a `deepObject` is written: `a[0]`, `a[]` or `a`. */
export type ArrayFormat = "indices" | "brackets" | "repeat";

/** Where a parameter goes, and how. */
export interface ParameterFact {
  readonly in: "path" | "query" | "header" | "cookie";
  /** On the wire. */
  readonly key: string;
  /** Where its value lies in the arguments, if not under its key. */
  readonly argument?: readonly string[];
  readonly style: Style;
  readonly explode: boolean;
  readonly type: ValueType;
  /** Set where the value is sent in this media type and not in a style. */
  readonly mediaType?: string;
  /** Set where the value is the whole query, written as a body would be. */
  readonly whole?: Pick<BodyFact, "kind" | "properties">;
}

/** How a body is written. */
export interface BodyFact {
  /** Set where a multipart body is a list: its parts have no names. */
  readonly isList?: true;
  /** `flat`: every argument that is no parameter is a member of it; `whole`: the argument `body` is. */
  readonly from: "flat" | "whole";
  readonly kind: "json" | "xml" | "form" | "multipart" | "text" | "binary";
  readonly mediaType: string;
  /** Set where it is XML. */
  readonly root?: XmlRoot;
  /** Form and multipart: how each property is written; where it is a list, each item by its index. */
  readonly properties: { readonly [key: string]: PropertyFact };
}

export interface PropertyFact {
  readonly type: ValueType;
  /** Absent = by media type: texts as they are, lists repeat the key, objects are JSON. */
  readonly style?: Style;
  readonly explode?: boolean;
  readonly mediaType?: string;
  /** Headers of its part that are always the same. */
  readonly headers?: { readonly [name: string]: string };
}

/** How a value stands in a document: as an element, where nothing else is said. */
export interface XmlNode {
  readonly name: string;
  /** As the contract writes it: whatever stands for the same namespace is as good. */
  readonly prefix?: string;
  readonly namespace?: string;
  /** `text` = what its element holds beside attributes. */
  readonly is?: "attribute" | "text";
  readonly holds: XmlContent;
  /** A list that must be there is empty where there is nothing of it. */
  readonly required?: true;
}

/** What a node holds. */
export type XmlContent = "string" | "number" | "boolean" | "any" | XmlShape | XmlMembers | XmlItems;

/** What is told of in `shapes`, by its name. */
export interface XmlShape {
  readonly shape: string;
}

/** A node for each member of an object; `others` = what those hold that the contract has no names for. */
export interface XmlMembers {
  readonly members: { readonly [key: string]: XmlNode };
  readonly others: XmlContent;
}

/** One element after the other; wrapped, they stand in an element of the list's own. */
export interface XmlItems {
  readonly items: XmlNode;
  readonly wrapped?: true;
}

/** A document: its outermost element. */
export interface XmlRoot extends XmlNode {
  /** The only member of the body, where that is the document. */
  readonly member?: string;
}

/** What is written down once, by its name. */
export interface XmlShapes {
  readonly [name: string]: XmlContent;
}

/** Reads and writes the documents of a contract, by what that says of them alone. */
export interface XmlWords {
  /** The value of a document, and the names in it that the contract does not know. */
  read(text: string, root: XmlRoot): { readonly value: unknown; readonly unknown: readonly string[] };
  write(value: unknown, root: XmlRoot): string;
}

/** One declared answer. */
export interface ReplyCase {
  /** As the contract writes it: `200`, `4XX`, `default`. */
  readonly declared: string;
  /** The status to answer with. */
  readonly status: number;
  /** Absent = no body. */
  readonly mediaType?: string;
  readonly kind: "json" | "xml" | "text" | "bytes" | "stream" | "nothing";
  /** Set where it is XML. */
  readonly root?: XmlRoot;
  readonly bodies: readonly SampleBody[];
  /** What else the last body may be. */
  readonly varied?: readonly Variation[];
  /** How the last body grows beyond what the contract knows. */
  readonly grown?: readonly Break[];
  /** How the last body is made to break its schema. */
  readonly broken?: readonly Break[];
}

export interface SampleBody {
  readonly name: string;
  /** As the client gives it; of a stream its items. */
  readonly body: unknown;
  /** As the server sends it, where that is something else. */
  readonly wire?: unknown;
}

/** How a list continues. */
export interface PagesFact {
  readonly by: "afterLast" | "cursor" | "pageNumber" | "offset" | "linkHeader" | "nextUrl";
  /** JSON pointers into the body. */
  readonly items: string;
  readonly cursor?: string;
  readonly more?: string;
  /** Names of parameters. */
  readonly param?: string;
  /** The parameter that walks a list backwards. */
  readonly before?: string;
  readonly size?: string;
  /** What the contract promises of the page size. */
  readonly sizeMax?: number;
  readonly sizeDefault?: number;
  /** How many items to ask for, where there is a size parameter. */
  readonly asked?: number;
  /** The property of the last item that serves as cursor. */
  readonly key?: string;
  readonly first?: number;
  /** As the server sends them. */
  readonly body: unknown;
  readonly item: unknown;
  /** The item as the client gives it, where that is something else. */
  readonly value?: unknown;
}

/** How a credential is put on a request. */
export type SchemeFact =
  | { readonly kind: "bearer" | "basic" | "other" }
  | { readonly kind: "apiKey"; readonly in: "header" | "query" | "cookie"; readonly key: string };

/** How all bodies of a client are written, as far as the contract leaves it open. */
export interface WireFacts {
  readonly arrays: ArrayFormat;
  /** What reads and writes documents, where the contract speaks XML. */
  readonly xml?: XmlWords;
}

/** What holds for all operations of a client. */
export interface ClientFacts extends WireFacts {
  readonly schemes: { readonly [id: string]: SchemeFact };
  /** What nothing could be made up for, so that it is not tested. */
  readonly untested: readonly string[];
}
