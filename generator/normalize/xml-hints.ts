import { isObject, type JsonObject } from "../contract/json.js";
import type { XmlHint } from "../contract/schema.js";
import { CONVENTIONS } from "./conventions.js";
import { layersOf } from "./layers.js";
import { textAt } from "./reading.js";
import type { Node, Reading } from "./reading.js";

/** How a value is written in XML: of the schemas that speak of it, the nearer goes before the farther. */
export function readXmlHint(layers: readonly JsonObject[]): XmlHint | undefined {
  if (layers.every(({ xml }) => xml === undefined)) return undefined;
  const hints = layers.flatMap(({ xml }) => (isObject(xml) ? [hintOf(xml)] : []));
  return hints.length === 0 ? undefined : hints.toReversed().reduce((all, hint) => ({ ...all, ...hint }));
}

/** How the outermost element of a document is written. */
export function readRootHint(mediaType: string, node: Node, reading: Reading): { readonly xml?: XmlHint } {
  const xml = /\bxml\b/.test(mediaType) ? readXmlHint(layersOf(node, reading)) : undefined;
  return xml === undefined ? {} : { xml };
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
