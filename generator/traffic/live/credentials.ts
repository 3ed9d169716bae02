import { apiKey } from "../../../templates/runtime/v1/auth/api-key.js";
import { basic } from "../../../templates/runtime/v1/auth/basic.js";
import { bearer } from "../../../templates/runtime/v1/auth/bearer.js";
import type { SignedRequest } from "../../../templates/runtime/v1/auth/scheme.js";
import type { OperationCase, SchemeFact } from "../../../templates/testing/operation-case.js";

/** Secrets by scheme; the one without a name is for every scheme that has none of its own, and never goes into a URL. */
export type Credentials = ReadonlyMap<string | undefined, string>;

/** Signs a request in the first way that the credentials allow; `false` where they allow none. */
export async function signRequest(
  request: SignedRequest,
  { auth }: OperationCase,
  {
    schemes,
    credentials,
  }: { readonly schemes: { readonly [id: string]: SchemeFact }; readonly credentials: Credentials },
): Promise<boolean> {
  const isInUrl = (id: string): boolean => schemes[id]?.kind === "apiKey" && schemes[id].in === "query";
  const secretOf = (id: string): string | undefined =>
    credentials.get(id) ?? (isInUrl(id) ? undefined : credentials.get(undefined));
  const ways = auth.length === 0 ? [[]] : auth;
  const isOpen = (id: string): boolean => secretOf(id) !== undefined && schemes[id]?.kind !== "other";
  // Whoever gives a credential means it to be used, also where it may be left out.
  const [way] = ways.filter((ids) => ids.every(isOpen)).sort((left, right) => right.length - left.length);
  for (const id of way ?? []) await sign(request, schemes[id], secretOf(id) ?? "");
  return way !== undefined;
}

async function sign(request: SignedRequest, scheme: SchemeFact | undefined, secret: string): Promise<void> {
  if (scheme?.kind === "bearer") await bearer.sign(request, secret);
  if (scheme?.kind === "apiKey") await apiKey(scheme.in, scheme.key).sign(request, secret);
  if (scheme?.kind !== "basic") return;
  const [username = "", ...password] = secret.split(":");
  await basic.sign(request, { username, password: password.join(":") });
}
