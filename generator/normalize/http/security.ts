import { isObject } from "../../contract/json.js";
import type { AuthId } from "../../contract/contract.js";
import { itemsOf } from "../reading.js";
import { removal } from "../mends.js";
import type { Node, Reading } from "../reading.js";

const SCHEMES_AT = {
  "2.0": "securityDefinitions",
  "3.0": "components.securitySchemes",
  "3.1": "components.securitySchemes",
} as const;

/** What the requirements of an operation ask to be allowed, by scheme. */
export function readScopes(node: Node): { readonly [id: AuthId]: readonly string[] } | undefined {
  const scopes = new Map<AuthId, Set<string>>();
  for (const { value } of itemsOf(node)) {
    for (const [id, asked] of isObject(value) ? Object.entries(value) : []) {
      const known = scopes.get(id) ?? new Set();
      if (Array.isArray(asked)) for (const scope of asked) if (typeof scope === "string") known.add(scope);
      if (known.size > 0) scopes.set(id, known);
    }
  }
  if (scopes.size === 0) return undefined;
  return Object.fromEntries([...scopes].map(([id, asked]) => [id, [...asked]]));
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
      message: `The security scheme \`${unknown}\` is required but not defined under ${SCHEMES_AT[reading.dialect]}.`,
      pointer: item.at,
      help: "Define it, or remove the requirement.",
      mend: removal(item.at),
    });
    return [];
  });
}
