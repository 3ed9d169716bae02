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

/** Reads a Swagger 2.0 document into the Contract. */
export function readSwagger(documents: Documents): Stage<Contract> {
  return readDocument(documents, { dialect: "2.0", schemasAt: "#/definitions", readParts });
}

function readParts(document: Node, reading: Reading) {
  const auth = readAuthSchemes(memberOf(document, "securityDefinitions"), reading);
  return {
    servers: readServers(document, reading),
    auth,
    ...readOperations(document, { authIds: Object.keys(auth), readExchange }, reading),
  };
}
