import type { Contract } from "../../contract/contract.js";
import type { Stage } from "../../diagnostics.js";
import type { Documents } from "../../read/documents.js";
import { readDocument } from "../document.js";
import { readOperations } from "../http/operations.js";
import { memberOf } from "../reading.js";
import type { Node, Reading } from "../reading.js";
import { readAuthSchemes } from "./auth.js";
import { readExchange } from "./exchange.js";
import { readServers } from "./servers.js";

/** Reads an OpenAPI 3 document into the Contract. */
export function readOpenApi(documents: Documents): Stage<Contract> {
  const version = String(documents.root.root["openapi"] ?? "");
  const dialect = version.startsWith("3.0") ? "3.0" : "3.1";
  return readDocument(documents, { dialect, schemasAt: "#/components/schemas", readParts });
}

function readParts(document: Node, reading: Reading) {
  const auth = readAuthSchemes(memberOf(memberOf(document, "components"), "securitySchemes"), reading);
  return {
    servers: readServers(memberOf(document, "servers")),
    auth,
    ...readOperations(document, { authIds: Object.keys(auth), readExchange }, reading),
  };
}
