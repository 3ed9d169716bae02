import { isObject } from "../../contract/json.js";
import { membersOf, memberOf } from "../reading.js";
import { removal } from "../mends.js";
import type { Node, Reading } from "../reading.js";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"] as const;

/** What HTTP allows as the name of a method. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/** The operations of a path item by their HTTP method: the usual ones, then the others as the contract writes them. */
export function methodsOf(item: Node, reading: Reading): { readonly method: string; readonly node: Node }[] {
  const usual = METHODS.map((method) => ({ method: method.toUpperCase(), node: memberOf(item, method) }));
  const others = membersOf(memberOf(item, "additionalOperations")).flatMap(({ key, ...node }) => {
    if (TOKEN.test(key) && usual.every(({ method }) => method !== key.toUpperCase())) return [{ method: key, node }];
    reading.report({
      code: "unknown-method",
      severity: "repair",
      message: `\`${key}\` cannot be an additional method; this operation is ignored.`,
      pointer: node.at,
      help: "Methods that have a key of their own go there; others consist of letters.",
      mend: removal(node.at),
    });
    return [];
  });
  return [...usual, ...others].filter(({ node }) => isObject(node.value));
}
