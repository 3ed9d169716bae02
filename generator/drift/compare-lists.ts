import type { ArraySchema, Schema, TupleSchema } from "../contract/schema.js";
import { compareLimit } from "./compare-scalars.js";
import { type Node } from "./view.js";
import { note, type Pair, type Site } from "./walk.js";
import { isWithin, pairUp } from "./within.js";

type List = ArraySchema | TupleSchema;

/** Compares lists: their lengths, their items by position, and the rest. */
export function compareLists(site: Site): void {
  const [before, after] = [listOf(site, "old"), listOf(site, "new")];
  if (before === undefined || after === undefined) return;
  const [left, right] = [before.schema, after.schema];
  compareLimit(site, { keyword: "minItems", before: left.minItems, after: right.minItems, stricter: "higher" });
  compareLimit(site, { keyword: "maxItems", before: left.maxItems, after: right.maxItems, stricter: "lower" });
  if (left.uniqueItems !== right.uniqueItems) {
    const words = {
      keyword: "uniqueItems",
      before: String(left.uniqueItems === true),
      after: String(right.uniqueItems === true),
    };
    note(site, right.uniqueItems ? "limit-tightened" : "limit-loosened", { words });
  }
  comparePositions(site, before, after);
  descendTo(site, { old: restOf(before), new: restOf(after) }, Math.max(prefixOf(left).length, prefixOf(right).length));
}

function listOf({ views }: Site, side: "old" | "new"): (Node & { readonly schema: List }) | undefined {
  return views[side].parts.find(
    (part): part is Node & { readonly schema: List } => part.schema.kind === "array" || part.schema.kind === "tuple",
  );
}

function prefixOf(list: List): readonly Schema[] {
  return list.kind === "tuple" ? list.items : [];
}

function restOf({ schema, at }: Node & { readonly schema: List }): Node {
  return { schema: schema.kind === "tuple" ? schema.rest : schema.items, at: `${at}/items` };
}

/** A position that only one side describes holds on the other what the rest holds. */
function comparePositions(
  site: Site,
  before: Node & { readonly schema: List },
  after: Node & { readonly schema: List },
): void {
  const [left, right] = [prefixOf(before.schema), prefixOf(after.schema)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const nodes = { old: itemAt(before, index), new: itemAt(after, index) };
    if (left[index] !== undefined && right[index] !== undefined) descendTo(site, nodes, index);
    else notePosition(site, nodes, { index, isNew: left[index] === undefined });
  }
}

function notePosition(
  site: Site,
  { old: left, new: right }: Pair<Node>,
  { index, isNew }: { readonly index: number; readonly isNew: boolean },
): void {
  const { old: before, new: after } = site.walk.judging;
  const isTighter = isWithin(right.schema, left.schema, pairUp(after, before)) === "yes";
  const isLooser = isWithin(left.schema, right.schema, pairUp(before, after)) === "yes";
  const effect = isTighter ? (isLooser ? "none" : "narrows") : isLooser ? "widens" : "incomparable";
  const at = { old: left.at, new: right.at };
  note(site, isNew ? "tuple-item-added" : "tuple-item-removed", { words: { value: String(index) }, effect, at });
}

function itemAt(list: Node & { readonly schema: List }, index: number): Node {
  const schema = prefixOf(list.schema)[index];
  return schema === undefined ? restOf(list) : { schema, at: `${list.at}/prefixItems/${index}` };
}

function descendTo(site: Site, nodes: { readonly old: Node; readonly new: Node }, index: number): void {
  const { walk, place } = site;
  const step = { old: site.nodes.old.schema, new: site.nodes.new.schema, to: { item: index } };
  walk.descend(nodes, { ...place, label: `${place.label}[]`, trail: [...place.trail, step] }, walk);
}
