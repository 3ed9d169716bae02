import { ConnectionError, type Place } from "./errors.js";
import { redactText, redactUrl } from "./redact.js";

/** Names not found, connections refused, handshakes failed: no byte of the request went out. */
const unsentCode = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ConnectionRefused|UND_ERR_CONNECT_TIMEOUT|EPROTO|ERR_TLS|ERR_SSL|.*CERT|DEPTH_ZERO|UNABLE_TO)/;
const unsentMessage = /\bconnect E|before secure TLS|\(Connect\)/;

/** What a platform throws where no answer came, as an error that says where, why, and whether the request went out. */
export function toConnectionError(
  place: Place,
  error: unknown,
  { url, secrets }: { readonly url: string; readonly secrets: readonly string[] },
): ConnectionError {
  const root = findRoot(error);
  const code = typeof root.code === "string" ? root.code : undefined;
  const unsent = unsentCode.test(code ?? "") || unsentMessage.test(root.message);
  const origin = URL.canParse(url) ? new URL(url).origin : "the server";
  const message = `${unsent ? "no connection to" : "the connection failed to"} ${origin} (${code ?? redact(root.message, secrets)})`;
  return new ConnectionError(place, message, { code, unsent, cause: toCause(root, secrets) });
}

type SystemError = Error & { readonly code?: unknown; readonly input?: unknown };

/** The innermost error: platforms wrap the one that says why. */
function findRoot(error: unknown): SystemError {
  if (!(error instanceof Error)) return new Error(String(error));
  const inner = error.cause ?? (error as { errors?: readonly unknown[] }).errors?.[0];
  return inner instanceof Error ? findRoot(inner) : error;
}

/** Some platforms write the URL, with its query, or a header's value into the error. */
function toCause(root: SystemError, secrets: readonly string[]): Error {
  const shown = redact(root.message, secrets);
  return shown === root.message && root.input === undefined ? root : new Error(shown);
}

function redact(text: string, secrets: readonly string[]): string {
  return redactText(text.replace(/https?:\/\/[^\s)"']+/g, (url) => redactUrl(url, secrets)), secrets);
}
