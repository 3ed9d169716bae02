import { isSame } from "../contract/same.js";
import { findCandidates } from "./candidates.js";
import type { Effect, Guard } from "./finding.js";
import { type Found, note, type Pair, type Place, type SchemaWalk, type Site } from "./walk.js";
import { hideReached, textOf } from "./opaque.js";
import { type Node, viewSchema } from "./view.js";
import { findProof, isWithin, pairUp } from "./within.js";
import type { Judging } from "./accepts.js";
import type { Answer } from "./answer.js";

/** Rules whose types change even where the values do not, and those that no value shows. */
const KEPT = /^(?:property-|sunset-|stability-|default-|format-|discriminator-|read|enum-introduced)/;

/**
 * Checks what was found against what the schemas allow as a whole: a difference in writing that makes no difference in values
 * is dropped, and one that no rule saw is reported.
 */
export function settle(nodes: Pair<Node>, place: Place, walk: SchemaWalk): readonly Found[] {
  if (walk.found.length === 0 && nodes.old.schema === nodes.new.schema) return [];
  if (isUntouched(nodes, walk)) return walk.found;
  const forth = compareWhole(nodes, walk, { way: "forth" });
  const back = compareWhole(nodes, walk, { way: "back" });
  const kept = walk.found.filter(({ change }) => isReal(change, { forth, back }));
  if (forth !== "yes" && !kept.some(({ change }) => takes(change.effect)))
    addUnseen(nodes, { place, walk, narrows: true });
  if (back !== "yes" && !kept.some(({ change }) => gives(change.effect)))
    addUnseen(nodes, { place, walk, narrows: false });
  const unseen = walk.found.filter(({ change }) => change.rule === "schema-changed");
  return [...kept, ...unseen];
}

/** Schemas that are written alike need no proof: only what they refer to can differ. */
function isUntouched({ old: left, new: right }: Pair<Node>, walk: SchemaWalk): boolean {
  return (
    walk.found.length === 0 &&
    ((left.schema.kind === "ref" && right.schema.kind === "ref") || isSame(left.schema, right.schema))
  );
}

function takes(effect: Effect): boolean {
  return effect === "narrows" || effect === "incomparable" || effect === "unknown";
}

function gives(effect: Effect): boolean {
  return effect === "widens" || effect === "incomparable" || effect === "unknown";
}

function isReal(
  { rule, effect, guards, words }: Found["change"],
  whole: { readonly forth: Answer; readonly back: Answer },
): boolean {
  if (KEPT.test(rule) || guards.includes("hidden") || effect === "none") return true;
  if (/^(?:x-extensible-enum|content[A-Z])/.test(words["keyword"] ?? "")) return true;
  if (whole.forth === "yes" && whole.back === "yes") return false;
  if (effect === "narrows") return whole.forth !== "yes";
  return effect !== "widens" || whole.back !== "yes";
}

interface Way {
  readonly way: "forth" | "back";
  /** `oneOf` is read as "at least one". */
  readonly isLenient?: boolean;
}

/** Whether all values of the one are values of the other, given that references at the same places are. */
function compareWhole({ old: left, new: right }: Pair<Node>, walk: SchemaWalk, { way, isLenient }: Way): Answer {
  const { old: before, new: after } = walk.judging;
  const soften = (judging: Judging): Judging => (isLenient ? { ...judging, lenient: true } : judging);
  const pairing = way === "forth" ? pairUp(soften(before), soften(after)) : pairUp(soften(after), soften(before));
  const plain =
    way === "forth" ? isWithin(left.schema, right.schema, pairing) : isWithin(right.schema, left.schema, pairing);
  if (plain === "yes") return plain;
  const reached = [...walk.reached.values()];
  const [one, other] = [hideReached(left.schema, "old", reached), hideReached(right.schema, "new", reached)];
  if (textOf(one) === textOf(other)) return "yes";
  return way === "forth" ? isWithin(one, other, pairing) : isWithin(other, one, pairing);
}

/** A difference that no rule has a word for: proven by a value, or said to be undecided. */
function addUnseen(
  nodes: Pair<Node>,
  { place, walk, narrows }: { readonly place: Place; readonly walk: SchemaWalk; readonly narrows: boolean },
): void {
  const { old: before, new: after } = walk.judging;
  const left = { schema: nodes.old.schema, judging: before };
  const right = { schema: nodes.new.schema, judging: after };
  const hurt = narrows ? ([left, right] as const) : ([right, left] as const);
  const isProven = findProof(findCandidates(...hurt), ...hurt) !== undefined;
  const isMild = compareWhole(nodes, walk, { way: narrows ? "forth" : "back", isLenient: true }) === "yes";
  const guards: Guard[] = isMild ? ["overlap"] : [];
  const views = { old: viewSchema(nodes.old, before.contract), new: viewSchema(nodes.new, after.contract) };
  const site: Site = { nodes, views, place, walk };
  note(site, "schema-changed", { effect: isProven ? (narrows ? "narrows" : "widens") : "unknown", guards });
}
