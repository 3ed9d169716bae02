import type { Schema } from "./schema.js";

/** The schema that accepts what all of these accept, without the ones that say nothing. */
export function allOf(parts: readonly Schema[]): Schema {
  const only = parts.length === 1 ? parts[0] : undefined;
  if (only !== undefined) return only;
  const telling = parts
    .filter((part) => part.kind !== "any")
    .flatMap((part) => (part.kind === "all" ? part.members : [part]));
  const [first] = telling;
  if (first === undefined) return { kind: "any" };
  return telling.length === 1 ? first : { kind: "all", members: telling };
}

/** The one schema that stands beside null in a union; `undefined` where it is none, or has others too. */
export function besideNull(schema: Schema): Schema | undefined {
  if (schema.kind !== "union") return undefined;
  const [only, ...others] = schema.variants.filter((variant) => variant.kind !== "null");
  return others.length === 0 ? only : undefined;
}

/** The schema or null. */
export function nullable(schema: Schema): Schema {
  if (schema.kind === "any" || schema.kind === "null") return schema;
  if (schema.kind === "enum") {
    return schema.values.includes(null) ? schema : { ...schema, values: [...schema.values, null] };
  }
  if (schema.kind !== "union") return { kind: "union", mode: "any", variants: [schema, { kind: "null" }] };
  if (schema.variants.some((variant) => variant.kind === "null")) return schema;
  return { ...schema, variants: [...schema.variants, { kind: "null" }] };
}
