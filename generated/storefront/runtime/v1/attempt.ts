// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { listSecrets, type ReadyCredential, readCredentials, signRequest } from "./auth.js";
import type { Connection } from "./connection.js";
import { DecodeError, isCallError, type Place } from "./errors.js";
import { toConnectionError } from "./failure.js";
import { type RequestEvent, tell } from "./hooks.js";
import type { CallRequest } from "./layers.js";
import { toId, toPlace } from "./place.js";
import type { AnyOperation } from "./operation.js";
import { isJson, parseErrorBody, readBody, readText } from "./read.js";
import type { Hop } from "./redirect.js";
import { redactHeaders, redactText, redactUrl } from "./redact.js";
import type { Reply } from "./reply.js";
import { toOrigin } from "./server.js";
import { withLimit } from "./timing.js";

/** One attempt on its way. */
interface Attempt {
  readonly connection: Connection;
  readonly request: CallRequest;
  readonly place: Place;
  readonly credentials: readonly ReadyCredential[];
  readonly secrets: readonly string[];
  readonly signal: AbortSignal | undefined;
}

/** Sends a request once: signs it, follows redirects, reads the body, all within the attempt's timeout. */
export function sendOnce(connection: Connection, request: CallRequest): Promise<Reply> {
  const { operation, signal, timeout: ms } = request;
  const place = toPlace(connection, request);
  const streams = operation.read?.streams;
  const outlives = streams !== undefined;
  return withLimit(place, { signal, option: "timeout", ms, outlives }, async (inner, stopTimer) => {
    const credentials = await readCredentials(connection, request);
    const attempt = { connection, request, place, credentials, secrets: listSecrets(credentials), signal: inner };
    const response = await sendHops(attempt);
    if (response.ok && streams?.(response)) stopTimer();
    return { data: await readData(attempt, response), response, attempts: request.attempt };
  });
}

/** Sends the request; how to follow a redirect, and how to go to another origin, is loaded only where that happens. */
async function sendHops(attempt: Attempt): Promise<Response> {
  const { secrets, request } = attempt;
  const { method, url, headers, body, home } = request;
  const hop: Hop = { method, url, headers, content: body?.content, home: toOrigin(url) === home, redirect: "manual" };
  const answer = hop.home ? await exchange(attempt, hop) : undefined;
  if (answer && !isRedirect(answer)) return answer;
  const journey = { home, secrets, replayable: body?.replayable, exchange: (next: Hop) => exchange(attempt, next) };
  return protect(attempt, async () => (await import("./redirect.js")).followRedirects(journey, hop, answer));
}

function isRedirect({ type, status }: Response): boolean {
  return type === "opaqueredirect" || (status >= 300 && status < 400);
}

/** Sends one hop. */
async function exchange(attempt: Attempt, hop: Hop): Promise<Response> {
  const { connection, request, place, secrets, signal } = attempt;
  const { operation, options } = request;
  const { method, url, content: body, home, redirect } = hop;
  const signed = { method, url, headers: { ...hop.headers } };
  if (home) await signRequest(signed, attempt.credentials, place);
  const watchers = [connection.options, options];
  const describe = (): RequestEvent => ({
    operation: toId(operation),
    call: operation.call,
    attempt: request.attempt,
    method,
    url: redactUrl(signed.url, secrets),
    headers: redactHeaders(signed.headers, secrets),
  });
  tell(watchers, "onRequest", describe);
  const start = Date.now();
  const response = await protect(attempt, () =>
    // Not `...signed`, which costs every call half a microsecond.
    connection.transport({ method, url: signed.url, headers: signed.headers, body, signal, redirect }),
  );
  if (response.type === "error") throw toConnectionError(place, new Error("no answer"), { url, secrets });
  tell(watchers, "onResponse", () => ({
    request: describe(),
    status: response.status,
    headers: redactHeaders(response.headers, secrets),
    duration: Date.now() - start,
  }));
  return response;
}

/** What the body's reader knows of a body that cannot be read. */
interface DecodeFacts {
  readonly pointer?: string;
  readonly text?: string;
}

/** Reads and decodes the body. */
async function readData(attempt: Attempt, response: Response): Promise<unknown> {
  const { request, place, secrets } = attempt;
  const { operation } = request;
  const { ok, status } = response;
  if (request.method === "HEAD") return undefined;
  const hasBody = status !== 204 && status !== 205;
  if (!ok) {
    const text = await protect(attempt, () => readText(response));
    return parseErrorBody(redactText(text, secrets), response, operation);
  }
  try {
    const data = hasBody ? await protect(attempt, () => (operation.read ?? readBody)(response, operation)) : undefined;
    if (data === undefined && promisesBody(operation, status)) throw new SyntaxError("there is no body");
    return data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const facts = error.cause as DecodeFacts | undefined;
    const type = response.headers.get("content-type");
    const isOther = facts?.text !== undefined && facts.pointer === undefined && type !== null && !isJson(type);
    throw new DecodeError(place, isOther ? `${error.message} but ${type}` : error.message, { response, ...facts });
  }
}

/** Whether the contract declares a body here, be it for another success than this one. */
function promisesBody({ replies }: AnyOperation, status: number): boolean {
  return Boolean(replies[status] ?? replies["2XX"] ?? replies[200] ?? replies[201]);
}

/** What fails between here and the server is a `ConnectionError`, unless it is about what was read. */
async function protect<Value>({ place, request, secrets }: Attempt, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (isCallError(error) || error instanceof SyntaxError) throw error;
    throw toConnectionError(place, error, { url: request.url, secrets });
  }
}
