import { isMultiple } from "./multiple.js";
import type { Json, Schema } from "../contract/schema.js";
import { toRegExp } from "../contract/pattern.js";
import { accepts, type Judging } from "./accepts.js";
import { type Answer, both, every, some } from "./answer.js";
import type { Atom, ListAtom, NumberAtom, ObjectAtom, TextAtom } from "./atom.js";
import { toAtoms } from "./atoms.js";

/** Two readings whose schemas are compared: those of the one side, and those of the other. */
export interface Pairing {
  readonly left: Judging;
  readonly right: Judging;
  /** What is taken for granted while it is being shown: that is how recursion ends. */
  readonly assumed: Map<string, Answer>;
  /** How many comparisons are left before giving up. */
  readonly budget: { left: number };
}

/** Starts a comparison of two contracts' schemas. */
export function pairUp(left: Judging, right: Judging, budget = 4_000): Pairing {
  return { left, right, assumed: new Map(), budget: { left: budget } };
}

/** Whether everything that `left` allows, `right` allows too. "no" means: not for this reason, look for a witness. */
export function isWithin(left: Schema, right: Schema, pairing: Pairing): Answer {
  if (right.kind === "any" || left.kind === "never" || left === right) return "yes";
  if (pairing.budget.left-- <= 0) return "unknown";
  if (left.kind === right.kind && areOneText(left, right)) return "yes";
  const key = left.kind === "ref" || right.kind === "ref" ? keyOf(left, right) : undefined;
  if (key === undefined) return compareAtoms(left, right, pairing);
  const known = pairing.assumed.get(key);
  if (known !== undefined) return known;
  pairing.assumed.set(key, "yes");
  const answer = compareAtoms(left, right, pairing);
  if (answer !== "yes") forgetSince(key, pairing.assumed);
  pairing.assumed.set(key, answer);
  return answer;
}

/** What was shown by taking `key` for granted was not shown. */
function forgetSince(key: string, assumed: Map<string, Answer>): void {
  let isLater = false;
  for (const [other, answer] of assumed) {
    if (isLater && answer === "yes") assumed.delete(other);
    isLater ||= other === key;
  }
}

/** What is written alike and refers to nothing is the same. */
function areOneText(left: Schema, right: Schema): boolean {
  const text = nameOf(left);
  return left.kind !== "ref" && text === nameOf(right) && !text.includes('"kind":"ref"');
}

const names = new WeakMap<Schema, string>();

function keyOf(left: Schema, right: Schema): string {
  return `${nameOf(left)} ${nameOf(right)}`;
}

function nameOf(schema: Schema): string {
  const known = names.get(schema);
  if (known !== undefined) return known;
  const name = schema.kind === "ref" ? schema.id : JSON.stringify(schema);
  names.set(schema, name);
  return name;
}

function compareAtoms(left: Schema, right: Schema, pairing: Pairing): Answer {
  const [ones, others] = [toAtoms(left, pairing.left), toAtoms(right, pairing.right)];
  if (ones === undefined || others === undefined) return "unknown";
  const hasOpaque = [...ones, ...others].some(({ type }) => type === "opaque");
  return every(ones, (atom) => {
    if (isEmpty(atom)) return "yes";
    if (atom.type === "literal") return orLoose(accepts(right, atom.value, pairing.right), atom);
    const found = some(
      others.filter(({ type }) => type === atom.type),
      (other) => orLoose(withinRules(atom, other, isAtomWithin(atom, other, pairing)), other),
    );
    return found === "no" && (atom.rules !== undefined || hasOpaque)
      ? "unknown"
      : found === "no"
        ? orLoose(found, atom)
        : found;
  });
}

/** Rules that are written alike hold alike, as long as they refer to nothing that may have changed. */
function withinRules(left: Atom, right: Atom, answer: Answer): Answer {
  const known = left.rules ?? [];
  const isMet = (right.rules ?? []).every((rule) => known.includes(rule) && !rule.includes('"kind":"ref"'));
  return answer === "yes" && !isMet ? "unknown" : answer;
}

/** Of a loose set nothing is sure but what holds for all that it may hold. */
function orLoose(answer: Answer, atom: Atom): Answer {
  return atom.loose === true ? "unknown" : answer;
}

function isEmpty(atom: Atom): boolean {
  switch (atom.type) {
    case "literal":
    case "opaque":
      return false;
    case "number":
      return atom.min > atom.max || (atom.min === atom.max && (atom.aboveMin || atom.belowMax));
    case "object":
      return (
        atom.min > atom.max ||
        [...atom.members.values()].some(({ schema, required }) => required && schema.kind === "never")
      );
    default:
      return atom.min > atom.max;
  }
}

function isAtomWithin(left: Atom, right: Atom, pairing: Pairing): Answer {
  if (left.type === "opaque" && right.type === "opaque") return left.number === right.number ? "yes" : "unknown";
  if (left.type === "string" && right.type === "string") return isTextWithin(left, right);
  if (left.type === "number" && right.type === "number") return isNumberWithin(left, right);
  if (left.type === "array" && right.type === "array") return isListWithin(left, right, pairing);
  if (left.type === "object" && right.type === "object") return isObjectWithin(left, right, pairing);
  return "no";
}

function isTextWithin(left: TextAtom, right: TextAtom): Answer {
  if (left.min < right.min || left.max > right.max) return left.patterns.length > 0 ? "unknown" : "no";
  const missing = right.patterns.filter((pattern) => !left.patterns.includes(pattern) && !matchesAll(pattern));
  return missing.length === 0 ? "yes" : left.patterns.length > 0 ? "unknown" : "no";
}

/** Patterns that every text matches. */
function matchesAll(pattern: string): boolean {
  return toRegExp(pattern) !== undefined && /^\^?(?:\.\*|\(\.\*\))?\$?$/.test(pattern) && !/^\^\$?$/.test(pattern);
}

function isNumberWithin(left: NumberAtom, right: NumberAtom): Answer {
  const isWhole = left.integer || left.steps.some(Number.isInteger);
  if (right.integer && !isWhole) return "no";
  const isAbove = left.min > right.min || (left.min === right.min && (!right.aboveMin || left.aboveMin));
  const isBelow = left.max < right.max || (left.max === right.max && (!right.belowMax || left.belowMax));
  if (!isAbove || !isBelow) return isWhole || left.steps.length > 0 ? "unknown" : "no";
  const steps = left.integer && left.steps.length === 0 ? [1] : left.steps;
  const fits = right.steps.every((step) => steps.some((own) => isMultiple(own, step)));
  return fits ? "yes" : "no";
}

function isListWithin(left: ListAtom, right: ListAtom, pairing: Pairing): Answer {
  if (left.min < right.min || left.max > right.max) return "no";
  if (right.unique && !left.unique && left.max > 1) return "no";
  const length = Math.min(Math.max(left.prefix.length, right.prefix.length), left.max);
  const at = (list: ListAtom, index: number): Schema => list.prefix[index] ?? list.rest;
  const prefix = every(
    Array.from({ length }, (_, index) => index),
    (index) => isMemberWithin(at(left, index), at(right, index), { pairing, isThere: index < left.min }),
  );
  if (left.max <= length) return prefix;
  return both(prefix, () => isMemberWithin(left.rest, right.rest, { pairing, isThere: left.min > length }));
}

interface Membership {
  readonly pairing: Pairing;
  /** Whether a value is sure to have it. */
  readonly isThere: boolean;
}

/** A member that need not be there may be of a schema that nothing fits; then it never is. */
function isMemberWithin(left: Schema, right: Schema, { pairing, isThere }: Membership): Answer {
  const answer = isWithin(left, right, pairing);
  if (answer !== "no" || isThere) return answer;
  return toAtoms(left, pairing.left)?.every(isEmpty) === true ? "yes" : "no";
}

function isObjectWithin(left: ObjectAtom, right: ObjectAtom, pairing: Pairing): Answer {
  const required = [...left.members.values()].filter((member) => member.required).length;
  const most =
    left.others.some(({ schema }) => schema.kind === "never") && left.patterns.length === 0
      ? left.members.size
      : Infinity;
  if (Math.max(left.min, required) < right.min || Math.min(left.max, most) > right.max) return "no";
  const keys = new Set([...left.members.keys(), ...right.members.keys()]);
  const members = every(keys, (key) => {
    const wanted = right.members.get(key)?.required === true;
    const isThere = left.members.get(key)?.required === true;
    if (wanted && !isThere) return "no";
    return every(schemasOf(key, right), (schema) => isKeyWithin(key, left, { schema, pairing, isThere }));
  });
  const answer = both(members, () => areOthersWithin(left, right, pairing));
  return answer === "yes" && !(isReadable(left) && isReadable(right)) ? "unknown" : answer;
}

/** Whether it can be told which members each pattern means. */
function isReadable({ patterns, others }: ObjectAtom): boolean {
  const all = [...patterns.map(({ pattern }) => pattern), ...others.flatMap((each) => each.patterns)];
  return all.every((pattern) => toRegExp(pattern) !== undefined);
}

interface Wanted {
  readonly schema: Schema;
  readonly pairing: Pairing;
  readonly isThere: boolean;
}

/** Of all that the left says of a member, one thing must be enough; together they may be enough as well. */
function isKeyWithin(key: string, left: ObjectAtom, { schema, pairing, isThere }: Wanted): Answer {
  if (schema.kind === "any") return "yes";
  const own = schemasOf(key, left);
  if (own === undefined) return "unknown";
  const whole: Schema =
    own.length === 1 ? (own[0] as Schema) : own.length === 0 ? { kind: "any" } : { kind: "all", members: own };
  return isMemberWithin(whole, schema, { pairing, isThere });
}

/** Everything that an object says of a member of this name. */
function schemasOf(key: string, atom: ObjectAtom): Schema[] {
  const own = atom.members.get(key);
  const matching = atom.patterns.filter(({ pattern }) => toRegExp(pattern)?.test(key) === true);
  const others = atom.others.filter(
    ({ listed, patterns }) => !listed.has(key) && !patterns.some((pattern) => toRegExp(pattern)?.test(key) === true),
  );
  return [...(own === undefined ? [] : [own]), ...matching, ...others].map(({ schema }) => schema);
}

/** What neither side lists. Patterns are compared by their text, and only those of the left can help. */
function areOthersWithin(left: ObjectAtom, right: ObjectAtom, pairing: Pairing): Answer {
  const isPlain = left.patterns.length === 0 && right.patterns.length === 0;
  const general = left.others.map(({ schema }) => schema);
  const patterns = every(right.patterns, ({ pattern, schema }) => {
    const same = left.patterns.filter((each) => each.pattern === pattern).map((each) => each.schema);
    const open = left.others.filter((each) => each.patterns.length === 0).map((each) => each.schema);
    const answer = some([...same, ...open], (own) => isMemberWithin(own, schema, { pairing, isThere: false }));
    if (answer === "yes" || schema.kind === "any") return "yes";
    return left.patterns.length > 0 ? "unknown" : "no";
  });
  const others = every(right.others, ({ schema }) => {
    const answer = some(general, (own) => isMemberWithin(own, schema, { pairing, isThere: false }));
    const beyond = left.patterns.filter(({ pattern }) => !right.patterns.some((each) => each.pattern === pattern));
    if (answer === "yes" && beyond.length === 0) return "yes";
    if (answer === "yes")
      return every(beyond, (each) => orUnknown(isMemberWithin(each.schema, schema, { pairing, isThere: false })));
    return isPlain ? "no" : "unknown";
  });
  return both(patterns, () => others);
}

function orUnknown(answer: Answer): Answer {
  return answer === "no" ? "unknown" : answer;
}

/** A value that the one allows and the other refuses, among those that are tried. */
export function findProof(
  candidates: Iterable<Json>,
  accepted: { readonly schema: Schema; readonly judging: Judging },
  refused: { readonly schema: Schema; readonly judging: Judging },
): Json | undefined {
  for (const value of candidates) {
    if (accepts(accepted.schema, value, accepted.judging) !== "yes") continue;
    if (accepts(refused.schema, value, refused.judging) === "no") return value;
  }
  return undefined;
}
