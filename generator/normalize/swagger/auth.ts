import type { JsonObject } from "../../contract/json.js";
import type { AuthId, AuthMechanism, AuthScheme } from "../../contract/contract.js";
import type { Json } from "../../contract/schema.js";
import { partOf } from "../kinds.js";
import { membersOf, textAt } from "../reading.js";
import type { Node, Reading } from "../reading.js";

/** Reads the security definitions by name. */
export function readAuthSchemes(node: Node, reading: Reading): { [id: AuthId]: AuthScheme } {
  const schemes = membersOf(node).flatMap((member): [AuthId, AuthScheme][] => {
    const { key, at } = member;
    const value = partOf(member, reading);
    if (value === undefined) return [];
    const doc = textAt(value, "description");
    return [[key, { ...readMechanism({ value, at }, reading), ...(doc !== undefined && { doc }), at }]];
  });
  // `fromEntries` defines its keys: a scheme called `__proto__` is one.
  return Object.fromEntries(schemes);
}

function readMechanism({ value, at }: { value: JsonObject; at: string }, reading: Reading): AuthMechanism {
  const type = String(value["type"]);
  switch (type) {
    case "basic":
      return { kind: "basic" };
    case "apiKey":
      return {
        kind: "apiKey",
        in: value["in"] === "query" ? "query" : "header",
        key: textAt(value, "name") ?? "Authorization",
      };
    case "oauth2":
      return { kind: "oauth2", flows: readFlows({ value, at }, reading) };
    default:
      return { kind: "other", scheme: type };
  }
}

/** Swagger's word for each flow, and the one that came after. */
const FLOWS: { readonly [flow: string]: string } = {
  implicit: "implicit",
  password: "password",
  application: "clientCredentials",
  accessCode: "authorizationCode",
};

/** A definition holds one flow; the contract keeps flows by name. */
function readFlows({ value, at }: { value: JsonObject; at: string }, reading: Reading): Json {
  const { flow } = value;
  const name = typeof flow === "string" && Object.hasOwn(FLOWS, flow) ? FLOWS[flow] : undefined;
  if (name === undefined) {
    reading.report({
      code: "unknown-oauth-flow",
      severity: "warning",
      message: `\`flow: ${String(flow)}\` is no flow of Swagger 2.0; any access token will do.`,
      pointer: `${at}/flow`,
      help: "Use one of implicit, password, application, accessCode.",
    });
    return {};
  }
  const facts = ["authorizationUrl", "tokenUrl", "scopes"].filter((key) => value[key] !== undefined);
  return { [name]: Object.fromEntries(facts.map((key) => [key, value[key] as Json])) };
}
