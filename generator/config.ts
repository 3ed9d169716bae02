import type { Diagnostic } from "./diagnostics.js";
import type { Json } from "./contract/schema.js";
import type { Selector } from "./contract/selectors.js";

/** What can be said about one contract: twelve groups, and no more, each here because a real contract needs it. */
export interface ContractConfig {
  /** File (relative to the config), http(s) URL, or `-`; for a GraphQL schema of several files their folder, or a pattern. With more to say about how it is read, an object. */
  readonly contract: string | ContractInput;
  /** The client's name, `createStripe` for `stripe`; without it the file's name. For `spec3.json` of Stripe, whose file says nothing. */
  readonly name?: string;
  /** The folder that is ours; without it `generated/<name>`. For monorepos whose clients live in several packages. */
  readonly output?: string;
  /** Also emit a mock server (`mocks.ts`) and contract tests, for vitest (`true`) or another framework. For our own `specs/stripe.yaml`, whose client is proved in CI; it needs msw. */
  readonly tests?: boolean | TestRunner;
  /** How relative imports end: `.js` (default), or `.ts` for Node's own type stripping. For scripts that run a client uncompiled. */
  readonly importExtension?: ".js" | ".ts";
  /** `copy` (default) puts the runtime beside the client; a package name imports it. For repositories with the clients of twenty contracts. */
  readonly runtime?: string;
  /** Names that the contract's own do not lead to. For OpenAI, whose operationIds mix three grammars. */
  readonly names?: {
    /** By `METHOD /path` or operationId: the dotted call. */
    readonly calls?: { readonly [operation: string]: string };
    /** By JSON pointer or key: the type's name. */
    readonly types?: { readonly [schema: string]: string };
  };
  /** By operation: how its pages follow (`false` where a list that looks paged is not), and with `batch` whose calls it answers. For Slack, whose cursor hides in `response_metadata`. */
  readonly pages?: { readonly [operation: string]: PageHint | false };
  /** How values are written and read where the contract, or JSON, leaves it open. */
  readonly values?: {
    /** What `format: int64` is: a `number` (default), reported where it lost digits, or exactly a `bigint` or its digits as a `string`. For Twitter, whose ids are too long for a number. */
    readonly int64?: ValueTypes["int64"];
    /** What `format: date-time` is: text (default) or a `Date`. A `format: date` has no time zone and stays text. For GitHub, whose every timestamp would be parsed by hand. */
    readonly dates?: ValueTypes["dates"];
    /** How `deepObject` parameters and forms write arrays: `a[0]` (default), `a[]` or `a`. OpenAPI leaves it open; for Stripe it is `indices`, for Rails APIs `brackets`. */
    readonly arrays?: ArrayFormat;
    /**
     * What a GraphQL schema's own scalars are: in JSON, or `Date` or `bigint`, or what a codec of yours makes of them. For
     * Shopify's `DateTime` and `Decimal`; without it nothing is known of them.
     */
    readonly scalars?: { readonly [scalar: string]: ScalarType | ScalarCodec };
  };
  /** What sends requests: `ky` (default; for GraphQL graphql-request), or `fetch`, which needs no package and makes bundles smaller. For scripts and edge functions. */
  readonly transport?: RequestTransport | TransportConfig;
  /** The header that carries an idempotency key, or `false` for none. For Stripe, which documents `Idempotency-Key` but does not declare it. */
  readonly idempotencyHeader?: string | false;
  /** How requests are signed; it stands in the place of what the contract says of security. For GitHub, whose contract says nothing. */
  readonly auth?: AuthConfig;
}

/** What runs contract tests. */
export type TestRunner = "vitest" | "jest" | "node:test";

/** What sends requests. */
export type RequestTransport = "ky" | "fetch";

/** What sends requests, and what GraphQL subscriptions come through. */
export interface TransportConfig {
  readonly requests?: RequestTransport;
  /** `ws` (default): graphql-transport-ws through graphql-ws; `sse`: server-sent events through graphql-sse. For Yoga, which speaks both, and for servers behind proxies that let no WebSocket through. */
  readonly subscriptions?: "ws" | "sse";
}

/** A way to sign requests, in OpenAPI's words. */
export type AuthConfig =
  | { readonly type: "http"; readonly scheme: "bearer" | "basic" }
  | { readonly type: "apiKey"; readonly in: "header" | "query" | "cookie"; readonly name: string };

/** Where a contract comes from, and what becomes of it before anything is made of it. */
export interface ContractInput {
  /** File (relative to the config), http(s) URL, or `-`; a folder or a pattern for a GraphQL schema of several files. */
  readonly source: string;
  /** Sent to the contract's own origin, where it is fetched. `${NAME}` is taken from the environment: `"Bearer ${API_TOKEN}"`. */
  readonly headers?: { readonly [name: string]: string };
  /** Follow `$ref`s to http(s) URLs, too. */
  readonly allowRemote?: boolean;
  /** Files that change the contract (OpenAPI Overlay 1.0 and 1.1), in the order in which they are applied. */
  readonly overlays?: readonly string[];
  /** The operations that are wanted, each by any of these; all of them when absent. Schemas that none of them needs go too. */
  readonly include?: readonly Selector[];
  /** The operations that are not wanted; this wins over `include`. */
  readonly exclude?: readonly Selector[];
  /** GraphQL: files and folders, with `*` and `**`, of the documents that become calls: `.graphql`, or programs with `gql` tags. */
  readonly documents?: readonly string[];
}

/** How the pages of a list follow each other, in the words of the `x-conn-gen` hint: what is left out is found out. */
export type PageHint = {
  /** What leads to the next page: the last item, a token in the body, a number, or a link in a header or in the body. */
  readonly by?: "afterLast" | "cursor" | "pageNumber" | "offset" | "linkHeader" | "nextUrl";
  /** Where the items lie in the body: a JSON pointer, `/data`. */
  readonly items?: string;
  /** Where the body says how to go on: a JSON pointer to the token, the URL, or how many pages or items there are. */
  readonly cursor?: string;
  /** Where the body says whether there is more: a JSON pointer. */
  readonly more?: string;
  /** The parameter that takes the id of the last item, the token or the number. */
  readonly param?: string;
  /** The parameter that walks back: a call that gives it goes on before the first item of each page. */
  readonly before?: string;
  /** The parameter that takes how many items a page has. */
  readonly size?: string;
  /** The property of the last item that `param` takes. */
  readonly key?: string;
  /** The number of the first page, or of its first item. */
  readonly first?: number;
  readonly batch?: BatchHint;
};

/** A list that answers for the calls of another operation, which are made at the same time. */
export type BatchHint = {
  /** The list's parameter that takes many ids. */
  readonly key: string;
  /** The operation that it answers for, by `METHOD /path` or operationId; without it the list's path with an id. */
  readonly serves?: string;
  /** The property of an item that is its id. */
  readonly id?: string;
  /** The list's parameter that takes how many items it is to answer with; without it the one that sizes its pages. */
  readonly size?: string;
  /** Parameters that mean the same to both operations. */
  readonly with?: readonly string[];
  /** How many ids one request takes at most. */
  readonly max?: number;
  /** How long to wait for more of them, in milliseconds; by default until the end of the tick. */
  readonly wait?: number;
};

/** How an array inside a `deepObject` is written. */
export type ArrayFormat = "indices" | "brackets" | "repeat";

/** What a scalar is in JSON; a `Date` is a text with a date, a time and a zone there, a `bigint` a whole number. */
export type ScalarType = "string" | "number" | "integer" | "boolean" | "Date" | "bigint";

/** An object of yours that reads and writes a scalar: `{ decode(json) {...}, encode(value) {...} }`. The type is what `decode` returns. */
export interface ScalarCodec {
  /** The module that exports it: a path (relative to the config) or a package. */
  readonly from: string;
  /** The name of the export. */
  readonly name: string;
  /** What a server sends, for contract tests and mocks to make up: `"19.90"`. */
  readonly sample?: Json;
}

/** What values become that JSON has no type for. */
export interface ValueTypes {
  readonly int64: "number" | "bigint" | "string";
  readonly dates: "string" | "Date";
}

/** What holds for every contract of a file that does not say otherwise. */
export type ConfigDefaults = Omit<ContractConfig, "contract" | "name" | "output">;

/** What `conn-gen.config.*` exports. */
export type Config =
  | ContractConfig
  | readonly ContractConfig[]
  | (ConfigDefaults & { readonly contracts: readonly ContractConfig[] });

/** A contract's configuration with nothing left open: paths are absolute. */
export interface Settings {
  /** Absolute path, URL or `-`. */
  readonly contract: string;
  readonly input: InputSettings;
  readonly name: string;
  /** Absolute. */
  readonly output: string;
  readonly tests: boolean | TestRunner;
  readonly importExtension: ".js" | ".ts";
  readonly runtime: string;
  readonly names: {
    readonly calls: { readonly [operation: string]: string };
    readonly types: { readonly [schema: string]: string };
  };
  readonly pages: { readonly [operation: string]: PageHint | false };
  readonly values: ValueTypes & {
    readonly arrays: ArrayFormat;
    readonly scalars: { readonly [scalar: string]: ScalarType };
    readonly codecs?: { readonly [scalar: string]: Codec };
  };
  /** `undefined`: what suits the contract's kind. */
  readonly transport: RequestTransport | undefined;
  readonly subscriptions: "ws" | "sse";
  /** `undefined`: what the contract declares. */
  readonly idempotencyHeader: string | false | undefined;
  /** `undefined`: what the contract declares. */
  readonly auth: AuthConfig | undefined;
  /** The config file that these came from. */
  readonly config: ConfigFile | undefined;
}

/** How the contract is read. */
export interface InputSettings {
  /** The working directory: what diagnostics show is relative to it, and references stay in it. */
  readonly cwd: string;
  /** With the values of the environment in place. */
  readonly headers: { readonly [name: string]: string };
  readonly allowRemote: boolean;
  /** Absolute paths or URLs. */
  readonly overlays: readonly string[];
  readonly include: readonly Selector[];
  readonly exclude: readonly Selector[];
  /** Absolute paths or patterns. */
  readonly documents: readonly string[];
  /** Absolute: what the contract's URL served when the client was made, to be read in its place. */
  readonly snapshot?: string;
}

/** A codec as generated files name it. */
export interface Codec extends Pick<ScalarCodec, "name" | "sample"> {
  /** From the output folder, without extension: `../../src/money`; a package is `npm:money`. */
  readonly module: string;
}

/** A config file as it was read. */
export interface ConfigFile {
  /** Absolute. */
  readonly path: string;
  /** Of what it says for one client: what it says for others changes nothing of that one. */
  readonly sha256: string;
  /** The settings in use that it gives for all of its contracts. */
  readonly shared?: readonly string[];
  /** What of it is not as its author may expect. */
  readonly notes?: readonly Diagnostic[];
}

/** Gives a config file its types. */
export function defineConfig<const Given extends Config>(config: Given): Given {
  return config;
}
