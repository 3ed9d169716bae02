import type { Json } from "../../generator/contract/schema.js";

/** A schema with values that are right and values that are wrong, as JSON Schema and OpenAPI have it. */
export interface VerdictCase {
  readonly schema: Json;
  readonly right: readonly unknown[];
  readonly wrong: readonly unknown[];
  /** Where what is received is judged more leniently: these are wrong only when sent. */
  readonly wrongSent?: readonly unknown[];
  readonly openapi?: string;
}

export const ref = (key: string): Json => ({ $ref: `#/components/schemas/${key}` });
export const object = (properties: Json, rest: { readonly [key: string]: Json } = {}): Json => ({
  type: "object",
  properties,
  ...rest,
});
