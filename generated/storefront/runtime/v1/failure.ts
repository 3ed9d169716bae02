// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { ConnectionError, type Place } from "./errors.js";
import { redactText, redactUrl } from "./redact.js";
import { toOrigin } from "./server.js";

/** Names not found, connections refused, handshakes failed: no byte of the request went out. */
const unsentSign =
  /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ConnectionRefused|UND_ERR_CONNECT|EPROTO|ERR_(TLS|SSL)|\w*CERT|UNABLE_TO)|connect E|before secure TLS|\(Connect\)/;

/** What a platform throws where no answer came, as an error that says where, why, and whether the request went out. */
export function toConnectionError(
  place: Place,
  error: unknown,
  { url, secrets }: { readonly url: string; readonly secrets: readonly string[] },
): ConnectionError {
  const root = findRoot(error);
  const code = typeof root.code === "string" ? root.code : undefined;
  const unsent = unsentSign.test(`${code} ${root.message}`);
  const origin = toOrigin(url);
  const shown = redact(root.message, secrets);
  // Some platforms write the URL, with its query, or a header's value into the error.
  const cause = shown === root.message && root.input === undefined ? root : new Error(shown);
  return new ConnectionError(place, `${unsent ? "no" : "broken"} connection to ${origin} (${code ?? shown})`, {
    code,
    unsent,
    cause,
  });
}

type SystemError = Error & { readonly code?: unknown; readonly input?: unknown };

/** The innermost error: platforms wrap the one that says why. */
function findRoot(error: unknown): SystemError {
  if (!(error instanceof Error)) return new Error(String(error));
  const inner = error.cause ?? (error as { errors?: readonly unknown[] }).errors?.[0];
  return inner instanceof Error ? findRoot(inner) : error;
}

function redact(text: string, secrets: readonly string[]): string {
  return redactText(
    text.replace(/https?:\/\/[^\s)"']+/g, (url) => redactUrl(url, secrets)),
    secrets,
  );
}
