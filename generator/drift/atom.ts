import type { Json, Property, Schema } from "../contract/schema.js";

/** Texts of one sort: all limits at once. */
export interface TextAtom {
  readonly type: "string";
  readonly min: number;
  readonly max: number;
  readonly patterns: readonly string[];
}

export interface NumberAtom {
  readonly type: "number";
  readonly integer: boolean;
  readonly min: number;
  readonly max: number;
  /** The limit itself is left out. */
  readonly aboveMin: boolean;
  readonly belowMax: boolean;
  readonly steps: readonly number[];
}

export interface ListAtom {
  readonly type: "array";
  readonly prefix: readonly Schema[];
  readonly rest: Schema;
  readonly min: number;
  readonly max: number;
  readonly unique: boolean;
}

export interface ObjectAtom {
  readonly type: "object";
  readonly members: ReadonlyMap<string, Pick<Property, "schema" | "required">>;
  readonly patterns: readonly { readonly pattern: string; readonly schema: Schema }[];
  /** What members hold that are neither listed nor matched; several objects put together may disagree about which those are. */
  readonly others: readonly Others[];
  readonly min: number;
  readonly max: number;
}

/** What one of the objects that were put together says of the members that it does not list. */
export interface Others {
  readonly listed: ReadonlySet<string>;
  readonly patterns: readonly string[];
  readonly schema: Schema;
}

export interface LiteralAtom {
  readonly type: "literal";
  readonly value: Json;
}

/** The values of a schema that is compared elsewhere. */
export interface OpaqueAtom {
  readonly type: "opaque";
  readonly number: string;
}

/** A set of values of one type; a schema is a list of them. */
export type Atom = (TextAtom | NumberAtom | ListAtom | ObjectAtom | LiteralAtom | OpaqueAtom) & {
  /** The values allowed are some of these, not surely all: a rule was left out that cannot be told here. */
  readonly loose?: true;
  /** Rules beside the kind, as text: they hold on both sides only where they are written alike. */
  readonly rules?: readonly string[];
};

const NOTHING: readonly Atom[] = ([null, true, false] as const).map((value) => ({ type: "literal", value }));
/** All texts. */
export const TEXT: Atom = { type: "string", min: 0, max: Infinity, patterns: [] };
const NUMBER: Atom = {
  type: "number",
  integer: false,
  min: -Infinity,
  max: Infinity,
  aboveMin: false,
  belowMax: false,
  steps: [],
};
const LIST: Atom = { type: "array", prefix: [], rest: { kind: "any" }, min: 0, max: Infinity, unique: false };
const OBJECT: Atom = { type: "object", members: new Map(), patterns: [], others: [], min: 0, max: Infinity };
/** The sets that make up all values. */
export const EVERYTHING: readonly Atom[] = [...NOTHING, TEXT, NUMBER, LIST, OBJECT];

/** More alternatives than this are not told apart. */
export const MOST_ATOMS = 256;

/** The type of a value, in the words of atoms. */
export function typeOf(value: Json): string {
  if (value === null || typeof value === "boolean") return "literal";
  return Array.isArray(value) ? "array" : typeof value;
}
