import { isObject, type JsonObject } from "../contract/json.js";
import type { Pointer } from "../contract/pointer.js";
import { itemsOf, memberOf, valueAt } from "./reading.js";
import type { Node, Reading } from "./reading.js";
import { find } from "./refs.js";

/** More references and `allOf`s around one value than any contract has. */
const DEEPEST = 20;

/** The schemas that speak of one value, nearest first: what stands there, what that refers to and is all of, however far. */
export function layersOf(node: Node, reading: Reading): readonly JsonObject[] {
  const written = node.value;
  // Most values are spoken of in one place.
  if (isObject(written) && written["$ref"] === undefined && written["allOf"] === undefined) return [written];
  const layers: JsonObject[] = [];
  const seen = new Set<Pointer>();
  const look = ({ value, at }: Node, depth: number): void => {
    if (!isObject(value) || depth > DEEPEST) return;
    layers.push(value);
    const target = typeof value["$ref"] === "string" ? find(value["$ref"], at, reading) : undefined;
    if (target !== undefined && !seen.has(target)) {
      seen.add(target);
      look({ value: valueAt(target, reading), at: target }, depth + 1);
    }
    if (value["allOf"] === undefined) return;
    for (const member of itemsOf(memberOf({ value, at }, "allOf"))) look(member, depth + 1);
  };
  look(node, 0);
  return layers;
}
