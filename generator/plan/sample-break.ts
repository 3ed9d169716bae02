import { flatten } from "../contract/flatten.js";
import type { ObjectSchema, Schema } from "../contract/schema.js";
import { isMembers } from "./sample-check.js";
import type { Judging } from "./sample-check.js";
import type { Sample } from "./samples.js";
import { isOpen, travels } from "./shapes.js";

/** A sample that its schema accepts no more, and the one place that is wrong. */
export interface BrokenSample {
  /** What is wrong, in words. */
  readonly name: string;
  readonly pointer: string;
  readonly value: Sample;
}

/** A place of a sample that can be broken so that no reading of the schema accepts it. */
interface Spot {
  readonly path: readonly (string | number)[];
  /** A value of another type; absent = the member is taken out. */
  readonly wrong?: Sample;
}

/** Breaks a sample: a wrong type as deep inside as possible, and a missing member. */
export function breakSample(schema: Schema, value: Sample, judging: Judging): BrokenSample[] {
  const spots = [...findSpots(schema, value, judging)];
  const byDepth = [...spots].sort((a, b) => b.path.length - a.path.length);
  const wrong = byDepth.find((spot) => spot.wrong !== undefined);
  const missing = byDepth.find((spot) => spot.wrong === undefined);
  return [wrong, missing].flatMap((spot): BrokenSample[] => {
    if (spot === undefined) return [];
    const pointer = spot.path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
    const what = spot.wrong === undefined ? "a missing" : "a wrong type at";
    return [{ name: `${what} ${pointer || "the top"}`, pointer, value: replaceAt(value, spot) as Sample }];
  });
}

/** Only through objects and lists: of a union another variant might accept what one refuses. */
function* findSpots(
  schema: Schema,
  value: Sample,
  judging: Judging,
  // oxlint-disable-next-line max-params -- where the walk stands
  path: readonly (string | number)[] = [],
): Generator<Spot> {
  const flat = withoutNull(flatten(schema, judging.contract), judging);
  const wrong = wrongFor(flat, judging);
  if (wrong !== undefined) yield { path, wrong };
  if (flat.kind === "array" && Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* findSpots(flat.items, item as Sample, judging, [...path, index]);
  }
  if (flat.kind === "object" && flat.implied === undefined && isMembers(value)) {
    yield* findMemberSpots(flat, value, { judging, path });
  }
}

function* findMemberSpots(
  object: ObjectSchema,
  value: { readonly [key: string]: Sample },
  { judging, path }: { readonly judging: Judging; readonly path: readonly (string | number)[] },
): Generator<Spot> {
  for (const property of object.properties) {
    const member = value[property.key];
    if (member === undefined || !travels(property, judging.direction)) continue;
    const own = [...path, property.key];
    if (property.required && isTold(property.schema, judging)) yield { path: own };
    yield* findSpots(property.schema, member, judging, own);
  }
}

/** Some members are required but nothing is checked of them, not even that they are there. */
function isTold(schema: Schema, judging: Judging): boolean {
  const flat = flatten(schema, judging.contract);
  return flat.kind !== "enum" || wrongFor(flat, judging) !== undefined;
}

function withoutNull(schema: Schema, judging: Judging): Schema {
  if (schema.kind !== "union") return schema;
  const variants = schema.variants.filter((variant) => variant.kind !== "null");
  const [only] = variants;
  return variants.length === 1 && only !== undefined ? flatten(only, judging.contract) : schema;
}

/** A value of a type that the schema surely refuses. */
function wrongFor(schema: Schema, { direction }: Judging): Sample | undefined {
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

/** A copy in which one place is wrong, or gone. */
function replaceAt(value: Sample, { path, wrong }: Spot): Sample | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return wrong;
  const inner = { path: rest, ...(wrong !== undefined && { wrong }) };
  if (Array.isArray(value)) return value.map((item: Sample, index) => (index === step ? (replaceAt(item, inner) ?? null) : item));
  const members = Object.entries(value as { readonly [key: string]: Sample }).flatMap(([key, member]) => {
    const next = key === String(step) ? replaceAt(member, inner) : member;
    return next === undefined ? [] : [[key, next] as const];
  });
  return Object.fromEntries(members);
}
