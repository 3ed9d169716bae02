// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { chooseAuth } from "./auth.js";
import type { Connection, RequestOptions } from "./connection.js";
import { addHeaders, setHeader } from "./headers.js";
import type { CallRequest } from "./layers.js";
import { checkLimits } from "./limits.js";
import type { AnyOperation, EncodedBody } from "./operation.js";
import { buildRequest } from "./params.js";
import { appendQuery } from "./query.js";
import { isIdempotent, mergeRetry } from "./retry.js";
import { normalizeBaseUrl, toOrigin } from "./server.js";

/** What is sent instead of what the operation would make of its params. */
export interface Override {
  readonly url?: string;
  readonly body?: EncodedBody | undefined;
}

/** What a call was given. */
export interface Given {
  readonly params: object;
  readonly options: RequestOptions;
  /** Makes the override: what cannot be sent fails the call. */
  readonly override?: (() => Override) | undefined;
}

/** Makes the request out of an operation, its params, and the options of client and call. */
export function prepareRequest(connection: Connection, operation: AnyOperation, given: Given): CallRequest {
  const { options } = given;
  const defaults = connection.options;
  checkLimits(connection.client.name, options);
  const baseUrl = findBaseUrl(connection, operation);
  const parts = buildRequest(operation, addMembers(operation, given), baseUrl);
  const override = given.override?.() ?? {};
  const body = override.body ?? parts.body;
  const headers = collectHeaders(connection, operation, { own: parts.headers, body, options });
  const deadline = options.deadline ?? defaults.deadline ?? Infinity;
  return {
    operation,
    method: operation.method,
    url: appendQuery(override.url ?? parts.url, options.extra?.query),
    home: toOrigin(baseUrl),
    idempotencyKey: addIdempotencyKey(headers, { operation, options, name: defaults.idempotencyHeader }),
    headers,
    body,
    auth: chooseAuth(connection, operation),
    signal: options.signal,
    timeout: options.timeout ?? defaults.timeout ?? 60_000,
    deadline,
    expires: deadline === Infinity ? Infinity : Date.now() + deadline,
    retry: mergeRetry(options.retry, connection.retry),
    attempt: 1,
    refresh: undefined,
    options,
  };
}

/** An operation may have a server of its own; a `baseUrl` of the user's, a mock or a proxy, stands for all servers. */
function findBaseUrl({ client, options, baseUrl }: Connection, { server }: AnyOperation): string {
  return server === undefined || options.baseUrl !== undefined
    ? baseUrl
    : normalizeBaseUrl(client.name, server, baseUrl);
}

/** `params` with the extra members of the body. */
function addMembers({ body }: AnyOperation, { params, options }: Given): { readonly [name: string]: unknown } {
  const extra = options.extra?.body;
  const own = params as { readonly [name: string]: unknown };
  if (!extra) return own;
  return body?.from === "whole" ? { ...own, body: { ...(own["body"] as object), ...extra } } : { ...own, ...extra };
}

function collectHeaders(
  { options: defaults }: Connection,
  { accept }: AnyOperation,
  given: { own: { readonly [name: string]: string }; body: EncodedBody | undefined; options: RequestOptions },
): Record<string, string> {
  const headers: Record<string, string> = { accept: accept ?? "application/json" };
  if (given.body?.type) headers["content-type"] = given.body.type;
  addHeaders(headers, defaults.headers);
  addHeaders(headers, given.own);
  addHeaders(headers, given.options.headers);
  addHeaders(headers, given.options.extra?.headers);
  return headers;
}

/** One key for all attempts of a call: the caller's, or one of our own where sending twice would act twice. */
function addIdempotencyKey(
  headers: Record<string, string>,
  { operation, options, name }: { operation: AnyOperation; options: RequestOptions; name: string | undefined },
): string | undefined {
  const declared = operation.idempotencyHeader ?? name;
  const header = (declared ?? "idempotency-key").toLowerCase();
  const isNeeded = declared !== undefined && !isIdempotent(operation.method);
  const key = options.idempotencyKey ?? headers[header] ?? (isNeeded ? crypto.randomUUID() : undefined);
  setHeader(headers, header, key);
  return key;
}
