import { besideNull } from "../../contract/combine.js";
import type { Contract } from "../../contract/contract.js";
import { flatten } from "../../contract/flatten.js";
import { child } from "../../contract/pointer.js";
import type { Property, Schema, UnionSchema } from "../../contract/schema.js";
import { dereference } from "../../contract/walk.js";
import { accepts, isMembers } from "./check.js";
import type { Judging } from "./check.js";
import { replaceAt } from "./replace.js";
import type { Sample } from "./sample.js";
import { formOf } from "../types/represent.js";
import type { ValueTypes } from "../types/represent.js";
import { isOpen, travels } from "../types/shapes.js";

/** One place of a sample, and what must stand there so that its schema accepts it no more. */
export interface BrokenSample {
  /** What is wrong, in words. */
  readonly name: string;
  readonly pointer: string;
  /** Absent = the member is taken out. */
  readonly value?: Sample;
}

/** How a sample is judged, and what its values become: what cannot be decoded is no matter of validation. */
export interface Breaking extends Judging {
  readonly values: ValueTypes;
}

/** A place of a sample that can be broken so that no reading of the schema accepts it. */
interface Spot {
  readonly pointer: string;
  readonly depth: number;
  readonly way: Way;
  /** What stands there instead; absent = the member is taken out. */
  readonly wrong?: Sample;
}

/** How to break a sample: in each way once, as deep inside as possible. */
export function breakSample(schema: Schema, value: Sample, judging: Breaking): BrokenSample[] {
  const top = { schema, value, pointer: "", depth: 0 };
  const spots = [...findSpots(top, judging)].sort((a, b) => b.depth - a.depth);
  const isRefused = ({ pointer, wrong }: Spot): boolean => {
    const broken = replaceAt(value, pointer, wrong);
    return broken !== undefined && !accepts(schema, broken, judging);
  };
  return WAYS.flatMap((way): BrokenSample[] => {
    const spot = spots.find((each) => each.way === way && isRefused(each));
    if (spot === undefined) return [];
    const { pointer, wrong } = spot;
    return [{ name: NAMES[way](pointer || "the top"), pointer, ...(wrong !== undefined && { value: wrong }) }];
  });
}

/** The ways in which a value breaks its schema, and how they are called. */
const NAMES = {
  type: (at: string) => `a wrong type at ${at}`,
  missing: (at: string) => `a missing ${at}`,
  null: (at: string) => `null at ${at}`,
  little: (at: string) => `too little at ${at}`,
  much: (at: string) => `too much at ${at}`,
} as const;

type Way = keyof typeof NAMES;

const WAYS = Object.keys(NAMES) as readonly Way[];

/** A part of a sample with its schema. */
interface Part {
  readonly schema: Schema;
  readonly value: Sample;
  readonly pointer: string;
  readonly depth: number;
}

/** Only through objects and lists: inside of a union another variant might accept, or complain of something else. */
function* findSpots(part: Part, judging: Breaking): Generator<Spot> {
  const { value, pointer, depth } = part;
  const whole = flatten(part.schema, judging.contract);
  const flat = withoutNull(whole, judging);
  const wrong = isImplied(part.schema, judging) ? undefined : wrongFor(flat, judging);
  if (wrong !== undefined) yield { pointer, depth, way: "type", wrong };
  if (wrong !== undefined && flat === whole) yield { pointer, depth, way: "null", wrong: null };
  for (const [way, beyond] of beyondEnds(flat, judging)) yield { pointer, depth, way, wrong: beyond };
  if (flat.kind === "array" && Array.isArray(value)) {
    for (const [index, item] of (value as readonly Sample[]).entries()) {
      yield* findSpots({ schema: flat.items, value: item, pointer: child(pointer, index), depth: depth + 1 }, judging);
    }
  }
  if (flat.kind === "object" && flat.implied === undefined && isMembers(value)) {
    for (const property of flat.properties) yield* findMemberSpots(property, { ...part, value }, judging);
  }
  if (flat.kind === "union" && isMembers(value)) yield* findSharedSpots(flat, part, judging);
}

function* findMemberSpots(
  property: Property,
  {
    value,
    pointer,
    depth,
  }: { readonly value: { readonly [key: string]: Sample }; readonly pointer: string; readonly depth: number },
  judging: Breaking,
): Generator<Spot> {
  const { key, schema, required } = property;
  const member = value[key];
  if (member === undefined || !travels(property, judging.direction)) return;
  const own = { pointer: child(pointer, key), depth: depth + 1 };
  if (required && isTold(schema, judging)) yield { ...own, way: "missing" };
  yield* findSpots({ schema, value: member, ...own }, judging);
}

/** What every variant asks for misses whichever was meant; a tag that misses would only leave open which. */
function* findSharedSpots(
  { variants }: UnionSchema,
  { pointer, depth }: Part,
  { contract, direction }: Breaking,
): Generator<Spot> {
  const required = variants.map((variant) => {
    const flat = flatten(variant, contract);
    const own = flat.kind === "object" && flat.implied === undefined ? flat.properties : [];
    return own.filter((property) => property.required && travels(property, direction) && !isTag(property, contract));
  });
  for (const { key } of required[0] ?? []) {
    const isShared = required.every((properties) => properties.some((property) => property.key === key));
    if (isShared) yield { pointer: child(pointer, key), depth: depth + 1, way: "missing" };
  }
}

function isTag({ schema }: Property, contract: Contract): boolean {
  return flatten(schema, contract).kind === "enum";
}

/** Some members are required but nothing is checked of them, not even that they are there. */
function isTold(schema: Schema, judging: Breaking): boolean {
  const flat = flatten(schema, judging.contract);
  return flat.kind !== "enum" || wrongFor(flat, judging) !== undefined;
}

/** What lies just beyond the ends of a range. */
function beyondEnds(schema: Schema, { direction, values }: Breaking): [way: Way, wrong: Sample][] {
  if (direction === "received" && formOf(schema, values) !== undefined) return [];
  if (schema.kind === "string") {
    const { minLength = 0, maxLength = Infinity } = schema;
    return [
      ...(minLength > 0 ? [["little", "x".repeat(minLength - 1)] as [Way, Sample]] : []),
      ...(maxLength <= MOST_CHARACTERS ? [["much", "x".repeat(maxLength + 1)] as [Way, Sample]] : []),
    ];
  }
  if (schema.kind !== "number") return [];
  const { minimum, maximum, exclusiveMinimum = minimum, exclusiveMaximum = maximum } = schema;
  return [
    ...(exclusiveMinimum === undefined ? [] : [["little", exclusiveMinimum - 1] as [Way, Sample]]),
    ...(exclusiveMaximum === undefined ? [] : [["much", exclusiveMaximum + 1] as [Way, Sample]]),
  ];
}

/** Longer texts would only be heavier. */
const MOST_CHARACTERS = 5_000;

const MOST_MEMBERS = 50;

/** Where no member of an `allOf` states its type, a value of any other is right. */
function isImplied(schema: Schema, judging: Breaking, depth = 0): boolean {
  const target = dereference(schema, judging.contract);
  // Members of members of themselves never state anything.
  if (depth > MOST_MEMBERS) return true;
  if (target.kind === "all") return target.members.every((member) => isImplied(member, judging, depth + 1));
  if (target.kind === "residue") return isImplied(target.base, judging, depth + 1);
  return "implied" in target && target.implied === true;
}

function withoutNull(schema: Schema, judging: Breaking): Schema {
  const only = besideNull(schema);
  return only === undefined ? schema : flatten(only, judging.contract);
}

/** A value of a type that the schema surely refuses. */
function wrongFor(schema: Schema, { direction, values }: Breaking): Sample | undefined {
  if (direction === "received" && formOf(schema, values) !== undefined) return undefined;
  switch (schema.kind) {
    case "string":
      return schema.implied ? undefined : 12_345;
    case "bytes":
      return direction === "received" ? 12_345 : undefined;
    case "number":
    case "array":
    case "object":
      return schema.implied ? undefined : "of a wrong type";
    case "boolean":
      return "of a wrong type";
    case "tuple":
      return "of a wrong type";
    case "enum": {
      const scalars = schema.values.every((value) => typeof value !== "object" || value === null);
      const mixed = isOpen(schema) && schema.values.some((value) => value !== null && typeof value !== "string");
      return scalars && !mixed && !schema.values.includes(12_345) ? 12_345 : undefined;
    }
    default:
      return undefined;
  }
}
