// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { json } from "./body/json.js";
import { Call } from "./call.js";
import type { Connection, RequestOptions } from "./connection.js";
import type { ApiError } from "./errors.js";
import type { AnyOperation, Body, BodyContent, EncodedBody } from "./operation.js";
import { sendParts } from "./send.js";
import { Unsendable } from "./unsendable.js";
import { appendQuery, type QueryValues, toOrigin } from "./url.js";

/** The parts of a request that no operation describes. */
export interface RawRequestOptions extends RequestOptions {
  readonly query?: QueryValues | undefined;
  /** Plain data is written as most operations of the contract write it, everything that is a body already goes as it is. */
  readonly body?: BodyContent | object | undefined;
  /** The body's media type; `application/json` writes plain data as JSON whatever the contract's operations do. */
  readonly mediaType?: string | undefined;
}

/**
 * Sends a request that the contract does not know (yet), through every layer, signed with all credentials at hand.
 * `path` is a path below the base URL, or a URL of the same origin.
 */
export function request(
  connection: Connection,
  method: string,
  path: string,
  options: RawRequestOptions = {},
): Call<unknown, ApiError> {
  const { query, body, mediaType, ...rest } = options;
  const { common } = connection.options;
  const verb = method.toUpperCase();
  const operation: AnyOperation = {
    id: `${verb} ${path.replace(/\?.*/s, "")}`,
    call: "request",
    method: verb,
    path: "/",
    accept: "application/json, */*",
    auth: [Object.keys(connection.auth ?? {})],
    ...(common?.idempotencyHeader !== undefined && { idempotencyHeader: common.idempotencyHeader }),
    replies: {},
  };
  return new Call(
    sendParts({ connection, operation, options: rest }, (baseUrl) => ({
      url: appendQuery(locate(baseUrl, path.replace(/#.*/s, "")), query),
      headers: {},
      body: encodeRaw(body, mediaType, common?.body),
    })),
  );
}

function locate(baseUrl: string, path: string): string {
  if (!/^[a-z][a-z\d+.-]*:/i.test(path)) return baseUrl + path.replace(/^\/?/, "/");
  const origin = toOrigin(baseUrl);
  if (URL.canParse(path) && new URL(path).origin === origin) return path;
  throw new Unsendable("", `this client sends to ${origin}: give a path like "/v1/things", or a URL of that origin`);
}

function encodeRaw(
  body: RawRequestOptions["body"],
  type: string | undefined,
  common: Body | undefined,
): EncodedBody | undefined {
  if (body === undefined) return undefined;
  if (!isPlain(body)) {
    const content = body as BodyContent;
    return { content, ...(type !== undefined && { type }), replayable: !(content instanceof ReadableStream) };
  }
  if (common && (type === undefined || type === common.type)) return common.encode(body, common);
  if (type === undefined) return json(body, { encode: json, from: "whole" });
  if (/[/+]json\b/i.test(type)) return json(body, { encode: json, from: "whole", type });
  throw new Unsendable(
    "/body",
    `plain data cannot be written as ${type}: give text, bytes, URLSearchParams or FormData`,
  );
}

function isPlain(body: BodyContent | object): boolean {
  if (typeof body === "string") return false;
  const prototype: unknown = Object.getPrototypeOf(body);
  return Array.isArray(body) || prototype === null || prototype === Object.prototype;
}
