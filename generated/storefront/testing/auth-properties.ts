// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { expect } from "./expect.js";
import type { ContractSuite } from "./client-under-test.js";
import type { ClientFacts, OperationCase, SchemeFact } from "./operation-case.js";
import { decodePercent, splitPairs } from "./percent.js";
import type { SentRequest } from "./wire.js";

const MARKER = "contract-test-credential";
const PASSWORD = "pässword";

/** Each alternative of credentials goes where its schemes say, and nowhere else. */
export function testAuth(
  suite: Pick<ContractSuite, "runner"> & { readonly facts: Pick<ClientFacts, "schemes"> },
  operation: Pick<OperationCase, "auth">,
  send: (options: object) => Promise<SentRequest>,
): void {
  const { it } = suite.runner;
  const { schemes } = suite.facts;
  const usable = operation.auth.filter((ids) => ids.length > 0 && ids.every((id) => isUsable(schemes[id])));
  for (const ids of usable) {
    it(`signs with ${ids.join(" and ")}`, async () => {
      const auth = Object.fromEntries(ids.map((id) => [id, credentialOf(id, schemes[id])]));
      const request = await send({ auth });
      expect(
        readCredentials(
          request,
          ids.map((id) => schemes[id]),
        ),
      ).toEqual(auth);
    });
  }
  if (usable.length > 0 || Object.keys(schemes).length === 0) return;
  it("sends no credentials, because the contract wants none", async () => {
    const all = Object.entries(schemes).filter(([, scheme]) => isUsable(scheme));
    const auth = Object.fromEntries(all.map(([id, scheme]) => [id, credentialOf(id, scheme)]));
    const request = await send(operation.auth.length === 0 ? { auth } : {});
    expect(leftovers(request, [])).toEqual([]);
  });
}

function isUsable(scheme: SchemeFact | undefined): boolean {
  return scheme !== undefined && scheme.kind !== "other";
}

function credentialOf(id: string, scheme: SchemeFact | undefined): unknown {
  const marker = `${MARKER}-${id.replaceAll(/[^\w-]/g, "_")}`;
  return scheme?.kind === "basic" ? { username: marker, password: PASSWORD } : marker;
}

/** Finds each credential where its scheme puts it; one that shows anywhere else too fails the test. */
function readCredentials(
  request: SentRequest,
  schemes: readonly (SchemeFact | undefined)[],
): { [id: string]: unknown } {
  const found = schemes.map((scheme) => readCredential(request, scheme));
  expect(leftovers(request, schemes)).toEqual([]);
  return Object.fromEntries(found.map((value) => [idOf(value), value]));
}

function idOf(credential: unknown): string {
  const text =
    typeof credential === "string" ? credential : (credential as { readonly username?: string } | undefined)?.username;
  return text?.slice(MARKER.length + 1) ?? "missing";
}

function readCredential({ headers, url }: SentRequest, scheme: SchemeFact | undefined): unknown {
  const authorization = headers.get("authorization") ?? "";
  if (scheme?.kind === "bearer") return authorization.replace(/^Bearer /, "");
  if (scheme?.kind === "basic") return readBasic(authorization);
  if (scheme?.kind !== "apiKey") return undefined;
  if (scheme.in === "header") return headers.get(scheme.key);
  const pairs =
    scheme.in === "query" ? splitPairs(url.split("?")[1] ?? "") : splitPairs(headers.get("cookie") ?? "", /; /);
  const values = pairs
    .filter((pair) => decodePercent(pair.key) === scheme.key)
    .map((pair) => decodePercent(pair.value));
  return values.length === 1 ? values[0] : values;
}

function readBasic(authorization: string): unknown {
  const bytes = Uint8Array.from(atob(authorization.replace(/^Basic /, "")), (character) => character.charCodeAt(0));
  const [username, password] = new TextDecoder().decode(bytes).split(":");
  return { username, password };
}

/** The places where a credential shows that none of these schemes puts there. */
function leftovers({ headers, url, body }: SentRequest, schemes: readonly (SchemeFact | undefined)[]): string[] {
  const own = new Set(
    schemes.map((scheme) =>
      scheme?.kind === "apiKey" ? `${scheme.in} ${scheme.key}`.toLowerCase() : "header authorization",
    ),
  );
  const inHeaders = [...headers]
    .filter(
      ([name, value]) =>
        name !== "cookie" && (value.includes(MARKER) || name === "authorization") && !own.has(`header ${name}`),
    )
    .map(([name]) => name);
  const inCookies = splitPairs(headers.get("cookie") ?? "", /; /)
    .filter(({ key, value }) => value.includes(MARKER) && !own.has(`cookie ${key}`.toLowerCase()))
    .map(({ key }) => `cookie ${key}`);
  const inQuery = splitPairs(url.split("?")[1] ?? "")
    .filter(({ key, value }) => value.includes(MARKER) && !own.has(`query ${decodePercent(key)}`.toLowerCase()))
    .map(({ key }) => `query ${key}`);
  const inBody = new TextDecoder().decode(body).includes(MARKER) ? ["body"] : [];
  return [...inHeaders, ...inCookies, ...inQuery, ...inBody];
}
