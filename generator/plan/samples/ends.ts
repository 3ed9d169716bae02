import type { ArraySchema, NumberSchema, Schema, StringSchema } from "../../contract/schema.js";
import { fitsNumber, fitsString } from "./check.js";
import type { Judging } from "./check.js";
import type { Sample } from "./sample.js";
import { sample } from "./samples.js";

/** The ends of the range that a schema allows, where it has any. */
export interface Ends {
  readonly least?: Sample | undefined;
  readonly most?: Sample | undefined;
}

/** Ends that lie farther are left alone: what is sent must stay small. */
const MOST_CHARACTERS = 5_000;
const MOST_ITEMS = 10;

/** What lies at the ends of a schema's range. */
export function findEnds(
  schema: Schema,
  { name }: { readonly name: string },
  judging: Judging & { seed: string },
): Ends {
  if (schema.kind === "string") return endsOfText(schema);
  if (schema.kind === "number") return endsOfNumber(schema);
  if (schema.kind !== "array") return {};
  const { minItems = 0, maxItems = Infinity } = schema;
  const listOf = (count: number): Sample | undefined => sampleList(schema, { ...judging, count, name });
  return { least: listOf(minItems), ...(maxItems <= MOST_ITEMS && { most: listOf(maxItems) }) };
}

function endsOfText(schema: StringSchema): Ends {
  const { minLength = 0, maxLength = Infinity, format } = schema;
  if (format !== undefined) return {};
  const textOf = (length: number): Sample | undefined => {
    const text = "x".repeat(length);
    return fitsString(schema, text) ? text : undefined;
  };
  return {
    ...(minLength > 0 && minLength <= MOST_CHARACTERS && { least: textOf(minLength) }),
    ...(maxLength <= MOST_CHARACTERS && { most: textOf(maxLength) }),
  };
}

function endsOfNumber(schema: NumberSchema): Ends {
  const step = schema.multipleOf ?? (schema.integer ? 1 : 0.5);
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  const find = (candidates: readonly (number | undefined)[]): number | undefined =>
    candidates.find((each) => each !== undefined && fitsNumber(schema, each));
  return {
    least: find([minimum, exclusiveMinimum === undefined ? undefined : exclusiveMinimum + step]),
    most: find([maximum, exclusiveMaximum === undefined ? undefined : exclusiveMaximum - step]),
  };
}

interface ListWish extends Judging {
  readonly count: number;
  readonly name: string;
  readonly seed: string;
}

function sampleList(schema: ArraySchema, { count, ...wish }: ListWish): Sample | undefined {
  if (count === 0) return [];
  return sample({ ...schema, minItems: count, maxItems: count }, { ...wish, variant: "minimal", plain: true });
}
