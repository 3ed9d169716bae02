import type { EnumSchema, Json, NumberSchema, Schema, StringSchema } from "../contract/schema.js";
import { isOpen } from "../plan/types/shapes.js";
import { accepts, isSame } from "./accepts.js";
import { compareTextContents } from "./compare-text-contents.js";
import type { Effect, Guard } from "./finding.js";
import { proveHurt } from "./hurt.js";
import { note, type Pair, type Site } from "./walk.js";

/** Compares literals, texts and numbers. */
export function compareScalars(site: Site): void {
  compareLiterals(site);
  const texts = partsOf(site, "string");
  if (texts !== undefined) compareTexts(site, texts);
  const numbers = partsOf(site, "number");
  if (numbers !== undefined) compareNumbers(site, numbers);
}

/** The parts of one kind on both sides; where one side says nothing of the kind, nothing is what it asks for. */
function partsOf<Kind extends "string" | "number">(
  { views }: Site,
  kind: Kind,
): Pair<Extract<Schema, { readonly kind: Kind }>> | undefined {
  const pick = (side: "old" | "new"): Extract<Schema, { readonly kind: Kind }> | undefined =>
    views[side].parts.map(({ schema }) => schema).find((schema) => schema.kind === kind) as
      | Extract<Schema, { readonly kind: Kind }>
      | undefined;
  const [before, after] = [pick("old"), pick("new")];
  return before === undefined || after === undefined ? undefined : { old: before, new: after };
}

function compareLiterals(site: Site): void {
  const [before, after] = [literalsOf(site, "old"), literalsOf(site, "new")];
  if (before === undefined && after === undefined) return;
  const { walk, nodes } = site;
  if (before === undefined && after !== undefined) {
    const fits = after.values.every((value) => accepts(nodes.old.schema, value, walk.judging.old) === "yes");
    return note(site, "enum-introduced", { effect: fits ? "narrows" : "incomparable", after: after.values });
  }
  if (after === undefined && before !== undefined) {
    const fits = before.values.every((value) => accepts(nodes.new.schema, value, walk.judging.new) === "yes");
    return note(site, "enum-lifted", { effect: fits ? "widens" : "incomparable", before: before.values });
  }
  if (before === undefined || after === undefined) return;
  // What is listed is all there is, whatever it is called.
  compareFormats(site, { old: before, new: after }, "none");
  const guards: Guard[] = walk.direction === "received" && isOpen(before) ? ["open"] : [];
  for (const value of missing(before.values, after.values)) {
    note(site, "enum-value-removed", { before: value, words: { value: JSON.stringify(value) } });
  }
  for (const value of missing(after.values, before.values)) {
    note(site, "enum-value-added", { after: value, guards, words: { value: JSON.stringify(value) } });
  }
}

function literalsOf({ views }: Site, side: "old" | "new"): EnumSchema | undefined {
  return views[side].parts.map(({ schema }) => schema).find((schema) => schema.kind === "enum");
}

function missing(from: readonly Json[], inside: readonly Json[]): Json[] {
  return from.filter((value) => !inside.some((other) => isSame(value, other)));
}

function compareTexts(site: Site, { old: before, new: after }: Pair<StringSchema>): void {
  compareLimit(site, { keyword: "minLength", before: before.minLength, after: after.minLength, stricter: "higher" });
  compareLimit(site, { keyword: "maxLength", before: before.maxLength, after: after.maxLength, stricter: "lower" });
  comparePatterns(site, before.pattern, after.pattern);
  compareFormats(site, { old: before, new: after });
  compareTextContents(site, before.content ?? {}, after.content ?? {});
}

function compareNumbers(site: Site, { old: before, new: after }: Pair<NumberSchema>): void {
  for (const keyword of ["minimum", "exclusiveMinimum"] as const) {
    compareLimit(site, { keyword, before: before[keyword], after: after[keyword], stricter: "higher" });
  }
  for (const keyword of ["maximum", "exclusiveMaximum"] as const) {
    compareLimit(site, { keyword, before: before[keyword], after: after[keyword], stricter: "lower" });
  }
  compareSteps(site, before.multipleOf, after.multipleOf);
  compareFormats(site, { old: before, new: after });
}

/** A limit before and after; absent is no limit. */
export interface Limit {
  readonly keyword: string;
  readonly before: number | undefined;
  readonly after: number | undefined;
  readonly stricter: "higher" | "lower";
}

/** Notes that a limit moved, and which way. */
export function compareLimit(site: Site, { keyword, before, after, stricter }: Limit): void {
  if (before === after) return;
  const isTighter =
    after !== undefined && (before === undefined || (stricter === "higher" ? after > before : after < before));
  const words = { keyword, before: String(before ?? "none"), after: String(after ?? "none") };
  note(site, isTighter ? "limit-tightened" : "limit-loosened", { before, after, words });
}

function compareSteps(site: Site, before: number | undefined, after: number | undefined): void {
  if (before === after) return;
  const words = { keyword: "multipleOf", before: String(before ?? "none"), after: String(after ?? "none") };
  if (before === undefined) return note(site, "limit-tightened", { after, words });
  if (after === undefined) return note(site, "limit-loosened", { before, words });
  const isTighter = Number.isInteger(after / before);
  const isLooser = Number.isInteger(before / after);
  const effect = isTighter ? "narrows" : isLooser ? "widens" : "incomparable";
  note(site, "limit-changed", { before, after, effect, words });
}

/** Which texts a pattern means cannot be compared in general; what matches everything can. */
function comparePatterns(site: Site, was: string | undefined, is: string | undefined): void {
  // The empty pattern is in every text.
  const [before, after] = [was === "" ? undefined : was, is === "" ? undefined : is];
  if (before === after) return;
  if (before === undefined) return note(site, "pattern-added", { after });
  if (after === undefined) return note(site, "pattern-removed", { before });
  note(site, "pattern-changed", { before, after, effect: patternEffect(site, before, after) });
}

function patternEffect(site: Site, before: string, after: string): Effect {
  if (takesAll(after)) return "widens";
  return takesAll(before) ? "narrows" : proveHurt(site);
}

function takesAll(pattern: string): boolean {
  return /^\^?\.\*\$?$/.test(pattern);
}

/** Formats whose values are all values of another one. */
const WIDER: { readonly [format: string]: readonly string[] } = { int32: ["int64"], float: ["double"] };

function compareFormats(site: Site, formats: Pair<{ readonly format?: string }>, known?: Effect): void {
  const [before, after] = [formats.old.format, formats.new.format];
  if (before === after) return;
  const effect = known ?? formatEffect(before, after);
  if (before === undefined) return note(site, "format-added", { after, effect });
  note(site, after === undefined ? "format-removed" : "format-changed", { before, after, effect });
}

function formatEffect(before: string | undefined, after: string | undefined): Effect {
  if (before === undefined) return "narrows";
  if (after === undefined || WIDER[before]?.includes(after)) return "widens";
  return WIDER[after]?.includes(before) ? "narrows" : "incomparable";
}
