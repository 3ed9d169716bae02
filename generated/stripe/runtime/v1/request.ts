// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { Call } from "./call.js";
import type { Connection, RequestOptions } from "./connection.js";
import type { ApiError } from "./errors.js";
import type { AnyOperation, BodyContent, EncodedBody } from "./operation.js";
import { appendQuery, type QueryValues } from "./query.js";
import { send } from "./send.js";

/** The parts of a request that no operation describes. */
export interface RawRequestOptions extends RequestOptions {
  readonly query?: QueryValues | undefined;
  /** Plain data is sent as JSON, everything that is a body already as it is. */
  readonly body?: BodyContent | object | undefined;
}

/** Sends a request that the contract does not know (yet), through every layer, signed with all credentials at hand. */
export function request(
  connection: Connection,
  method: string,
  path: string,
  options: RawRequestOptions = {},
): Call<unknown, ApiError> {
  const { query, body, ...rest } = options;
  const verb = method.toUpperCase();
  const operation: AnyOperation = {
    id: `${verb} ${path.replace(/\?.*/s, "")}`,
    call: "request",
    method: verb,
    path: "/",
    accept: "application/json, */*",
    auth: [Object.keys(connection.auth ?? {})],
    replies: {},
  };
  const url = appendQuery(connection.baseUrl + path.replace(/^\/?/, "/").replace(/#.*/s, ""), query);
  return new Call(send(connection, operation, {}, rest, { url, body: encodeRaw(body) }));
}

function encodeRaw(body: RawRequestOptions["body"]): EncodedBody | undefined {
  if (body === undefined) return undefined;
  if (isPlain(body)) return { content: JSON.stringify(body), type: "application/json", replayable: true };
  return { content: body as BodyContent, replayable: !(body instanceof ReadableStream) };
}

function isPlain(body: BodyContent | object): boolean {
  if (typeof body === "string") return false;
  const prototype: unknown = Object.getPrototypeOf(body);
  return Array.isArray(body) || prototype === null || prototype === Object.prototype;
}
