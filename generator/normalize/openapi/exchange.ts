import type { Server } from "../../contract/contract.js";
import type { Exchange, OperationPlace } from "../http/operations.js";
import { memberOf } from "../reading.js";
import type { Node, Reading } from "../reading.js";
import { readBody } from "./contents.js";
import { readInputs } from "./inputs.js";
import { readOutcomes } from "./outcomes.js";
import { readServers } from "./servers.js";

/** What goes out and what comes back, as OpenAPI 3 says it; "broken" where a reference leads nowhere. */
export function readExchange({ path, node, item }: OperationPlace, reading: Reading): Exchange | "broken" {
  const inputs = readInputs({ path, own: memberOf(node, "parameters"), shared: memberOf(item, "parameters") }, reading);
  const body = readBody(memberOf(node, "requestBody"), reading);
  if (inputs === "broken" || body === "broken") return "broken";
  const servers = serversOf(node, item, reading);
  return {
    inputs,
    ...(body !== undefined && { body }),
    outcomes: readOutcomes(memberOf(node, "responses"), reading),
    ...(servers.length > 0 && { servers }),
  };
}

function serversOf(node: Node, item: Node, reading: Reading): Server[] {
  const own = readServers(memberOf(node, "servers"), reading);
  return own.length > 0 ? own : readServers(memberOf(item, "servers"), reading);
}
