// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { chooseAuth } from "./auth.js";
import { isCallError, ValidationError } from "./errors.js";
import { addHeaders, setHeader } from "./headers.js";
import type { CallRequest, Intent } from "./layers.js";
import { checkLimits } from "./timing.js";
import type { EncodedBody } from "./operation.js";
import { isIdempotent, mergeRetry } from "./retry.js";
import type { Unsendable } from "./unsendable.js";
import { appendQuery, normalizeBaseUrl, toOrigin } from "./url.js";

/** What a transport needs beside the method; header names are lower case. */
export interface RequestParts {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: EncodedBody | undefined;
}

/** Makes what a call sends; `baseUrl` has no closing slash. What cannot be sent it throws, as `Unsendable` where it knows the place. */
export type MakeParts = (baseUrl: string) => RequestParts;

/** Makes the request out of its parts and the options of client and call. */
export function prepareRequest(intent: Intent, makeParts: MakeParts): CallRequest {
  checkLimits(intent.connection.client.name, intent.options);
  const baseUrl = findBaseUrl(intent);
  try {
    return makeRequest(intent, makeParts, baseUrl);
  } catch (error) {
    if (isCallError(error)) throw error;
    const { pointer = "", message } = error as Partial<Unsendable> & Error;
    throw new ValidationError({ ...intent, attempt: 0 }, [{ pointer, message }], { cause: error });
  }
}

function makeRequest(intent: Intent, makeParts: MakeParts, baseUrl: string): CallRequest {
  const { connection, operation, options } = intent;
  const { options: defaults, retry } = connection;
  const parts = makeParts(baseUrl);
  const headers = collectHeaders(intent, parts);
  const deadline = options.deadline ?? defaults.deadline ?? Infinity;
  return {
    // Not `...intent`: engines then make the object slowly, and calls take twice as long.
    connection,
    operation,
    options,
    method: operation.method,
    url: appendQuery(parts.url, options.extra?.query),
    home: toOrigin(baseUrl),
    idempotencyKey: addIdempotencyKey(intent, headers),
    headers,
    body: parts.body,
    auth: chooseAuth(intent),
    signal: options.signal,
    timeout: options.timeout ?? defaults.timeout ?? 60_000,
    deadline,
    expires: Date.now() + deadline,
    retry: mergeRetry(options.retry, retry),
    attempt: 1,
    refresh: undefined,
  };
}

/** An operation may have a server of its own; a `baseUrl` of the user's, a mock or a proxy, stands for all servers. */
function findBaseUrl({ connection: { client, options, baseUrl }, operation: { server } }: Intent): string {
  return server === undefined || options.baseUrl !== undefined
    ? baseUrl
    : normalizeBaseUrl(client.name, server, baseUrl);
}

function collectHeaders({ connection, operation, options }: Intent, parts: RequestParts): Record<string, string> {
  // Without a prototype, so that `__proto__` is a name like any other.
  const headers: Record<string, string> = Object.create(null);
  headers["accept"] = operation.accept ?? "application/json";
  if (parts.body?.type) headers["content-type"] = parts.body.type;
  for (const values of [connection.options.headers, parts.headers, options.headers, options.extra?.headers]) {
    addHeaders(headers, values);
  }
  return headers;
}

/** One key for all attempts of a call: the caller's, or one of our own where sending twice would act twice. */
function addIdempotencyKey(
  { connection, operation, options }: Intent,
  headers: Record<string, string>,
): string | undefined {
  const declared = operation.idempotencyHeader ?? connection.options.idempotencyHeader;
  const header = (declared ?? "idempotency-key").toLowerCase();
  const isNeeded = declared !== undefined && !isIdempotent(operation.method);
  const key = options.idempotencyKey || headers[header] || (isNeeded ? crypto.randomUUID() : undefined);
  setHeader(headers, header, key);
  return key;
}
