import { isObject } from "../../contract/json.js";
import { membersOf, memberOf } from "../reading.js";
import { removal } from "../mends.js";
import type { Node, Reading } from "../reading.js";

/** The methods that a path item has keys for. */
export const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"] as const;

/** Beside its operations a path item has these, and what begins with `x-`. */
const KNOWN: ReadonlySet<string> = new Set([...METHODS, "additionalOperations", "parameters", "servers", "$ref"]);

/** What HTTP allows as the name of a method. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/** The operations of a path item by their HTTP method: the usual ones, then the others as the contract writes them. */
export function methodsOf(item: Node, reading: Reading): { readonly method: string; readonly node: Node }[] {
  const usual = METHODS.map((method) => ({ method: method.toUpperCase(), node: memberOf(item, method) }));
  const others = membersOf(memberOf(item, "additionalOperations")).flatMap(({ key, ...node }) => {
    if (TOKEN.test(key) && usual.every(({ method }) => method !== key.toUpperCase())) return [{ method: key, node }];
    reportAdditional(key, node.at, reading);
    return [];
  });
  for (const member of membersOf(item))
    if (!KNOWN.has(member.key) && isOperation(member.value)) reportMethod(member, reading);
  return [...usual, ...others].filter(({ node }) => isObject(node.value));
}

function isOperation(value: unknown): boolean {
  return isObject(value) && isObject(value["responses"]);
}

function reportMethod({ key, at }: Node & { readonly key: string }, reading: Reading): void {
  if (key.startsWith("x-")) return;
  reading.report({
    code: "unknown-method",
    severity: "repair",
    message: `\`${key}\` is no method of HTTP that a path has a key for; this operation is ignored.`,
    pointer: at,
    help: `Use one of ${METHODS.join(", ")}; others go into \`additionalOperations\`.`,
    mend: removal(at),
  });
}

function reportAdditional(key: string, at: string, reading: Reading): void {
  reading.report({
    code: "unknown-method",
    severity: "repair",
    message: `\`${key}\` cannot be an additional method; this operation is ignored.`,
    pointer: at,
    help: "Methods that have a key of their own go there; others consist of letters.",
    mend: removal(at),
  });
}
