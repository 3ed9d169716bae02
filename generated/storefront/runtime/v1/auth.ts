// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { AuthScheme, SignedRequest } from "./auth/scheme.js";
import { AuthError } from "./errors.js";
import type { CallRequest, Intent } from "./layers.js";

/** The schemes of a contract, by the contract's names. */
export interface AuthSchemes {
  readonly [id: string]: AuthScheme;
}

/** What the user gave, by scheme; `undefined` where they did not speak of it. */
export type GivenAuth = { readonly [id: string]: unknown } | undefined;

/** A credential at hand: a value to sign with. */
export interface ReadyCredential {
  readonly scheme: AuthScheme;
  readonly value: unknown;
}

/** Sorts the `auth` option by scheme; a bare string or function goes to the first scheme that takes a string. */
export function readAuth(client: string, schemes: AuthSchemes, options: { readonly auth?: unknown }): GivenAuth {
  if (!("auth" in options)) return undefined;
  // Said and empty, as a variable of the environment is that nobody set: no credential, but one was meant.
  const auth = options.auth ?? {};
  if (typeof auth === "object") return auth as GivenAuth;
  const id = Object.keys(schemes).find((key) => schemes[key]?.text);
  if (id === undefined) throw new TypeError(`${client}: no auth scheme of this client takes a bare string`);
  return { [id]: auth };
}

/** The schemes to sign with: of the first alternative for which everything was given. */
export function chooseAuth(intent: Intent): readonly string[] {
  const { client, auth: given } = intent.connection;
  const { auth: alternatives = client.security } = intent.operation;
  if (!given || !alternatives?.length) return [];
  const isGiven = (id: string) => Object.hasOwn(given, id) && given[id] !== undefined;
  // "May be called without" comes last: who gave a credential wants to be known.
  const chosen =
    alternatives.find((ids) => ids.length && ids.every(isGiven)) ?? alternatives.find((ids) => !ids.length);
  if (chosen) return chosen;
  const wanted = alternatives.map((ids) => ids.join(" with ")).join(", or ");
  const known = Object.keys(given).filter(isGiven).join(", ") || "none";
  throw new AuthError({ ...intent, attempt: 0 }, `needs auth ${wanted}; given: ${known}`);
}

/** Asks for the credentials that a request is to be signed with. */
export async function readCredentials(request: CallRequest): Promise<ReadyCredential[]> {
  const { client, auth } = request.connection;
  const ready: ReadyCredential[] = [];
  for (const id of request.auth) {
    const scheme = client.auth[id];
    const given = auth?.[id];
    const value = typeof given === "function" ? await ask(request, id, given as Source) : given;
    if (!scheme || !value) throw new AuthError(request, `the credential "${id}" is ${scheme ? "empty" : "unknown"}`);
    ready.push({ scheme, value });
  }
  return ready;
}

type Source = (ask: { readonly refresh: boolean }) => unknown;

/** New credentials by scheme, for all attempts that began before they were there. */
export type Refreshes = Map<string, unknown>;

/** Asks for a credential; for a new one only once, be it that many calls were refused with the old one. */
async function ask(request: CallRequest, id: string, source: Source): Promise<unknown> {
  const { connection, refresh } = request;
  try {
    const credential = refresh?.get(id) ?? source({ refresh: refresh !== undefined });
    refresh?.set(id, credential);
    const value = await credential;
    if (connection.refreshes === refresh) connection.refreshes = new Map();
    return value;
  } catch (error) {
    refresh?.delete(id);
    throw new AuthError(request, `no credential "${id}": the function that gets it failed`, { cause: error });
  }
}

/** Puts credentials on a request. */
export async function signRequest(
  request: CallRequest,
  signed: SignedRequest,
  credentials: readonly ReadyCredential[],
): Promise<void> {
  try {
    for (const { scheme, value } of credentials) await scheme.sign(signed, value);
  } catch (error) {
    throw new AuthError(request, `the credential cannot be sent: ${(error as Error).message}`, { cause: error });
  }
}

/** The texts that must not be seen anywhere. */
export function listSecrets(credentials: readonly ReadyCredential[]): string[] {
  return credentials.flatMap(({ value }) => (typeof value === "string" ? value : Object.values(value as object)));
}
