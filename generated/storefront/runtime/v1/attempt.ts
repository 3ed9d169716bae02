// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { listSecrets, type ReadyCredential, readCredentials, signRequest } from "./auth.js";
import { DecodeError, isCallError } from "./errors.js";
import { mask, redactText, toConnectionError } from "./failure.js";
import { tell } from "./hooks.js";
import type { CallRequest } from "./layers.js";
import type { AnyOperation } from "./operation.js";
import { isJson, parseErrorBody, readBody, readText } from "./read.js";
import type { Hop } from "./redirect.js";
import type { Reply } from "./reply.js";
import { withLimit } from "./timing.js";
import { toOrigin } from "./url.js";

/** One attempt on its way. */
interface Attempt {
  readonly request: CallRequest;
  readonly credentials: readonly ReadyCredential[];
  /** Grows with what is made of them. */
  readonly secrets: string[];
  readonly signal: AbortSignal;
}

/** Sends a request once: signs it, follows redirects, reads the body, all within the attempt's timeout. */
export function sendOnce(request: CallRequest): Promise<Reply> {
  return withLimit(request, "timeout", async (signal, stopTimer) => {
    const credentials = await readCredentials(request);
    const attempt = { request, credentials, secrets: listSecrets(credentials), signal };
    try {
      const response = await sendHops(attempt);
      if (response.ok && request.operation.read?.streams?.(response)) stopTimer();
      return { data: await readData(attempt, response), response, attempts: request.attempt };
    } catch (error) {
      throw isCallError(error) ? error : toConnectionError(request, error, attempt.secrets);
    }
  });
}

/** Sends the request; how to follow a redirect, and how to go to another origin, is loaded only where that happens. */
async function sendHops(attempt: Attempt): Promise<Response> {
  const { method, url, headers, body, home } = attempt.request;
  const hop: Hop = { method, url, headers, body: body?.content, home: toOrigin(url) === home, redirect: "manual" };
  const answer = hop.home ? await exchange(attempt, hop) : undefined;
  // What is left are redirects, and what a browser shows of one, which has no status.
  if (answer && (answer.ok || answer.status >= 400)) return answer;
  const { followRedirects } = await import("./redirect.js");
  return followRedirects({ ...attempt, exchange: (next) => exchange(attempt, next) }, hop, answer);
}

/** Sends one hop; what tells of it is loaded only where somebody listens. Where it cannot be, the call goes on untold. */
async function exchange({ request, credentials, secrets, signal }: Attempt, hop: Hop): Promise<Response> {
  const { connection, options } = request;
  const { method, url, body, redirect } = hop;
  const message = { method, url, headers: { ...hop.headers }, body, signal, redirect };
  if (hop.home) {
    await signRequest(request, message, credentials);
    const token = message.headers["authorization"]?.split(" ")[1];
    if (token) secrets.push(token);
  }
  const isHeard = [connection.options, options].some(({ onRequest, onResponse }) => onRequest ?? onResponse);
  const watch = isHeard ? await import("./watch.js").catch(() => undefined) : undefined;
  // Not every transport looks whether the call was given up meanwhile.
  signal.throwIfAborted();
  return watch
    ? watch.sendWatched(request, { message, tell, mask, redact: (text) => redactText(text, secrets) })
    : connection.transport(message);
}

/** Reads and decodes the body. */
async function readData({ request, secrets }: Attempt, response: Response): Promise<unknown> {
  const { method, operation } = request;
  const { ok, status } = response;
  if (method === "HEAD") return undefined;
  if (!ok) {
    // A status without its body says more than a broken connection does.
    const text = await readText(response).catch(() => "");
    return parseErrorBody(redactText(text, secrets), response, operation);
  }
  try {
    const hasBody = status !== 204 && status !== 205;
    const data = hasBody ? await (operation.read ?? readBody)(response, operation, request) : undefined;
    if (data === undefined && promisesBody(operation, status)) throw new SyntaxError("there is no body");
    return data;
  } catch (error) {
    throw error instanceof SyntaxError ? toDecodeError(request, error, response) : error;
  }
}

/** What the body's reader knows of a body that cannot be read. */
interface DecodeFacts {
  readonly pointer?: string;
  readonly text?: string;
}

/** A reader's complaint about a body, as an error that says which. */
function toDecodeError(request: CallRequest, { message, cause }: Error, response: Response): DecodeError {
  const facts = cause as DecodeFacts | undefined;
  const type = response.headers.get("content-type");
  const isOther = facts?.text !== undefined && facts.pointer === undefined && type !== null && !isJson(type);
  return new DecodeError(request, isOther ? `${message} but ${type}` : message, { response, ...facts });
}

/** Whether the contract declares a body here, be it for another success than this one. */
function promisesBody({ replies }: AnyOperation, status: number): boolean {
  return Boolean(replies[status] ?? replies["2XX"] ?? replies[200] ?? replies[201]);
}
