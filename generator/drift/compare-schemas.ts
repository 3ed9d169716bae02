import { typesOf, sayTypes, type TypeName } from "./types-of.js";
import { compareKeywords } from "./compare-keywords.js";
import { compareLists } from "./compare-lists.js";
import { compareObjects } from "./compare-objects.js";
import { compareScalars } from "./compare-scalars.js";
import { compareUnions } from "./compare-unions.js";
import { type Node, viewSchema } from "./view.js";
import { areAlike, note, type Pair, type Place, reachAlike, reachPair, type Site, type SchemaWalk } from "./walk.js";

/** Compares two schemas down to the references that they have at the same places. */
export function compareSchemas(nodes: Pair<Node>, place: Place, walk: SchemaWalk): void {
  const { old: left, new: right } = nodes;
  if (areAlike(left.schema, right.schema)) return reachAlike(left.schema, walk);
  if (left.schema.kind === "ref" && right.schema.kind === "ref") {
    return reachPair({ old: left.schema.id, new: right.schema.id }, walk);
  }
  const { old: before, new: after } = walk.contracts;
  const views = { old: viewSchema(left, before), new: viewSchema(right, after) };
  const site: Site = { nodes, views, place, walk };
  compareNull(site);
  const shared = compareTypes(site);
  if (shared.size === 0) return;
  compareScalars(site);
  compareLists(site);
  compareObjects(site);
  compareUnions(site);
  compareKeywords(site);
}

function compareNull(site: Site): void {
  const { old: before, new: after } = site.views;
  if (before.nullable === after.nullable || isAnything(site, before.nullable ? "new" : "old")) return;
  note(site, after.nullable ? "nullable-added" : "nullable-removed");
}

/** What allows anything allows null as well. */
function isAnything(site: Site, side: "old" | "new"): boolean {
  const view = site.views[side];
  return view.parts.length + view.unions.length === 0 && (view.object === undefined || view.object.isImplied);
}

/** Compares the types, and returns those that both sides allow. */
function compareTypes(site: Site): Set<TypeName> {
  const before = typesOf(site.nodes.old, site.walk.contracts.old);
  const after = typesOf(site.nodes.new, site.walk.contracts.new);
  const lost = new Set([...before].filter((type) => !after.has(type)));
  const gained = new Set([...after].filter((type) => !before.has(type)));
  const told = { before: sayTypes(before), after: sayTypes(after) };
  if (lost.size > 0 && gained.size > 0) note(site, "type-changed", told);
  else if (lost.size > 0) note(site, "type-narrowed", { ...told, words: { value: sayTypes(lost) } });
  else if (gained.size > 0) note(site, "type-widened", { ...told, words: { value: sayTypes(gained) } });
  return new Set([...before].filter((type) => after.has(type)));
}
