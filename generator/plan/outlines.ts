import type { Contract } from "../contract/contract.js";
import { flatten } from "../contract/flatten.js";
import type { ObjectSchema, Schema } from "../contract/schema.js";
import { travels } from "./types/shapes.js";

/**
 * The least that a received value must have for its type to be safe to read: its kind, the members that it must have,
 * and theirs. `true` inside an object is whatever is there; a word is a `typeof`.
 */
export type Outline = true | "string" | "number" | "boolean" | readonly [] | OutlineMembers;

export interface OutlineMembers {
  readonly [key: string]: Outline;
}

/** Deeper members are taken as they come. */
const DEEPEST = 3;

/** What a value looks like at least: one outline a variant; `undefined` where anything goes. */
export function outlinesOf(schema: Schema, contract: Contract, depth = 0): readonly Outline[] | undefined {
  const flat = flatten(schema, contract);
  if (flat.kind === "union") {
    // Unions of unions are read as far as any contract goes; those that hold themselves have no end.
    if (depth > DEEPEST) return undefined;
    const variants = flat.variants.filter((variant) => variant.kind !== "null");
    const outlines = variants.map((variant) => outlinesOf(variant, contract, depth + 1));
    return outlines.every((outline) => outline !== undefined) ? outlines.flat() : undefined;
  }
  if (flat.kind === "string" || flat.kind === "number" || flat.kind === "boolean") return [flat.kind];
  const outline = outlineOf(flat, contract, 0);
  return outline === true ? undefined : [outline];
}

function outlineOf(schema: Schema, contract: Contract, depth: number): Outline {
  const flat = flatten(schema, contract);
  if (flat.kind === "array" || flat.kind === "tuple") return [];
  const object = flat.kind === "all" ? flat.members.find((member) => member.kind === "object") : flat;
  return object?.kind === "object" && depth <= DEEPEST ? outlineMembers(object, contract, depth) : true;
}

function outlineMembers(object: ObjectSchema, contract: Contract, depth: number): Outline {
  const required = object.properties.filter((property) => property.required && travels(property, "received"));
  return Object.fromEntries(required.map(({ key, schema }) => [key, outlineOf(schema, contract, depth + 1)]));
}
