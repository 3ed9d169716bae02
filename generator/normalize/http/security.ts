import type { AuthId } from "../../contract/contract.js";
import { isObject, itemsOf } from "../reading.js";
import type { Node, Reading } from "../reading.js";

const SCHEMES_AT = {
  "2.0": "securityDefinitions",
  "3.0": "components.securitySchemes",
  "3.1": "components.securitySchemes",
} as const;

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
    });
    return [];
  });
}
