import type { AuthId, AuthScheme } from "../../contract/contract.js";
import type { Json } from "../../contract/schema.js";
import { follow, isObject, itemsOf, membersOf, textAt } from "../reading.js";
import type { JsonObject, Node, Reading } from "../reading.js";

/** Reads the security schemes by name. */
export function readAuthSchemes(node: Node, reading: Reading): { [id: AuthId]: AuthScheme } {
  const schemes = membersOf(node).flatMap((member): [AuthId, AuthScheme][] => {
    const target = follow(member, reading);
    if (target === undefined || !isObject(target.value)) return [];
    const doc = textAt(target.value, "description");
    return [[member.key, { ...readScheme(target.value), ...(doc !== undefined && { doc }) }]];
  });
  // `fromEntries` defines its keys: a scheme called `__proto__` is one.
  return Object.fromEntries(schemes);
}

function readScheme(value: JsonObject): AuthScheme {
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

function readHttpScheme(value: JsonObject): AuthScheme {
  const scheme = String(value["scheme"]).toLowerCase();
  const format = textAt(value, "bearerFormat");
  if (scheme === "bearer") return { kind: "bearer", ...(format !== undefined && { format }) };
  return scheme === "basic" ? { kind: "basic" } : { kind: "other", scheme };
}

/**
 * Reads a list of security requirements: alternatives, each a set of schemes.
 * A scheme that the contract does not define makes its alternative unusable; it is left out, with a diagnostic.
 */
export function readRequirements(node: Node, known: readonly AuthId[], reading: Reading): AuthId[][] {
  return itemsOf(node).flatMap((item) => {
    const ids = isObject(item.value) ? Object.keys(item.value) : [];
    const unknown = ids.find((id) => !known.includes(id));
    if (unknown === undefined) return [ids];
    reading.report({
      code: "unknown-security-scheme",
      severity: "repair",
      message: `The security scheme \`${unknown}\` is required but not defined under components.securitySchemes.`,
      pointer: item.at,
      help: "Define it, or remove the requirement.",
    });
    return [];
  });
}
