import type { Exchange, OperationPlace } from "../http/operations.js";
import { fitToPath } from "../http/path-parameters.js";
import { itemsOf, membersOf, memberOf } from "../reading.js";
import type { Reading } from "../reading.js";
import { readBody } from "./bodies.js";
import { readMediaTypes } from "./media-types.js";
import { readOutcomes } from "./outcomes.js";
import { readParameters } from "./parameters.js";
import { readOwnServers } from "./servers.js";

/** What goes out and what comes back, as Swagger 2.0 says it; "broken" where a reference leads nowhere. */
export function readExchange({ path, node, item }: OperationPlace, reading: Reading): Exchange | "broken" {
  const written = { path, own: memberOf(node, "parameters"), shared: memberOf(item, "parameters") };
  const parameters = readParameters([...itemsOf(written.shared), ...itemsOf(written.own)], reading);
  if (parameters === "broken") return "broken";
  const body = readBody(parameters, readMediaTypes(node, "consumes", reading), reading);
  const servers = readOwnServers(node, reading);
  return {
    inputs: fitToPath(withoutOwned(parameters.inputs, reading.root), written, reading),
    ...(body !== undefined && { body }),
    outcomes: readOutcomes(memberOf(node, "responses"), readMediaTypes(node, "produces", reading), reading),
    ...(servers.length > 0 && { servers }),
  };
}

/** Headers that other keywords own: the media types, and credentials where the contract defines how they are sent. */
function withoutOwned(inputs: Exchange["inputs"], root: unknown): Exchange["inputs"] {
  const definesAuth = membersOf(memberOf({ value: root, at: "#" }, "securityDefinitions")).length > 0;
  const owned = new Set(["accept", "content-type", ...(definesAuth ? ["authorization"] : [])]);
  return inputs.filter((input) => input.in !== "header" || !owned.has(input.key.toLowerCase()));
}
