// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Connection, RequestOptions } from "./connection.js";
import type { Check, Findings } from "./check.js";
import type { CallRequest } from "./layers.js";

/**
 * One operation as data: everything the runtime must know to send it and to read its answer.
 * Behavior that only some operations need (form bodies, deepObject, pages) is a function value in it, so that a bundle
 * holds no more than the operations in it use.
 */
export interface Operation {
  /** `METHOD /path`, where it is not just these two. */
  readonly id?: string;
  /** The dotted name that users call, `customers.create`. */
  readonly call: string;
  /** Upper case. */
  readonly method: string;
  /** The template, `/v1/customers/{customer}`. */
  readonly path: string;
  /**
   * Parameters by the name they have in `Params`. Path parameters that are single values need no entry, their name stands
   * in the template. In an operation without a body, what has no entry is a query parameter with a single value;
   * in one with a flat body, what has no entry is a member of the body.
   */
  readonly params?: { readonly [name: string]: Parameter };
  /** Puts parameters where they go: `placePath`, `placeUrl`, `placeParams`; absent where all of `Params` is a flat body. */
  readonly place?: PlaceParams;
  /** The path parameter that users give by position. */
  readonly target?: string;
  readonly body?: Body;
  /** The `Accept` header; JSON when absent. */
  readonly accept?: string;
  /** How its call begins, where not like all others of the client: `callStream`. */
  readonly start?: StartCall;
  /** How a successful body is read; by its content type (JSON, text) when absent. */
  readonly read?: ReadBody;
  /** Parses JSON bodies, where they hold values that JSON has no types for (dates, int64), and errors in XML. */
  readonly parse?: ParseBody;
  /** By status, range or `default`: what makes those values out of what JSON has. */
  readonly decoders?: { readonly [status: string]: Decode };
  /** Alternatives, each a list of scheme names that must all be present, where they are not the client's; `[]` = no auth. */
  readonly auth?: readonly (readonly string[])[];
  /** The header that carries an idempotency key, where the contract declares one. */
  readonly idempotencyHeader?: string;
  /** Sending it twice does what sending it once does, whatever its method says: a GraphQL query is a POST. */
  readonly safe?: true;
  /** Overrides the client's base URL where the contract gives this operation a server of its own. */
  readonly server?: string;
  /** Checks `Params` before anything is sent. */
  readonly check?: Check;
  /** By status, range (`4XX`) or `default`: the export of the response validators that checks this body; `""` = declared, nothing to check. */
  readonly replies: { readonly [status: string]: string };
  /** How the next page is found, for operations that return lists. */
  readonly pages?: Pages;
  /** Which list answers for several calls of it at once. */
  readonly batch?: Batch;
}

/** How a list operation that takes many ids answers for calls that give one. */
export interface Batch {
  readonly list: () => Operation;
  /** The list's parameter that takes the ids. */
  readonly ids: string;
  /** What stands between them, where that parameter is a text. */
  readonly separator?: string;
  /** Where the items lie in the list's body, and where the id lies in an item: JSON pointers. */
  readonly items: string;
  readonly key: string;
  /** The list's parameter that takes the number of items to answer with. */
  readonly size?: string;
  /** Parameters beside the id that mean the same to both. */
  readonly shared?: readonly string[];
  /** The most ids of one request. */
  readonly max: number;
  /** Milliseconds to wait for more calls; until the end of the tick when absent. */
  readonly wait?: number;
}

/** Starts a call: `call`, `callAny` where there are lists, `callBatched`, `callGraphql`, `callStream`. */
export type StartCall = (
  ...given: [connection: Connection, operation: never, params: object, options?: RequestOptions]
) => unknown;

/** What an operation was called while it had types of its own. */
export type AnyOperation = Operation;

/** The parameters of an operation that has none (yet): an object without members. */
export interface NoParams {
  readonly [name: string]: never;
}

/** Where one member of `Params` goes. */
export interface Parameter {
  readonly in: "path" | "query" | "header" | "cookie";
  /** The name on the wire, where it differs from the member's. */
  readonly key?: string;
  /** The style; without it: a single value in paths and queries, `simple` in headers, `form` in cookies. */
  readonly encode?: EncodeParameter;
  /** Only where it differs from the style's default. */
  readonly explode?: boolean;
  /** How its text is percent-encoded, where not by `encodeURIComponent` (`allowReserved`: `keepReserved`). */
  readonly escape?: EscapeText;
  /** Where the value is a group of query parameters (`group`), or all of them (`wholeForm`): the entries of those that need one. */
  readonly members?: { readonly [name: string]: Parameter };
}

/** Takes the parameters out of `rest`, by their names, and puts them where they go. `baseUrl` has no closing slash. */
export type PlaceParams = (
  operation: Pick<Operation, "path" | "params" | "body">,
  rest: Map<string, unknown>,
  baseUrl: string,
) => PlacedParams;

/** What parameters make of a request; header names are lower case. */
export interface PlacedParams {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
}

/** Turns a value into its text on the wire, percent-encoded and with its name where the place needs it; `undefined` sends nothing. */
export type EncodeParameter = (key: string, value: unknown, parameter: Parameter) => string | undefined;

/** Percent-encodes a text. */
export type EscapeText = (text: string) => string;

/** How the body is made. */
export interface Body {
  readonly encode: EncodeBody;
  /** The media type, where the encoder's default is not the contract's. */
  readonly type?: string;
  /** `flat`: the members of `Params` that have no entry in `params` are the body; `whole`: the member `body` is. */
  readonly from: "flat" | "whole";
  /** How form and multipart bodies write every property that has no entry in `parts`; forms always say it. */
  readonly each?: Part;
  /** Per property: how form and multipart bodies write it. */
  readonly parts?: { readonly [key: string]: Part };
}

/** How one property of a form or multipart body is written. */
export interface Part {
  /** How the property becomes `key=value` pairs; only parts of multipart bodies are without. */
  readonly encode?: EncodeParameter;
  readonly explode?: boolean;
  readonly escape?: EscapeText;
  /** Multipart: the content type of this part, where it is not the natural one. */
  readonly type?: string;
  /** Multipart: headers of this part that are always the same. */
  readonly headers?: { readonly [name: string]: string };
}

/** Makes the body; `undefined` where there is nothing to send. */
export type EncodeBody = (value: unknown, body: Body) => EncodedBody | undefined;

export interface EncodedBody {
  readonly content: BodyContent;
  /** The `Content-Type`; absent where the platform sets it itself (multipart with its boundary). */
  readonly type?: string;
  /** False for streams: such a call is never repeated once sending began. */
  readonly replayable: boolean;
}

/** `Uint8Array<ArrayBuffer>`, written so that TypeScript before 5.7 knows it too. */
export type Bytes = ReturnType<Uint8Array["slice"]>;

export type BodyContent = string | Bytes | Blob | FormData | URLSearchParams | ReadableStream<Uint8Array>;

/** Reads a successful response's body. `streams` tells whether it is read later: the attempt's timeout ends at the headers. */
export interface ReadBody {
  (response: Response, operation: AnyOperation, request?: CallRequest): Promise<unknown>;
  readonly streams?: (response: Response) => boolean;
}

/** Makes a value, or a promise of it, out of the text of a body; throws a `SyntaxError` where it is none that it parses. */
export type ParseBody = (text: string, status: number, operation: AnyOperation) => unknown;

/** The value that a JSON value stands for; reports one that stands for none. It changes nothing in what it is given. */
export type Decode = (at: Findings, value: unknown) => unknown;

/** How a list continues. */
export interface Pages {
  readonly next: FindNextPage;
  /** Where the items lie in the body: a JSON pointer, `""` for a body that is the array itself. */
  readonly items: string;
  /** The parameter that asks for the next page (cursor, page number, offset); absent for URLs. */
  readonly param?: string;
  /** The parameter that asks for the page before (after-last style); a list that begins with it goes on with it. */
  readonly before?: string;
  /** Where the body holds the cursor, the next URL, the number of pages (`pageNumber`) or of items (`offset`): a pointer. */
  readonly cursor?: string;
  /** Where the body says that there is more: a JSON pointer to a boolean. */
  readonly more?: string;
  /** The property of the last item that serves as cursor (`starting_after: last.id`). */
  readonly key?: string;
  /** The first page number (page-number style). */
  readonly first?: number;
  /** The parameter that holds the page size (page-number and offset style). */
  readonly size?: string;
  /** The greatest size, and the size without that parameter, that the contract promises. */
  readonly sizeMax?: number;
  readonly sizeDefault?: number;
}

/** What follows a page: the parameters that change, a URL, or `undefined` at the end. */
export type FindNextPage = (
  page: { readonly items: readonly unknown[]; readonly body: unknown; readonly response: Response },
  params: { readonly [name: string]: unknown },
  pages: Pages,
) => { readonly params: { readonly [name: string]: unknown } } | { readonly url: string } | undefined;

export type { Connection };
