import { isObject } from "../../contract/json.js";
import type { Server, ServerVariable } from "../../contract/contract.js";
import { itemsOf, membersOf, memberOf, textAt } from "../reading.js";
import type { Node } from "../reading.js";

/** Reads a list of servers with their variables; entries without a URL are left out. */
export function readServers(node: Node): Server[] {
  return itemsOf(node).flatMap((item) => {
    if (!isObject(item.value)) return [];
    const url = textAt(item.value, "url");
    const doc = textAt(item.value, "description");
    if (url === undefined) return [];
    const variables = membersOf(memberOf(item, "variables")).map(readVariable);
    return [{ url, variables, ...(doc !== undefined && { doc }) }];
  });
}

function readVariable(node: Node & { readonly key: string }): ServerVariable {
  const value = isObject(node.value) ? node.value : {};
  const doc = textAt(value, "description");
  const values = value["enum"];
  return {
    key: node.key,
    default: String(value["default"] ?? ""),
    ...(Array.isArray(values) && { values: values.map(String) }),
    ...(doc !== undefined && { doc }),
  };
}
