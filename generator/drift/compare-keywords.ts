import type { Rule, Schema } from "../contract/schema.js";
import type { Effect } from "./finding.js";
import { proveHurt } from "./hurt.js";
import type { Stated } from "./view.js";
import { areAlike, note, type Pair, type Site } from "./walk.js";
import { isWithin, pairUp } from "./within.js";

/** Compares what is asked of values beside their kind: `not`, `if`, `contains` and their like. */
export function compareKeywords(site: Site): void {
  const { old: before, new: after } = { old: site.views.old.rules, new: site.views.new.rules };
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [left, right] = [before.get(name), after.get(name)];
    if (left === undefined && right !== undefined) noteOne(site, "keyword-added", right);
    if (right === undefined && left !== undefined) noteOne(site, "keyword-removed", left);
    if (left !== undefined && right !== undefined) compareRules(site, { old: left, new: right });
  }
}

function noteOne(site: Site, rule: "keyword-added" | "keyword-removed", stated: Stated): void {
  const isNew = rule === "keyword-added";
  const at = isNew ? { new: stated.at } : { old: stated.at };
  note(site, rule, { effect: isNew ? "narrows" : "widens", words: { keyword: keywordOf(stated.rule) }, at });
}

function compareRules(site: Site, { old: before, new: after }: Pair<Stated>): void {
  const [left, right] = [before.rule, after.rule];
  const at = { old: before.at, new: after.at };
  if (left.kind === "contains" && right.kind === "contains") compareCounts(site, { old: left, new: right }, at);
  if (areAlike(withoutCounts(left), withoutCounts(right))) return;
  const effect = effectOf({ old: left, new: right }, site);
  note(site, "keyword-changed", {
    effect: effect === "unknown" ? proveHurt(site) : effect,
    words: { keyword: keywordOf(right) },
    at,
  });
}

type Contains = Rule & { readonly kind: "contains" };

function compareCounts(
  site: Site,
  { old: before, new: after }: Pair<Contains>,
  at: { readonly old: string; readonly new: string },
): void {
  if (before.min !== after.min) {
    const told = { before: before.min, after: after.min, words: { keyword: "minContains" }, at };
    note(site, after.min > before.min ? "limit-tightened" : "limit-loosened", told);
  }
  if (before.max !== after.max) {
    const [was, is] = [before.max ?? Infinity, after.max ?? Infinity];
    const words = { keyword: "maxContains", before: String(before.max ?? "none"), after: String(after.max ?? "none") };
    note(site, is < was ? "limit-tightened" : "limit-loosened", { before: before.max, after: after.max, words, at });
  }
}

function withoutCounts(rule: Rule): unknown {
  return rule.kind === "contains" ? rule.schema : rule;
}

/** A rule asks for less where its schema does, but for `not`, which asks for less where its schema asks for more. */
function effectOf({ old: before, new: after }: Pair<Rule>, site: Site): Effect {
  const schemas = { old: schemaOf(before), new: schemaOf(after) };
  if (schemas.old === undefined || schemas.new === undefined) return "unknown";
  const { old: left, new: right } = site.walk.judging;
  const isTighter = isWithin(schemas.new, schemas.old, pairUp(right, left)) === "yes";
  const isLooser = isWithin(schemas.old, schemas.new, pairUp(left, right)) === "yes";
  if (isTighter && isLooser) return "none";
  // How many items are counted falls with the schema, and there may be a limit to both sides.
  if (before.kind === "contains" && (before.max !== undefined || before.min === 0)) return "unknown";
  const isTurned = before.kind === "not";
  if (isTighter) return isTurned ? "widens" : "narrows";
  if (isLooser) return isTurned ? "narrows" : "widens";
  return "unknown";
}

function schemaOf(rule: Rule): Schema | undefined {
  return rule.kind === "if" ? undefined : rule.schema;
}

/** The keyword that people write. */
function keywordOf(rule: Rule): string {
  switch (rule.kind) {
    case "names":
      return "propertyNames";
    case "dependent":
      return rule.schema.kind === "object" && rule.schema.implied && rule.schema.alsoRequired !== undefined
        ? "dependentRequired"
        : "dependentSchemas";
    case "unevaluated":
      return rule.what === "members" ? "unevaluatedProperties" : "unevaluatedItems";
    default:
      return rule.kind;
  }
}
