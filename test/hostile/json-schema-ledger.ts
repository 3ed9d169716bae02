/**
 * The tests of the official suite whose verdicts are not ours, with the reasons; an entry that is no longer needed fails.
 * A diagnostic warns of each of `refused`; nothing needs to warn of what is so by design.
 */
const EMPTY = "`enum: []` is a mistake and left out";
const OVERLAP = "variants that accept the same values mean at least one";
const METASCHEMA = "the metaschema is nobody's API and lies outside of the contract";
const TWO_NAMES = "a remote that has one name and calls itself another is bundled under its own";

export const byDesign: { readonly [test: string]: string } = {
  "enum: enum with escaped characters: another string is invalid": "a list of strings may grow",
};

export const refused: { readonly [test: string]: string } = {
  "defs: validate definition against metaschema: invalid definition schema": METASCHEMA,
  "enum: empty enum: string is invalid": EMPTY,
  "enum: empty enum: number is invalid": EMPTY,
  "enum: empty enum: null is invalid": EMPTY,
  "enum: empty enum: object is invalid": EMPTY,
  "enum: empty enum: array is invalid": EMPTY,
  "enum: empty enum: boolean is invalid": EMPTY,
  "ref: remote ref, containing refs itself: remote ref invalid": METASCHEMA,
  "refRemote: remote HTTP ref with different $id: number is invalid": TWO_NAMES,
  "refRemote: remote HTTP ref with different URN $id: number is invalid": TWO_NAMES,
  "vocabulary: schema that uses custom metaschema with with no validation vocabulary: no validation: invalid number, but it still validates":
    "vocabularies are not read",
};

/** Refused where validators are as lenient as contracts grow, and right inside of `not`. */
export const overlapping: { readonly [test: string]: string } = {
  "oneOf: oneOf: both oneOf valid": OVERLAP,
  "oneOf: oneOf with base schema: both oneOf valid": OVERLAP,
  "oneOf: oneOf with empty schema: both valid - invalid": OVERLAP,
};

export const overlapping2020: { readonly [test: string]: string } = {
  "oneOf: oneOf with boolean schemas, all true: any value is invalid": OVERLAP,
  "oneOf: oneOf with boolean schemas, more than one true: any value is invalid": OVERLAP,
};
