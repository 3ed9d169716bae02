// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { chooseAuth } from "./auth.js";
import { ValidationError, Unsendable } from "./errors.js";
import { addHeaders, setHeader } from "./headers.js";
import type { CallRequest, Intent } from "./layers.js";
import { checkLimits } from "./timing.js";
import type { EncodedBody } from "./operation.js";
import { isIdempotent, mergeRetry } from "./retry.js";
import { appendQuery, normalizeBaseUrl, toOrigin } from "./url.js";

/** What a transport needs beside the method; header names are lower case. */
export interface RequestParts {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: EncodedBody | undefined;
}

/** Makes what a call sends; `baseUrl` has no closing slash. What it cannot send it throws as `Unsendable`. */
export type MakeParts = (baseUrl: string) => RequestParts;

/** Makes the request out of its parts and the options of client and call. */
export function prepareRequest(intent: Intent, makeParts: MakeParts): CallRequest {
  try {
    checkLimits(intent.connection.client.name, intent.options);
    return makeRequest(intent, makeParts);
  } catch (error) {
    if (!(error instanceof Unsendable)) throw error;
    const { pointer, message } = error;
    throw new ValidationError({ ...intent, attempt: 0 }, [{ pointer, message }], { cause: error });
  }
}

function makeRequest(intent: Intent, makeParts: MakeParts): CallRequest {
  const { connection, operation, options } = intent;
  const { options: defaults, retry } = connection;
  const baseUrl = findBaseUrl(intent);
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
  const headers: Record<string, string> = { accept: operation.accept ?? "application/json" };
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
  const key = options.idempotencyKey ?? headers[header] ?? (isNeeded ? crypto.randomUUID() : undefined);
  setHeader(headers, header, key);
  return key;
}
