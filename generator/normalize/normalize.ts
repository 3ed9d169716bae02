import { isObject } from "../contract/json.js";
import type { Contract } from "../contract/contract.js";
import type { Diagnostic, Stage } from "../diagnostics.js";
import { exitCodes, Failure } from "../diagnostics.js";
import type { Document } from "../read/document.js";
import type { Documents } from "../read/documents.js";
import { addition } from "./mends.js";
import { readOpenApi } from "./openapi/document.js";

import { readSwagger } from "./swagger/document.js";

/** Contract kinds by the key that a document of that kind opens with. */
const KINDS = [
  { key: "openapi", name: "OpenAPI", versions: /^3(?:\.[012]\b|$)/, read: readOpenApi },
  // YAML reads an unquoted 2.0 as the number 2.
  { key: "swagger", name: "Swagger", versions: /^2(\.0)?$/, read: readSwagger },
] as const;

/** Reads documents of whatever kind into the one Contract; what reads GraphQL is large, and loaded only for it. */
export async function normalizeAny(documents: Documents, queries: readonly Document[] = []): Promise<Stage<Contract>> {
  if (!isGraphql(documents.root.root)) return normalize(documents);
  const { readGraphql } = await import("./graphql/document.js");
  return readGraphql(documents.root, queries);
}

/** Reads documents that are JSON or YAML into the Contract. */
export function normalize(documents: Documents): Stage<Contract> {
  const { root } = documents.root;
  const kind = KINDS.find((each) => isObject(root) && root[each.key] !== undefined);
  if (kind === undefined) throw new Failure(exitCodes.data, [describeUnknown(root)], [documents.root]);
  const version = String(root[kind.key]);
  if (!kind.versions.test(version))
    throw new Failure(exitCodes.data, [describeVersion(kind, version)], [documents.root]);
  return kind.read(documents);
}

/** SDL, or the answer to an introspection query. */
function isGraphql(root: Document["root"]): boolean {
  const { graphql, data = root } = root;
  return graphql !== undefined || (isObject(data) && isObject(data["__schema"]));
}

function describeUnknown(root: { readonly [key: string]: unknown }): Diagnostic {
  const asyncapi = root["asyncapi"] !== undefined;
  return {
    code: "unknown-contract",
    severity: "error",
    message: asyncapi
      ? "AsyncAPI contracts are not supported yet."
      : "This is no OpenAPI contract: there is no `openapi` and no `swagger` at its top.",
    pointer: asyncapi ? "#/asyncapi" : "#",
    help: "A contract starts with `openapi: 3.1.0` or the like.",
    ...(isObject(root["paths"]) && { mend: addition("#", { openapi: "3.1.0" }) }),
  };
}

function describeVersion({ key, name }: { readonly key: string; readonly name: string }, version: string): Diagnostic {
  return {
    code: "unsupported-version",
    severity: "error",
    message: `${name} ${version} is not supported.`,
    pointer: `#/${key}`,
    help: "OpenAPI 3.0, 3.1 and 3.2 and Swagger 2.0 are; if it is one of these, an overlay can say so.",
    ...(key === "openapi" && { mend: addition("#", { openapi: "3.2.0" }) }),
  };
}
