import type { Settings } from "../config.js";
import type { AuthId, AuthMechanism, AuthScheme, Contract } from "../contract/contract.js";
import type { Diagnostic } from "../diagnostics.js";
import type { Lock } from "../write/lock.js";
import type { ClientPlan, OperationPlan } from "./plan.js";

/** The contract with the security that the config gives it, in the place of its own. */
export function withAuth(contract: Contract, { auth }: Pick<Settings, "auth">): Contract {
  if (auth === undefined) return contract;
  const id = auth.type === "apiKey" ? "apiKey" : auth.scheme;
  const scheme: AuthMechanism =
    auth.type === "apiKey" ? { kind: "apiKey", in: auth.in, key: auth.name } : { kind: auth.scheme };
  const operations = contract.operations.map((operation) => ({ ...operation, auth: [[id]] }));
  return { ...contract, auth: { [id]: { ...scheme, at: "" } }, operations };
}

/** Says, on the first run, where nobody is asked for credentials: mostly the contract forgot to. */
export function noteNoAuth({ operations, auth }: Contract, lock: Lock | undefined): Diagnostic[] {
  if (lock !== undefined || operations.length === 0) return [];
  if (operations.some((operation) => operation.auth.length > 0)) return [];
  const isDeclared = Object.keys(auth).length > 0;
  return [
    {
      code: "auth-not-declared",
      severity: "note",
      message: isDeclared
        ? "No operation asks for any of the contract's security schemes, so credentials are never sent."
        : "The contract declares no security, so the client takes no credentials.",
      help: 'If the API wants some, say so in the config: `auth: { type: "http", scheme: "bearer" }`.',
    },
  ];
}

/** True for schemes that the runtime can sign with. */
export function isSignable(scheme: AuthScheme): boolean {
  return scheme.kind !== "other";
}

/**
 * An operation's alternatives as far as the client can meet them. Client certificates are the transport's business; an
 * alternative with a scheme that nobody signs for us is no alternative.
 */
export function usableAuth(
  alternatives: readonly (readonly AuthId[])[],
  schemes: Contract["auth"],
): readonly (readonly AuthId[])[] {
  const isTransport = (id: AuthId): boolean => isMutualTls(schemes[id]);
  return alternatives
    .map((ids) => ids.filter((id) => !isTransport(id)))
    .filter((ids) => ids.every((id) => schemes[id] !== undefined && isSignable(schemes[id])));
}

function isMutualTls(scheme: AuthScheme | undefined): boolean {
  return scheme?.kind === "other" && scheme.scheme === "mutualTLS";
}

/** First the schemes that operations name first: a bare credential goes to the first scheme that takes one. */
export function planAuth(contract: Contract): ClientPlan["auth"] {
  const uses = new Map<string, number>();
  for (const [first] of contract.operations.flatMap((operation) => operation.auth)) {
    if (first !== undefined) uses.set(first, (uses.get(first) ?? 0) + 1);
  }
  return Object.entries(contract.auth)
    .filter(([, scheme]) => isSignable(scheme))
    .map(([id, scheme]) => ({ id, scheme, uses: uses.get(id) ?? 0 }))
    .sort((a, b) => b.uses - a.uses || (a.id < b.id ? -1 : 1))
    .map(({ id, scheme }) => ({ id, scheme }));
}

/** Says which schemes the client leaves to its user. */
export function noteUnsupportedAuth(contract: Contract): Diagnostic[] {
  return Object.entries(contract.auth).flatMap(([id, scheme]) => {
    if (scheme.kind !== "other") return [];
    return [
      {
        code: "auth-not-supported",
        severity: "warning",
        message: `The security scheme \`${id}\` (${scheme.scheme}) is not signed by the client.`,
        pointer: scheme.at,
        help: isMutualTls(scheme) ? "Give a transport that holds the certificate." : "Sign in a layer of your own.",
      },
    ];
  });
}

/** What most operations ask for, so that only the others need to say it. */
export function commonSecurity(operations: readonly Pick<OperationPlan, "auth">[]): OperationPlan["auth"] {
  const counts = new Map<string, number>();
  for (const { auth } of operations) {
    const text = JSON.stringify(auth);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const [common] = [...counts].sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1));
  return common === undefined ? [] : (JSON.parse(common[0]) as OperationPlan["auth"]);
}
