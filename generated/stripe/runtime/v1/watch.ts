// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { CallEvent, RequestEvent, tell } from "./hooks.js";
import type { CallRequest } from "./layers.js";
import type { TransportRequest } from "./transport/transport.js";

// It imports nothing but types: what it shared with the rest would be cut out of it by bundlers, into a file of its own.

/** A message to send and to tell of. */
interface Watch {
  readonly message: TransportRequest;
  readonly tell: typeof tell;
  /** Takes secrets out of a text, and what stands in their place. */
  readonly redact: (text: string) => string;
  readonly mask: string;
}

/** Sends a message and tells those who watch the client or the call. */
export async function sendWatched(request: CallRequest, watch: Watch): Promise<Response> {
  const { message, tell } = watch;
  const { method, url, headers } = message;
  const describe = (base: CallEvent): RequestEvent => ({
    ...base,
    attempt: request.attempt,
    method,
    url: redactUrl(url, watch),
    headers: redactHeaders(headers, watch),
  });
  tell(request, "onRequest", describe);
  const start = Date.now();
  const response = await request.connection.transport(message);
  tell(request, "onResponse", (base) => ({
    ...base,
    request: describe(base),
    status: response.status,
    headers: redactHeaders(response.headers, watch),
    duration: Date.now() - start,
  }));
  return response;
}

const secretName = /auth|cookie|token|secret|passw|signature|credential|session|api[-_]?key|^key$|^sig$/i;

/** Headers as they may be shown: what carries a secret, by its name or its value, is masked. */
function redactHeaders(
  headers: Headers | { readonly [name: string]: string },
  { mask, redact }: Watch,
): { [name: string]: string } {
  const pairs: [name: string, value: string][] = [];
  const add = (value: string, name: string): unknown =>
    pairs.push([name, secretName.test(name) ? mask : redact(value)]);
  if (headers instanceof Headers) headers.forEach(add);
  else for (const name of Object.keys(headers)) add(headers[name] ?? "", name);
  return Object.fromEntries(pairs);
}

/** A URL as it may be shown. */
function redactUrl(url: string, { mask, redact }: Watch): string {
  const [address = "", query] = url.split(/\?(.*)/s);
  const shown = query?.replace(/([^&=]+)=([^&]*)/g, (pair, key: string) =>
    secretName.test(key) ? `${key}=${mask}` : pair,
  );
  return redact(shown === undefined ? address : `${address}?${shown}`);
}
