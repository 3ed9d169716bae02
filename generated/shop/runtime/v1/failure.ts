// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { ConnectionError, type Place } from "./errors.js";
import type { CallRequest } from "./layers.js";
import { toOrigin } from "./url.js";

/** Names not found, connections refused, handshakes failed: no byte of the request went out. */
const unsentSign =
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ConnectionRefused|UND_ERR_CONNECT|EPROTO|ERR_(TLS|SSL)|\w*CERT|UNABLE_TO)|connect E|before secure TLS|\(Connect\)/;

/** What a platform throws where no answer came, as an error that says where, why, and whether the request went out. */
export function toConnectionError(
  request: Place & Pick<CallRequest, "url">,
  error: unknown,
  secrets: readonly string[],
): ConnectionError {
  const root = findRoot(error);
  const code = typeof root.code === "string" ? root.code : undefined;
  const unsent = unsentSign.test(`${code} ${root.message}`);
  // Some platforms write the URL, with its query, or a header's value into the error.
  const shown = redactText(root.message.replace(/(https?:\/\/[^\s)"'?]+)\?[^\s)"']*/g, "$1"), secrets);
  const cause = shown === root.message && root.input === undefined ? root : new Error(shown);
  const message = `${unsent ? "no" : "broken"} connection to ${toOrigin(request.url)} (${code ?? shown})`;
  return new ConnectionError(request, message, { code, unsent, cause });
}

type SystemError = Error & { readonly code?: unknown; readonly input?: unknown };

/** The innermost error: platforms wrap the one that says why. */
function findRoot(error: unknown): SystemError {
  if (!(error instanceof Error)) return new Error(String(error));
  const inner = error.cause ?? (error as { errors?: readonly unknown[] }).errors?.[0];
  return inner instanceof Error ? findRoot(inner) : error;
}

/** What stands in the place of a secret. */
export const mask = "[redacted]";

/** Text without the secrets. Short ones stay: masking `test` everywhere would hide more than it protects. */
export function redactText(text: string, secrets: readonly string[]): string {
  let result = text;
  for (const secret of secrets) {
    if (typeof secret !== "string" || secret.length < 8) continue;
    result = result.replaceAll(secret, mask).replaceAll(encodeURIComponent(secret), mask);
  }
  return result;
}
