import { isObject, type JsonObject } from "../contract/json.js";
import type { XmlHint } from "../contract/schema.js";
import { CONVENTIONS } from "./conventions.js";
import { itemsOf, valueAt, memberOf, textAt } from "./reading.js";
import type { Node, Reading } from "./reading.js";
import { find } from "./refs.js";

/** More references and `allOf`s around one value than any contract has; those that circle have no end. */
const DEEPEST = 20;

/** How a value is written in XML: what stands beside it goes before what it refers to. */
export function readXmlHint(node: Node, reading: Reading, depth = 0): XmlHint | undefined {
  const { value } = node;
  if (!isObject(value) || depth > DEEPEST) return undefined;
  const own = isObject(value["xml"]) ? hintOf(value["xml"]) : undefined;
  const at = typeof value["$ref"] === "string" ? find(value["$ref"], node.at, reading) : undefined;
  const far = [
    ...(at === undefined ? [] : [{ value: valueAt(at, reading), at }]),
    ...itemsOf(memberOf(node, "allOf")),
  ].flatMap((each) => readXmlHint(each, reading, depth + 1) ?? []);
  const hints = [...far.toReversed(), ...(own === undefined ? [] : [own])];
  return hints.length === 0 ? undefined : hints.reduce((all, hint) => ({ ...all, ...hint }));
}

/** `nodeType` is what OpenAPI 3.2 says instead of `attribute` and `wrapped`. */
function hintOf(xml: JsonObject): XmlHint {
  const nodeType = textAt(xml, "nodeType");
  const [name, prefix, namespace] = ["name", "prefix", "namespace"].map((key) => textAt(xml, key));
  return {
    ...(name !== undefined && { name }),
    ...(prefix !== undefined && { prefix }),
    ...(namespace !== undefined && { namespace }),
    ...((xml["attribute"] === true || nodeType === "attribute") && { attribute: true as const }),
    ...((xml["wrapped"] === true || nodeType === "element") && { wrapped: true as const }),
    ...((nodeType === "text" || nodeType === "cdata" || xml[CONVENTIONS.xmlText] === true) && { text: true as const }),
  };
}
