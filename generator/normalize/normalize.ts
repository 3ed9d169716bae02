import type { Contract } from "../contract/contract.js";
import type { Diagnostic, Stage } from "../diagnostics.js";
import { exitCodes, Failure } from "../diagnostics.js";
import type { Document } from "../read/document.js";
import { readOpenApi } from "./openapi/document.js";
import { isObject } from "./reading.js";

/** Contract kinds by the key that a document of that kind opens with. */
const KINDS = [{ key: "openapi", versions: /^3\.[01]\b/, read: readOpenApi }] as const;

/** Reads a document of whatever kind into the one Contract. */
export function normalize(document: Document): Stage<Contract> {
  const { root } = document;
  const kind = KINDS.find((each) => isObject(root) && root[each.key] !== undefined);
  if (kind === undefined) throw new Failure(exitCodes.data, [describeUnknown(root)], [document]);
  const version = String(root[kind.key]);
  if (!kind.versions.test(version)) throw new Failure(exitCodes.data, [describeVersion(kind.key, version)], [document]);
  return kind.read(root);
}

function describeUnknown(root: { readonly [key: string]: unknown }): Diagnostic {
  const swagger = root["swagger"] !== undefined;
  const asyncapi = root["asyncapi"] !== undefined;
  return {
    code: "unknown-contract",
    severity: "error",
    message: swagger
      ? "Swagger 2.0 contracts are not supported yet."
      : asyncapi
        ? "AsyncAPI contracts are not supported yet."
        : "This is no OpenAPI contract: there is no `openapi` at its top.",
    pointer: swagger ? "#/swagger" : asyncapi ? "#/asyncapi" : "#",
    help: swagger ? "Convert it to OpenAPI 3 first." : "A contract starts with `openapi: 3.1.0` or the like.",
  };
}

function describeVersion(key: string, version: string): Diagnostic {
  return {
    code: "unsupported-version",
    severity: "error",
    message: `OpenAPI ${version} is not supported.`,
    pointer: `#/${key}`,
    help: "OpenAPI 3.0 and 3.1 are.",
  };
}
