import type { Contract } from "../../contract/contract.js";
import type { Stage } from "../../diagnostics.js";
import type { Documents } from "../../read/documents.js";
import { readDocument } from "../document.js";
import { readOperations } from "../http/operations.js";
import { addition } from "../mends.js";
import { memberOf } from "../reading.js";
import type { Node, Reading } from "../reading.js";
import { readAuthSchemes } from "./auth.js";
import { readExchange } from "./exchange.js";
import { readServers } from "./servers.js";

/** Reads an OpenAPI 3 document into the Contract. */
export function readOpenApi(documents: Documents): Stage<Contract> {
  const version = String(documents.root.root["openapi"] ?? "");
  const dialect = /^3(?:\.0|$)/.test(version) ? "3.0" : "3.1";
  return readDocument(documents, { dialect, schemasAt: "#/components/schemas", readParts });
}

function readParts(document: Node, reading: Reading) {
  if (String(memberOf(document, "openapi").value) === "3") reportVersion(reading);
  const auth = readAuthSchemes(memberOf(memberOf(document, "components"), "securitySchemes"), reading);
  return {
    servers: readServers(memberOf(document, "servers"), reading),
    auth,
    ...readOperations(document, { authIds: Object.keys(auth), readExchange }, reading),
  };
}

/** YAML reads an unquoted 3.0 as the number 3. */
function reportVersion(reading: Reading): void {
  reading.report({
    code: "version-incomplete",
    severity: "repair",
    message: "`openapi` is 3, as a number; it is read as 3.0.",
    pointer: "#/openapi",
    help: "Write the whole version, such as `openapi: 3.0.3`.",
    mend: addition("#", { openapi: "3.0.3" }),
  });
}
