import type { Contract } from "../../contract/contract.js";
import { flatten } from "../../contract/flatten.js";
import type { Json, Schema } from "../../contract/schema.js";
import { everyIn } from "../../contract/walk.js";

/** What values become that JSON has no types for. */
export interface ValueTypes {
  readonly int64: "number" | "bigint" | "string";
  readonly dates: "string" | "Date";
  /** By the scalar of a GraphQL schema: what the user's own code makes of it. */
  readonly codecs?: { readonly [scalar: string]: Codec };
}

/** An export of a module of the user's. */
export interface Codec {
  readonly name: string;
  readonly module: string;
  readonly sample?: Json;
}

/** The user's code that reads and writes a schema's own values; `undefined` where there is none. */
export function codecOf(schema: Schema, { codecs = {} }: ValueTypes): Codec | undefined {
  const scalar = schema.kind === "any" ? schema.scalar : undefined;
  return scalar !== undefined && Object.hasOwn(codecs, scalar) ? codecs[scalar] : undefined;
}

/** What a value becomes that JSON has no type for: a `Date`, a `bigint`, or the digits of a whole number as text. */
export type Form = "date" | "bigint" | "digits";

/** The form of a schema's own values; `undefined` where they stay what they are in JSON. */
export function formOf(schema: Schema, types: ValueTypes): Form | undefined {
  if (schema.kind === "string" && types.dates === "Date") {
    return schema.format === "date-time" && schema.implied === undefined ? "date" : undefined;
  }
  if (schema.kind !== "number" || schema.implied !== undefined || types.int64 === "number") return undefined;
  if (schema.format !== "int64" && schema.format !== "uint64") return undefined;
  return types.int64 === "bigint" ? "bigint" : "digits";
}

/** The members of an `allOf` that say what its values are: beside one that is a date, another that says "text" adds nothing. */
export function withoutPlain(members: readonly Schema[], contract: Contract, types: ValueTypes): readonly Schema[] {
  const flat = members.map((member) => flatten(member, contract));
  const formed = flat.find((member) => formOf(member, types) !== undefined);
  if (formed === undefined) return members;
  return members.filter((_, index) => flat[index]?.kind !== formed.kind || flat[index] === formed);
}

/** Whether a schema, references aside, is or holds what a test finds. */
export function holds(schema: Schema, test: (schema: Schema) => boolean): boolean {
  return everyIn(schema).some(test);
}
