import { allOf } from "../contract/combine.js";
import type { Schema } from "../contract/schema.js";
import {
  type Atom,
  EVERYTHING,
  type ListAtom,
  type LiteralAtom,
  MOST_ATOMS,
  type NumberAtom,
  type ObjectAtom,
  type OpaqueAtom,
  typeOf,
} from "./atom.js";

/** What is in both lists of sets. */
export function crossAtoms(
  left: readonly Atom[] | undefined,
  right: readonly Atom[] | undefined,
): readonly Atom[] | undefined {
  if (left === EVERYTHING) return right;
  if (left === undefined || right === undefined || left.length * right.length > MOST_ATOMS * 8) return undefined;
  const crossed = left.flatMap((one) => right.flatMap((two) => crossAtom(one, two) ?? []));
  return crossed.length > MOST_ATOMS ? undefined : crossed;
}

function crossAtom(left: Atom, right: Atom): Atom | undefined {
  const met = meet(left, right);
  if (met === undefined) return undefined;
  const rules = [...(left.rules ?? []), ...(right.rules ?? [])];
  const isLoose = left.loose === true || right.loose === true || met.loose === true;
  return { ...met, ...(isLoose && { loose: true as const }), ...(rules.length > 0 && { rules }) };
}

function meet(left: Atom, right: Atom): Atom | undefined {
  if (left.type === "opaque") return meetOpaque(left, right);
  if (right.type === "opaque") return meetOpaque(right, left);
  if (left.type === "literal" || right.type === "literal") return meetLiteral(left, right);
  if (left.type === "string" && right.type === "string") {
    const patterns = [...new Set([...left.patterns, ...right.patterns])];
    return { type: "string", min: Math.max(left.min, right.min), max: Math.min(left.max, right.max), patterns };
  }
  if (left.type === "number" && right.type === "number") return meetNumbers(left, right);
  if (left.type === "array" && right.type === "array") return meetLists(left, right);
  if (left.type === "object" && right.type === "object") return meetObjects(left, right);
  return undefined;
}

/** What is in a set that is not looked into is so by a rule. */
function meetOpaque(left: OpaqueAtom, right: Atom): Atom {
  if (right.type === "opaque" && right.number === left.number) return right;
  return { ...right, rules: [...(right.rules ?? []), `opaque ${left.number}`] };
}

/** A literal within a set: whether it really is in it is for `accepts` to say, later. */
function meetLiteral(left: Atom, right: Atom): Atom | undefined {
  if (left.type === "literal" && right.type === "literal") {
    return JSON.stringify(left.value) === JSON.stringify(right.value) ? left : undefined;
  }
  const [literal, other] = left.type === "literal" ? [left, right] : [right as Atom & LiteralAtom, left];
  return typeOf(literal.value) === other.type ? { ...literal, loose: true } : undefined;
}

function meetNumbers(left: NumberAtom, right: NumberAtom): Atom {
  const min = Math.max(left.min, right.min);
  const max = Math.min(left.max, right.max);
  return {
    type: "number",
    integer: left.integer || right.integer,
    min,
    max,
    aboveMin: (left.min === min && left.aboveMin) || (right.min === min && right.aboveMin),
    belowMax: (left.max === max && left.belowMax) || (right.max === max && right.belowMax),
    steps: [...new Set([...left.steps, ...right.steps])],
  };
}

function meetLists(left: ListAtom, right: ListAtom): Atom {
  const length = Math.max(left.prefix.length, right.prefix.length);
  const at = (list: ListAtom, index: number): Schema => list.prefix[index] ?? list.rest;
  return {
    type: "array",
    prefix: Array.from({ length }, (_, index) => meetSchemas(at(left, index), at(right, index))),
    rest: meetSchemas(left.rest, right.rest),
    min: Math.max(left.min, right.min),
    max: Math.min(left.max, right.max),
    unique: left.unique || right.unique,
  };
}

function meetObjects(left: ObjectAtom, right: ObjectAtom): Atom {
  const members = new Map(left.members);
  for (const [key, { schema, required }] of right.members) {
    const earlier = members.get(key);
    members.set(
      key,
      earlier === undefined
        ? { schema, required }
        : { schema: meetSchemas(earlier.schema, schema), required: earlier.required || required },
    );
  }
  return {
    type: "object",
    members,
    patterns: [...left.patterns, ...right.patterns],
    others: [...left.others, ...right.others],
    min: Math.max(left.min, right.min),
    max: Math.min(left.max, right.max),
  };
}

/** The schema that both are. */
function meetSchemas(left: Schema, right: Schema): Schema {
  return left === right || JSON.stringify(left) === JSON.stringify(right) ? left : allOf([left, right]);
}
