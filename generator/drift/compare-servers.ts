import type { Server } from "../contract/contract.js";
import type { Change } from "./finding.js";
import { makeChange, type Remark } from "./session.js";
import type { Pair } from "./walk.js";

const TOP: Remark["at"] = { old: "#/servers", new: "#/servers" };

/** Compares where a service, or one of its operations, stands: addresses and what may be put into them. */
export function compareServers(
  { old: before, new: after }: Pair<readonly Server[]>,
  element: string,
  at = TOP,
): Change[] {
  const [left, right] = [before.map(sayServer), after.map(sayServer)];
  if (right.length === left.length && left.every((server) => right.includes(server))) return [];
  const isKept = left.every((server) => right.includes(server));
  const told = { before: left.join("; ") || "none", after: right.join("; ") || "none" };
  const effect = isKept ? "widens" : "incomparable";
  return [makeChange("servers-changed", { element, direction: "sent", guards: ["deployment"], effect, at, ...told })];
}

function sayServer({ url, variables }: Server): string {
  const said = variables.map(({ key, default: initial, values }) =>
    values === undefined ? `${key} = ${initial}` : `${key} = ${initial} of ${[...values].sort().join(", ")}`,
  );
  return said.length === 0 ? url : `${url} (${said.join("; ")})`;
}
