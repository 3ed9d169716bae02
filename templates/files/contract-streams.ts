import type { Content, Contract } from "../../generator/contract/contract.js";
import { flatten } from "../../generator/contract/flatten.js";
import type { Schema } from "../../generator/contract/schema.js";
import { judgeClosely } from "../../generator/plan/exact.js";
import { isStreamed } from "../../generator/plan/results.js";
import type { Sample } from "../../generator/plan/samples/sample.js";
import { sample } from "../../generator/plan/samples/samples.js";
import type { StreamFact } from "../testing/operation-case.js";
import type { Subject } from "./contract-facts.js";

/** What comes in a stream: some of its items; `undefined` where a body is no stream, or nothing can be made up that is in it. */
export function streamFact(content: Content, { contract, plan }: Subject): StreamFact | undefined {
  if (!isStreamed(content)) return undefined;
  const schema = itemOf(content, contract);
  const wish = { ...judgeClosely({ contract, direction: "received" }), seed: plan.id };
  const variants = ["minimal", "maximal"] as const;
  const items = variants.flatMap((variant): Sample[] => {
    const item = sample(schema, { ...wish, variant });
    return item === undefined ? [] : [item];
  });
  return items.length === 0 ? undefined : { mediaType: content.mediaType, items };
}

/**
 * What one item is. Before there was `itemSchema`, contracts wrote down that of an item, of the list of all items, or that
 * it is all text.
 */
function itemOf({ mediaType, schema, itemSchema }: Content, contract: Contract): Schema {
  if (itemSchema !== undefined) return itemSchema;
  const flat = flatten(schema, contract);
  if (flat.kind === "array") return flat.items;
  const isText = flat.kind === "bytes" || (flat.kind === "string" && !mediaType.startsWith("text/"));
  return isText ? { kind: "any" } : schema;
}
