import { isObject } from "../contract/json.js";
import type { Property } from "../contract/schema.js";
import { itemsOf, valueAt, memberOf } from "./reading.js";
import type { Node, Reading } from "./reading.js";
import { find } from "./refs.js";

/** More references and `allOf`s around one value than any contract has; those that circle have no end. */
const DEEPEST = 20;

/** Whether a value is never sent or never received: said beside it, or by a schema that it refers to, however far. */
export function readAccess(node: Node, reading: Reading): Pick<Property, "readOnly" | "writeOnly"> {
  return {
    ...(says("readOnly", node, { reading, depth: 0 }) && { readOnly: true as const }),
    ...(says("writeOnly", node, { reading, depth: 0 }) && { writeOnly: true as const }),
  };
}

interface Walk {
  readonly reading: Reading;
  readonly depth: number;
}

function says(keyword: "readOnly" | "writeOnly", node: Node, { reading, depth }: Walk): boolean {
  const { value } = node;
  if (!isObject(value) || depth > DEEPEST) return false;
  if (value[keyword] === true) return true;
  const deeper = { reading, depth: depth + 1 };
  const at = typeof value["$ref"] === "string" ? find(value["$ref"], node.at, reading) : undefined;
  if (at !== undefined && says(keyword, { value: valueAt(at, reading), at }, deeper)) return true;
  return itemsOf(memberOf(node, "allOf")).some((member) => says(keyword, member, deeper));
}
