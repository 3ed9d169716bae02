import { flatten } from "../../contract/flatten.js";
import { child } from "../../contract/pointer.js";
import type { Property, Schema } from "../../contract/schema.js";
import { isMembers } from "./check.js";
import type { Judging } from "./check.js";
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
  /** A value of another type; absent = the member is taken out. */
  readonly wrong?: Sample;
}

/** How to break a sample: with a wrong type as deep inside as possible, and by a missing member. */
export function breakSample(schema: Schema, value: Sample, judging: Breaking): BrokenSample[] {
  const top = { schema, value, pointer: "", depth: 0 };
  const spots = [...findSpots(top, judging)].sort((a, b) => b.depth - a.depth);
  const wrong = spots.find((spot) => spot.wrong !== undefined);
  const missing = spots.find((spot) => spot.wrong === undefined);
  return [
    ...(wrong === undefined
      ? []
      : [
          {
            name: `a wrong type at ${wrong.pointer || "the top"}`,
            pointer: wrong.pointer,
            value: wrong.wrong as Sample,
          },
        ]),
    ...(missing === undefined ? [] : [{ name: `a missing ${missing.pointer}`, pointer: missing.pointer }]),
  ];
}

/** A part of a sample with its schema. */
interface Part {
  readonly schema: Schema;
  readonly value: Sample;
  readonly pointer: string;
  readonly depth: number;
}

/** Only through objects and lists: of a union another variant might accept what one refuses. */
function* findSpots(part: Part, judging: Breaking): Generator<Spot> {
  const { value, pointer, depth } = part;
  const flat = withoutNull(flatten(part.schema, judging.contract), judging);
  const wrong = wrongFor(flat, judging);
  if (wrong !== undefined) yield { pointer, depth, wrong };
  if (flat.kind === "array" && Array.isArray(value)) {
    for (const [index, item] of (value as readonly Sample[]).entries()) {
      yield* findSpots({ schema: flat.items, value: item, pointer: child(pointer, index), depth: depth + 1 }, judging);
    }
  }
  if (flat.kind === "object" && flat.implied === undefined && isMembers(value)) {
    for (const property of flat.properties) yield* findMemberSpots(property, { ...part, value }, judging);
  }
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
  if (required && isTold(schema, judging)) yield own;
  yield* findSpots({ schema, value: member, ...own }, judging);
}

/** Some members are required but nothing is checked of them, not even that they are there. */
function isTold(schema: Schema, judging: Breaking): boolean {
  const flat = flatten(schema, judging.contract);
  return flat.kind !== "enum" || wrongFor(flat, judging) !== undefined;
}

function withoutNull(schema: Schema, judging: Breaking): Schema {
  if (schema.kind !== "union") return schema;
  const variants = schema.variants.filter((variant) => variant.kind !== "null");
  const [only] = variants;
  return variants.length === 1 && only !== undefined ? flatten(only, judging.contract) : schema;
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
