import type { GraphqlKind, Selection, VariableFact } from "../contract/graphql.js";
import type { AuthScheme, Server } from "../contract/contract.js";
import type { Json, Schema, SchemaId, XmlHint } from "../contract/schema.js";
import type { Outline } from "./outlines.js";
import type { ValueTypes } from "./types/represent.js";
import type { TypeShape } from "./types/shape.js";

/** Every decision about the output: emitters only put it into words. */
export interface Plan {
  readonly client: ClientPlan;
  readonly operations: readonly OperationPlan[];
  readonly resources: ResourcePlan;
  readonly types: readonly TypePlan[];
  readonly checks: ChecksPlan;
  readonly decoders: DecodersPlan;
  /** The names of all named schemas' types, for the lock. */
  readonly typeNames: { readonly [id: SchemaId]: string };
}

export interface ClientPlan {
  /** `stripe`: the brand of its errors, and how samples call an instance. */
  readonly name: string;
  /** `Stripe`: the type of an instance. */
  readonly type: string;
  readonly title: string;
  readonly version: string;
  readonly doc?: string;
  readonly servers: readonly Server[];
  readonly auth: readonly { readonly id: string; readonly scheme: AuthScheme }[];
  /** What sends requests by default. */
  readonly transport: "ky" | "fetch";
  /** What writes GraphQL requests and reads their answers. */
  readonly exchange?: "graphqlRequest" | "direct";
  /** The alternatives that most operations ask for. */
  readonly security: readonly (readonly string[])[];
  /** How requests are sent that no operation describes, where not as JSON and without an idempotency key. */
  readonly common: { readonly body?: CommonBody; readonly idempotencyHeader?: string };
  /** Every declared error body by status, over all operations. */
  readonly errors: readonly ErrorPlan[];
}

export interface OperationPlan {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** The segments of the dotted call. */
  readonly call: readonly string[];
  readonly names: {
    /** The method's own name, `create`. */
    readonly method: string;
    /** The constant that describes it, `customersCreateOperation`. */
    readonly operation: string;
    readonly params: string;
    readonly result: string;
    readonly item: string;
    readonly error: string;
  };
  readonly words: Words;
  /** The path parameter that is given positionally. */
  readonly target?: MemberPlan;
  /** Everything else, in one flat object. */
  readonly members: readonly MemberPlan[];
  readonly body?: BodyPlan;
  readonly accept?: string;
  readonly reads: "json" | "xml" | "bytes" | "text" | "none";
  /** The media type of the stream that may come in the place of JSON. */
  readonly streams?: string;
  readonly idempotencyHeader?: string;
  readonly auth: readonly (readonly string[])[];
  readonly server?: string;
  readonly result: ResultPlan;
  readonly errors: readonly ErrorPlan[];
  /** The type of its errors: one of its own beside it, or the client's. */
  readonly failure: "own" | "client";
  /** By status: the schema of the body, where there is one to check. */
  readonly replies: readonly ReplyPlan[];
  readonly pages?: PagesPlan;
  /** Set where a list answers for several calls of it at once. */
  readonly batch?: BatchPlan;
  /** Set where the operation is a GraphQL document. */
  readonly graphql?: GraphqlPlan;
}

/** The page of a connection in the data of a GraphQL operation. */
export interface GraphqlPages {
  /** Keys of the data. */
  readonly path: readonly string[];
  readonly list: "nodes" | "edges";
  /** The variable that takes the cursor. */
  readonly variable: string;
}

/** The call of a GraphQL query that loads things by their ids, many at once. */
export interface LoadPlan {
  /** The segments of the dotted call. */
  readonly call: readonly string[];
  /** Names of its function and of its constant. */
  readonly method: string;
  readonly operation: string;
  /** The variable that takes the ids. */
  readonly ids: string;
  /** Where the data has the things. */
  readonly field: string;
  /** The most ids of one request. */
  readonly max: number;
  /** Milliseconds to wait for more. */
  readonly wait?: number;
}

/** The document of a GraphQL operation. */
export interface GraphqlPlan {
  readonly kind: GraphqlKind;
  /** The operation's name in the document. */
  readonly name: string;
  readonly variables: readonly VariableFact[];
  readonly selections: readonly Selection[];
  readonly pages?: GraphqlPages;
  /** Set where it gives things by their ids. */
  readonly load?: LoadPlan;
  /** Set where parts of the answer come later. */
  readonly incremental?: true;
  /** What the events of a subscription come through. */
  readonly subscription?: "ws" | "sse";
  /** The export of the decoders that makes the variables what they are on the wire. */
  readonly encode?: string;
  /** Set where files can be among the variables. */
  readonly uploads?: true;
  /** As people read it, with its fragments. */
  readonly text: string;
  /** As it is sent. */
  readonly document: string;
  /** Of `document`, in hex. */
  readonly sha256: string;
}

/** What the contract says of an operation to people. */
export interface Words {
  readonly summary?: string;
  readonly doc?: string;
  readonly externalDocs?: string;
  readonly deprecated?: true;
}

/** One member of the flat parameters object. */
export interface MemberPlan {
  /** Its name in the object. */
  readonly name: string;
  readonly shape: TypeShape;
  readonly schema: Schema;
  readonly required: boolean;
  readonly doc?: string;
  readonly default?: Json;
  readonly place: PlacePlan;
}

export type PlacePlan =
  | { readonly in: "path" | "query" | "header" | "cookie"; readonly key: string; readonly encode?: EncoderPlan }
  /** A member of a flat body, or the whole body. */
  | { readonly in: "body"; readonly key?: string }
  /** Query parameters whose names are taken by body members. */
  | { readonly in: "moved"; readonly members: readonly MemberPlan[] };

/** A parameter style, by the runtime's name for it, where it is not the place's default. */
export interface EncoderPlan {
  readonly style?: string;
  readonly explode?: boolean;
  readonly allowReserved?: true;
  /** How the members of a whole query are written, where not by themselves. */
  readonly members?: { readonly [name: string]: EncoderPlan };
}

export interface BodyPlan {
  readonly kind: "json" | "form" | "multipart" | "xml" | "text" | "binary";
  readonly mediaType: string;
  readonly from: "flat" | "whole";
  readonly required: boolean;
  readonly schema: Schema;
  /** How its outermost element is written, where it is XML. */
  readonly xml?: XmlHint;
  /** Set for flat bodies. */
  readonly limits?: BodyLimits;
  /** The export of the decoders that makes its values what they are on the wire. */
  readonly decode?: string;
  /** How every property is written that has no entry in `parts`. */
  readonly each?: PartPlan;
  readonly parts: { readonly [key: string]: PartPlan };
}

/** What is asked of a flat body as a whole. */
export interface BodyLimits {
  readonly min?: number;
  readonly max?: number;
  /** Set where it has no other members: those that may be there and are not to be sent. */
  readonly hidden?: readonly string[];
}

/** How most bodies are written. */
export type CommonBody = Pick<BodyPlan, "kind" | "mediaType" | "each">;

export interface PartPlan extends EncoderPlan {
  readonly mediaType?: string;
  /** Headers whose value the contract leaves no choice of. */
  readonly headers?: { readonly [name: string]: string };
}

export interface ResultPlan {
  /** The type of a successful call's value; `undefined` where there is none. */
  readonly shape: TypeShape;
  /** Set where the shape has no name of its own and gets the operation's: it is declared beside the operation. */
  readonly declares: boolean;
  readonly schema?: Schema;
  readonly mediaType?: string;
  /** Set where it comes item by item, and is left to its reader. */
  readonly isStream?: true;
}

export interface ErrorPlan {
  /** A status, a range, or `other` for whatever is not listed. */
  readonly status: number | "4XX" | "5XX" | "other";
  /** Whether the contract declares what the body is, that there is none, or nothing at all. */
  readonly body: "declared" | "none" | "undeclared";
  readonly shape: TypeShape;
  /** What the body looks like at least, in one of these ways; absent where nothing is known of it. */
  readonly outlines?: readonly Outline[];
}

export interface ReplyPlan {
  readonly status: string;
  readonly schema?: Schema;
  readonly mediaType?: string;
  /** The export of the response validators that checks it. */
  readonly check?: string;
  /** The export of the decoders that makes its values what JSON has no types for. */
  readonly decode?: string;
}

export interface PagesPlan {
  readonly by: "afterLast" | "cursor" | "pageNumber" | "offset" | "linkHeader" | "nextUrl";
  /** JSON pointers into the body. */
  readonly items: string;
  readonly cursor?: string;
  readonly more?: string;
  /** Names of parameters. */
  readonly param?: string;
  readonly before?: string;
  readonly size?: string;
  /** What the contract declares of the page size. */
  readonly sizeMax?: number;
  readonly sizeDefault?: number;
  /** The property of the last item that serves as cursor. */
  readonly key?: string;
  readonly first?: number;
  readonly itemShape: TypeShape;
  /** Set where the item's shape has no name of its own and gets the operation's. */
  readonly declaresItem: boolean;
  /** True where the contract or the config said so, false where it was recognized. */
  readonly declared: boolean;
}

/** How a list answers for calls that get one of its items each. */
export interface BatchPlan {
  /** The constant that describes the list. */
  readonly list: string;
  /** Names of the list's parameters: what takes the ids, and how many items to answer with. */
  readonly ids: string;
  readonly size?: string;
  /** What stands between the ids where they are one text. */
  readonly separator?: string;
  /** JSON pointers: from the body to the items, from an item to its id. */
  readonly items: string;
  readonly key: string;
  /** Names of parameters that mean the same to both operations. */
  readonly shared?: readonly string[];
  readonly max: number;
  readonly wait?: number;
}

/** A resource: its own operations and the resources inside it. */
export interface ResourcePlan {
  /** The segments of its dotted name; empty for the client itself. */
  readonly path: readonly string[];
  /** Its file inside the output folder, without extension: `resources/customers`. */
  readonly file: string;
  readonly doc?: string;
  readonly operations: readonly OperationPlan[];
  readonly children: readonly ResourcePlan[];
}

export interface TypePlan {
  readonly id: SchemaId;
  readonly name: string;
  readonly shape: TypeShape;
  readonly doc?: string;
}

/** Which named schemas get validators, each way. */
export interface ChecksPlan {
  readonly requests: readonly NamedCheck[];
  readonly responses: readonly NamedCheck[];
}

export interface NamedCheck {
  readonly id: SchemaId;
  /** `checkCustomer`. */
  readonly name: string;
  readonly schema: Schema;
}

/** Which named schemas hold values that JSON has no types for, each way: they get decoders. */
export interface DecodersPlan {
  readonly values: ValueTypes;
  readonly responses: readonly NamedCheck[];
  /** Only where what the caller gives cannot be told from what it is on the wire: digits in a text. */
  readonly requests: readonly NamedCheck[];
}
