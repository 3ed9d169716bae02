// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { AuthScheme, SignedRequest } from "./auth/scheme.js";
import type { AnyOperation } from "./operation.js";

/** The schemes of a contract, by the contract's names. */
export interface AuthSchemes {
  readonly [id: string]: AuthScheme;
}

/** What the user gave, by scheme; `undefined` where they gave nothing at all. */
export type GivenAuth = { readonly [id: string]: unknown } | undefined;

/** A credential at hand: a value to sign with. */
export interface ReadyCredential {
  readonly scheme: AuthScheme;
  readonly value: unknown;
}

/** Sorts the `auth` option by scheme; a bare string or function goes to the first scheme that takes a string. */
export function readAuth(client: string, schemes: AuthSchemes, auth: unknown): GivenAuth {
  if (auth === undefined || auth === null) return undefined;
  if (typeof auth === "object") return auth as GivenAuth;
  const id = Object.keys(schemes).find((key) => schemes[key]?.text);
  if (id === undefined) throw new TypeError(`${client}: no auth scheme of this client takes a bare string`);
  return { [id]: auth };
}

/** The schemes to sign with: of the first alternative for which everything was given. */
export function chooseAuth(given: GivenAuth, { call, auth: alternatives }: AnyOperation): readonly string[] {
  if (!given || !alternatives?.length) return [];
  const isGiven = (id: string) => Object.hasOwn(given, id) && given[id] !== undefined;
  // "May be called without" comes last: who gave a credential wants to be known.
  const chosen =
    alternatives.find((ids) => ids.length && ids.every(isGiven)) ?? alternatives.find((ids) => !ids.length);
  if (chosen) return chosen;
  const wanted = alternatives.map((ids) => ids.join(" with ")).join(", or ");
  throw new TypeError(
    `${call} needs auth ${wanted}; given: ${Object.keys(given).filter(isGiven).join(", ") || "none"}`,
  );
}

/** Asks for the credentials of the chosen schemes. */
export async function readCredentials(
  schemes: AuthSchemes,
  given: GivenAuth,
  ask: { readonly ids: readonly string[]; readonly refresh: boolean },
): Promise<ReadyCredential[]> {
  const ready: ReadyCredential[] = [];
  for (const id of ask.ids) {
    const scheme = schemes[id];
    const source = given?.[id];
    const value = typeof source === "function" ? await (source as AskCredential)({ refresh: ask.refresh }) : source;
    if (!scheme || !value) throw new TypeError(`auth: the credential "${id}" is ${scheme ? "empty" : "unknown"}`);
    ready.push({ scheme, value });
  }
  return ready;
}

type AskCredential = (ask: { readonly refresh: boolean }) => unknown;

/** Puts the credentials on a request. */
export async function sign(request: SignedRequest, credentials: readonly ReadyCredential[]): Promise<void> {
  for (const { scheme, value } of credentials) await scheme.sign(request, value);
}

/** The texts that must not be seen anywhere. */
export function listSecrets(credentials: readonly ReadyCredential[]): string[] {
  return credentials.flatMap(({ value }) => (typeof value === "string" ? [value] : Object.values(value as object)));
}
