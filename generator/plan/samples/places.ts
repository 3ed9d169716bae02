import { flatten } from "../../contract/flatten.js";
import { child } from "../../contract/pointer.js";
import type { Schema } from "../../contract/schema.js";
import { travels } from "../types/shapes.js";
import { accepts, isMembers } from "./check.js";
import type { Judging } from "./check.js";
import { findEnds } from "./ends.js";
import type { Ends } from "./ends.js";
import type { Sample } from "./sample.js";
import { sampleBranch } from "./samples.js";

/** A place of a sample at which something else may stand. */
export interface Place extends Ends {
  readonly pointer: string;
  /** The other values that are listed, or one value of each other variant. */
  readonly others: { readonly kind: "value" | "variant"; readonly values: readonly Sample[] };
  readonly mayBeNull: boolean;
  /** The other of the two, where it is a boolean. */
  readonly turned?: boolean;
}

/** How places are looked for. */
export interface Varying extends Judging {
  readonly seed: string;
  readonly uploads?: boolean;
  /** The places, by schema, that other samples cover: what they share is covered once. */
  readonly covered: Set<string>;
}

/** A part of a sample with its schema. */
interface Part {
  readonly schema: Schema;
  readonly value: Sample;
  readonly pointer: string;
  readonly name: string;
  /** Where its schema is written down: the nearest name, and the way from there. */
  readonly origin: string;
  /** The references on the way to this very value: what leads back to itself has no more places. */
  readonly inside: readonly string[];
}

/** Listed values and variants beyond these are left out: what is sent must stay readable. */
const MOST_OTHERS = 12;

/** Every place of a sample at which its schema leaves a choice. */
export function findPlaces(schema: Schema, value: Sample, varying: Varying): Iterable<Place> {
  return placesOf({ schema, value, pointer: "", name: "", origin: varying.seed, inside: [] }, varying);
}

function* placesOf(part: Part, varying: Varying): Generator<Place> {
  const { schema } = part;
  const { contract } = varying;
  if (schema.kind === "ref") {
    const target = contract.schemas[schema.id]?.schema;
    if (target === undefined || part.inside.includes(schema.id)) return;
    const inside = [...part.inside, schema.id];
    return yield* placesOf({ ...part, schema: target, origin: schema.id, inside }, varying);
  }
  if (schema.kind === "residue") return yield* placesOf({ ...part, schema: schema.base }, varying);
  const flat = flatten(schema, contract);
  if (flat.kind === "all") {
    for (const member of flat.members) yield* placesOf({ ...part, schema: member }, varying);
    return;
  }
  const key = `${varying.direction} ${flat.kind} ${part.origin}`;
  const isNew = !varying.covered.has(key);
  varying.covered.add(key);
  if (isNew) yield { pointer: part.pointer, ...findEnds(flat, part, varying), ...alternativesOf(flat, part, varying) };
  yield* placesInside(flat, part, varying);
}

function* placesInside(flat: Schema, part: Part, varying: Varying): Generator<Place> {
  const { value } = part;
  if (flat.kind === "union") {
    const own = ownVariant(flat, value, varying);
    if (own !== undefined) yield* placesOf({ ...part, schema: own, origin: `${part.origin}|` }, varying);
  }
  if (flat.kind === "array" && Array.isArray(value)) {
    const [first] = value as readonly Sample[];
    if (first !== undefined) yield* placesOf(step(part, "0", { schema: flat.items, value: first }), varying);
  }
  if (flat.kind !== "object" || !isMembers(value)) return;
  for (const property of flat.properties) {
    const member = Object.hasOwn(value, property.key) ? value[property.key] : undefined;
    if (member === undefined || !travels(property, varying.direction)) continue;
    yield* placesOf(step(part, property.key, { schema: property.schema, value: member }), varying);
  }
}

function step(part: Part, key: string, inner: Pick<Part, "schema" | "value">): Part {
  const name = key === "0" ? part.name : key;
  return { ...inner, name, pointer: child(part.pointer, key), origin: child(part.origin, key), inside: [] };
}

function ownVariant({ variants }: Schema & { kind: "union" }, value: Sample, varying: Varying): Schema | undefined {
  return variants.find((variant) => variant.kind !== "null" && accepts(variant, value, { ...varying }));
}

function alternativesOf(flat: Schema, part: Part, varying: Varying): Pick<Place, "others" | "mayBeNull" | "turned"> {
  const { value, name } = part;
  if (flat.kind === "enum") {
    const values = flat.values.filter((each) => each !== null && each !== value).slice(0, MOST_OTHERS);
    return { others: { kind: "value", values }, mayBeNull: flat.values.includes(null) };
  }
  if (flat.kind !== "union") {
    const isBoolean = flat.kind === "boolean" && typeof value === "boolean";
    return { others: { kind: "value", values: [] }, mayBeNull: false, ...(isBoolean && { turned: !value }) };
  }
  const own = ownVariant(flat, value, varying);
  const wish = { ...varying, variant: "minimal", plain: true, name } as const;
  const values = flat.variants
    .filter((variant) => variant.kind !== "null" && variant !== own)
    .slice(0, MOST_OTHERS)
    .flatMap((variant) => sampleBranch(flat, variant, wish) ?? []);
  return { others: { kind: "variant", values }, mayBeNull: flat.variants.some((variant) => variant.kind === "null") };
}
