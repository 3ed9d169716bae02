import type { Schema, UnionSchema } from "../../contract/schema.js";
import { accepts } from "./check.js";
import { mergeSchemas } from "./merge.js";
import type { Sample, Walk } from "./samples.js";
import { findTag } from "../types/tags.js";

/** The first variant that can be drawn, with its tag; null where no other can, and in minimal answers that may be null. */
export function sampleVariant(schema: UnionSchema, walk: Walk): Sample | undefined {
  const mayBeNull = schema.variants.some((variant) => variant.kind === "null");
  if (mayBeNull && walk.variant === "minimal" && walk.direction === "received" && walk.depth > 0) return null;
  const tag = findTag(schema, walk.contract);
  for (const variant of schema.variants) {
    if (variant.kind === "null" || isUnset(variant)) continue;
    const value = walk.draw(variant, walk);
    if (value === undefined) continue;
    const own = tag?.variants.find((each) => each.schema === variant);
    if (tag === undefined || own === undefined) return value;
    const stated = (value as { readonly [key: string]: Sample })[tag.key];
    return own.values.includes(String(stated)) ? value : { ...(value as object), [tag.key]: own.values[0] ?? "" };
  }
  return mayBeNull ? null : drawUnset(schema, walk);
}

/** A variant that only says "nothing": `enum: [""]`. */
function isUnset(variant: Schema): boolean {
  return variant.kind === "enum" && variant.values.every((value) => value === "" || value === null);
}

function drawUnset({ variants }: UnionSchema, walk: Walk): Sample | undefined {
  const unset = variants.find(isUnset);
  return unset === undefined ? undefined : walk.draw(unset, walk);
}

/** Several demands at once: what is of one kind is merged, of unions each variant is tried beside the rest. */
export function sampleAll(members: readonly Schema[], walk: Walk): Sample | undefined {
  const union = members.find((member) => member.kind === "union");
  const rest = members.filter((member) => member !== union);
  const candidates =
    union?.kind === "union"
      ? union.variants.map((variant): Schema => ({ kind: "all", members: [...rest, variant] }))
      : [];
  const merged = mergeSchemas(members, walk);
  for (const candidate of merged === undefined ? candidates : [merged]) {
    const value = walk.draw(candidate, { ...walk, depth: walk.depth + 1 });
    if (value !== undefined && members.every((member) => accepts(member, value, walk))) return value;
  }
  return undefined;
}
