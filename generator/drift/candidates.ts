import type { Json, Schema } from "../contract/schema.js";
import { schemasOfRule } from "../contract/walk.js";
import { matchPattern } from "../plan/samples/pattern.js";
import { accepts, type Judging } from "./accepts.js";
import { isMembers } from "./answer.js";
import type { Atom, ListAtom, NumberAtom, ObjectAtom, TextAtom } from "./atom.js";
import { toAtoms } from "./atoms.js";

/** A schema with the contract that it is from. */
export interface Judged {
  readonly schema: Schema;
  readonly judging: Judging;
}

const DEEPEST = 5;
const MOST = 80;
const MOST_INNER = 10;
const ANYTHING: readonly Json[] = ["a", 1, null, true, {}, []];

/** Values that `from` probably allows, chosen where `against` may think otherwise: at its limits, its names, its literals. */
export function findCandidates(from: Judged, against: Judged | undefined, depth = 0): Json[] {
  if (depth > DEEPEST) return [];
  if (from.schema.kind === "any" && (against === undefined || against.schema.kind === "any")) return [...ANYTHING];
  const atoms = toAtoms(from.schema, from.judging)?.slice(0, 40) ?? [];
  const others = against === undefined ? [] : (toAtoms(against.schema, against.judging) ?? []);
  const found: Json[] = [];
  for (const atom of atoms) {
    found.push(...valuesOf(atom, others, { from: from.judging, against: against?.judging, depth }));
    if (found.length > MOST * 4) break;
  }
  for (const { schema, judging } of against === undefined ? [] : [from, against]) {
    for (const inner of ruleSchemasOf(schema))
      found.push(...findCandidates({ schema: inner, judging }, undefined, depth + 1));
  }
  return dropTwins(found).slice(0, depth === 0 ? MOST * 4 : MOST);
}

/** What rules ask with: the values that they turn on. */
function ruleSchemasOf(schema: Schema): readonly Schema[] {
  if (schema.kind === "all") return schema.members.flatMap(ruleSchemasOf);
  return schema.kind === "residue" ? [...schema.rules.flatMap(schemasOfRule), ...ruleSchemasOf(schema.base)] : [];
}

/** A small value that the schema surely allows. */
export function findSample({ schema, judging }: Judged, depth = 0): Json | undefined {
  return findCandidates({ schema, judging }, undefined, depth).find(
    (value) => accepts(schema, value, judging) === "yes",
  );
}

interface Walk {
  readonly from: Judging;
  readonly against: Judging | undefined;
  readonly depth: number;
}

function valuesOf(atom: Atom, others: readonly Atom[], walk: Walk): Json[] {
  switch (atom.type) {
    case "literal":
      return [atom.value];
    case "opaque":
      return [];
    case "string":
      return textsOf(
        atom,
        others.filter((other): other is TextAtom => other.type === "string"),
      );
    case "number":
      return numbersOf(
        atom,
        others.filter((other): other is NumberAtom => other.type === "number"),
      );
    case "array":
      return listsOf(
        atom,
        others.filter((other): other is ListAtom => other.type === "array"),
        walk,
      );
    case "object":
      return objectsOf(
        atom,
        others.filter((other): other is ObjectAtom => other.type === "object"),
        walk,
      );
  }
}

const LONGEST = 5_000;

/** Texts of every length that a limit makes interesting. */
function textsOf(atom: TextAtom, others: readonly TextAtom[]): Json[] {
  const limits = others.flatMap(({ min, max }) => [min - 1, max + 1]);
  const lengths = [atom.min, Math.max(atom.min, 1), ...limits, ...(atom.max < Infinity ? [atom.max] : [])];
  const fitting = [...new Set(lengths)].filter(
    (length) => length >= atom.min && length <= atom.max && length <= LONGEST,
  );
  if (atom.patterns.length > 0) {
    const texts = atom.patterns.flatMap((pattern) => fitting.map((length) => matchPattern(pattern, length)));
    return [...texts.filter((text) => text !== undefined), ...PROBES];
  }
  const patterned = others.flatMap(({ patterns }) => patterns.map((pattern) => matchPattern(pattern, atom.min)));
  return [...fitting.map((length) => "a".repeat(length)), ...PROBES, ...patterned.filter((text) => text !== undefined)];
}

const PROBES = ["a", "A", "0", "-", "foo", "FOO1", " ", "a b", "ü", "2020-01-01", "aaaaaaaaaa", "?"];

function numbersOf(atom: NumberAtom, others: readonly NumberAtom[]): Json[] {
  const limits = [atom, ...others].flatMap(({ min, max, steps }) => [min, max, ...steps]).filter(Number.isFinite);
  const near = limits.flatMap((limit) => [limit, limit + 1, limit - 1, limit + 0.5, limit - 0.5]);
  const steps = atom.steps.flatMap((step) => [step, step * 2, step * 3, -step]);
  return [1, 0, 2, 7, -1, 1.5, 12, ...near, ...steps].filter((value) => value >= atom.min && value <= atom.max);
}

/** Empty, as short as allowed, one more, and lists that differ in a single item. */
function listsOf(atom: ListAtom, others: readonly ListAtom[], walk: Walk): Json[] {
  const limits = others.flatMap(({ min, max, prefix }) => [min - 1, max + 1, prefix.length, prefix.length + 1]);
  const lengths = [0, 1, 2, atom.min, atom.max, atom.prefix.length, atom.prefix.length + 1, ...limits];
  const fitting = [...new Set(lengths)].filter((length) => length >= atom.min && length <= Math.min(atom.max, 60));
  const itemAt = (index: number): Json[] => {
    const other = others[0];
    const against = other === undefined ? undefined : (other.prefix[index] ?? other.rest);
    return innerValues(atom.prefix[index] ?? atom.rest, against, walk);
  };
  const longest = Math.max(0, ...fitting);
  const items = Array.from(
    { length: Math.min(longest, Math.max(atom.prefix.length + 2, others[0]?.prefix.length ?? 0, 2)) },
    (_, index) => itemAt(index),
  );
  const fill = (index: number): Json => (items[index] ?? items.at(-1) ?? [null])[0] ?? null;
  return fitting.flatMap((length) => {
    const plain = Array.from({ length }, (_, index) => fill(index));
    const spread = Array.from({ length }, (_, index) => {
      const choices = items[index] ?? items.at(-1) ?? [null];
      return choices[index % choices.length] ?? null;
    });
    const changed = items
      .slice(0, length)
      .flatMap((values, index) => values.slice(1).map((value) => plain.with(index, value)));
    return [plain, spread, ...changed];
  });
}

/** What is required alone, everything that is known, and objects that differ from the first in a single member. */
function objectsOf(atom: ObjectAtom, others: readonly ObjectAtom[], walk: Walk): Json[] {
  const keys = keysToTry(atom, others);
  const values = new Map(keys.map((key) => [key, memberValues(key, atom, { other: others[0], walk })]));
  const least: { [key: string]: Json } = {};
  const most: { [key: string]: Json } = {};
  for (const [key, choices] of values) {
    const [first] = choices;
    if (first === undefined) continue;
    if (atom.members.has(key)) define(most, key, first);
    if (atom.members.get(key)?.required === true) define(least, key, first);
  }
  for (const key of keys) if (Object.keys(least).length < atom.min) define(least, key, values.get(key)?.[0] ?? null);
  const single = [...values].flatMap(([key, choices]) => choices.map((value) => ({ ...least, [key]: value })));
  const without = Object.keys(most).map((key) =>
    Object.fromEntries(Object.entries(most).filter(([other]) => other !== key)),
  );
  return [least, ...single, most, ...(Object.keys(most).length < 30 ? without : [])];
}

/** A member called `__proto__` is a member. */
function define(object: { [key: string]: Json }, key: string, value: Json): void {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
}

function keysToTry(atom: ObjectAtom, others: readonly ObjectAtom[]): string[] {
  const all = [atom, ...others];
  const patterned = all.flatMap(({ patterns }) => patterns.map(({ pattern }) => matchPattern(pattern, 0) ?? "x"));
  const listed = all.flatMap(({ members }) => [...members.keys()]);
  return [...new Set([...listed, ...patterned, "other", "other2"])].slice(0, 80);
}

function memberValues(
  key: string,
  atom: ObjectAtom,
  { other, walk }: { readonly other: ObjectAtom | undefined; readonly walk: Walk },
): Json[] {
  const own = atom.members.get(key)?.schema ?? atom.patterns[0]?.schema ?? atom.others[0]?.schema ?? { kind: "any" };
  const against = other?.members.get(key)?.schema ?? other?.patterns[0]?.schema ?? other?.others[0]?.schema;
  return innerValues(own, against, walk);
}

function innerValues(schema: Schema, against: Schema | undefined, walk: Walk): Json[] {
  if (against === undefined || isSameText(schema, against)) {
    return findCandidates({ schema, judging: walk.from }, undefined, walk.depth + 1)
      .filter((value) => accepts(schema, value, walk.from) !== "no")
      .slice(0, walk.depth < 2 ? 3 : 1);
  }
  const other = walk.against === undefined ? undefined : { schema: against, judging: walk.against };
  const found = findCandidates({ schema, judging: walk.from }, other, walk.depth + 1);
  const fitting = found.filter((value) => accepts(schema, value, walk.from) !== "no");
  // What the other side refuses is what is looked for.
  const telling =
    other === undefined ? [] : fitting.filter((value) => accepts(other.schema, value, other.judging) === "no");
  const [first] = fitting;
  return dropTwins([...(first === undefined ? [] : [first]), ...telling, ...fitting]).slice(0, MOST_INNER);
}

/** References of one name may have changed behind it, so only what is written out is known to be alike. */
function isSameText(left: Schema, right: Schema): boolean {
  return left.kind !== "ref" && left.kind === right.kind && JSON.stringify(left) === JSON.stringify(right);
}

function dropTwins(values: readonly Json[]): Json[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

/** A value made smaller to be shown: members that are not needed for the proof are left out. */
export function shrink(value: Json, isProof: (value: Json) => boolean): Json {
  if (!isMembers(value)) return value;
  let smallest: { readonly [key: string]: Json } = value;
  for (const key of Object.keys(value).slice(0, 60)) {
    const smaller = Object.fromEntries(Object.entries(smallest).filter(([other]) => other !== key));
    if (isProof(smaller)) smallest = smaller;
  }
  return smallest;
}
