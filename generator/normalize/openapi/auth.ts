import type { JsonObject } from "../../contract/json.js";
import type { AuthId, AuthMechanism, AuthScheme } from "../../contract/contract.js";
import type { Json } from "../../contract/schema.js";
import { partOf } from "../kinds.js";
import { membersOf, textAt } from "../reading.js";
import type { Node, Reading } from "../reading.js";
import { follow } from "../refs.js";

/** Reads the security schemes by name. */
export function readAuthSchemes(node: Node, reading: Reading): { [id: AuthId]: AuthScheme } {
  const schemes = membersOf(node).flatMap((member): [AuthId, AuthScheme][] => {
    const target = follow(member, reading);
    const value = target && partOf({ ...target, key: member.key }, reading);
    if (target === undefined || value === undefined) return [];
    const doc = textAt(value, "description");
    return [[member.key, { ...readScheme(value), ...(doc !== undefined && { doc }), at: target.at }]];
  });
  // `fromEntries` defines its keys: a scheme called `__proto__` is one.
  return Object.fromEntries(schemes);
}

function readScheme(value: JsonObject): AuthMechanism {
  const type = String(value["type"]);
  switch (type) {
    case "http":
      return readHttpScheme(value);
    case "apiKey": {
      const place = value["in"];
      const key = textAt(value, "name") ?? "Authorization";
      return { kind: "apiKey", in: place === "query" || place === "cookie" ? place : "header", key };
    }
    case "oauth2":
      return { kind: "oauth2", flows: (value["flows"] ?? {}) as Json };
    case "openIdConnect":
      return { kind: "openIdConnect", url: textAt(value, "openIdConnectUrl") ?? "" };
    default:
      return { kind: "other", scheme: type };
  }
}

function readHttpScheme(value: JsonObject): AuthMechanism {
  const scheme = String(value["scheme"]).toLowerCase();
  const format = textAt(value, "bearerFormat");
  if (scheme === "bearer") return { kind: "bearer", ...(format !== undefined && { format }) };
  return scheme === "basic" ? { kind: "basic" } : { kind: "other", scheme };
}
