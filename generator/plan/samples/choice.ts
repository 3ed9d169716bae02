import type { Schema, UnionSchema } from "../../contract/schema.js";
import { accepts } from "./check.js";
import { mergeSchemas } from "./merge.js";
import type { Sample, Walk } from "./sample.js";
import { findTag } from "../types/tags.js";
import type { TagPlan } from "../types/tags.js";

/** The first variant that can be drawn, with its tag; null where no other can, and in minimal answers that may be null. */
export function sampleVariant(schema: UnionSchema, walk: Walk): Sample | undefined {
  const mayBeNull = schema.variants.some((variant) => variant.kind === "null");
  if (mayBeNull && walk.variant === "minimal" && walk.direction === "received" && walk.depth > 0) return null;
  const tag = findTag(schema, walk.contract);
  for (const variant of schema.variants) {
    if (variant.kind === "null" || isUnset(variant)) continue;
    const value = drawBranch(variant, schema, { walk, tag });
    if (value !== undefined) return value;
  }
  return mayBeNull ? null : drawUnset(schema, walk);
}

/** A value of one variant, with what tells it from the others. */
export function drawBranch(
  variant: Schema,
  union: UnionSchema,
  { walk, tag = findTag(union, walk.contract) }: { readonly walk: Walk; readonly tag?: TagPlan | undefined },
): Sample | undefined {
  const value = drawOfOne(variant, union, walk);
  const own = tag?.variants.find((each) => each.schema === variant);
  if (value === undefined || tag === undefined || own === undefined) return value;
  const stated = (value as { readonly [key: string]: Sample })[tag.key];
  return own.values.includes(String(stated)) ? value : { ...(value as object), [tag.key]: own.values[0] ?? "" };
}

/** Of a `oneOf` a value that no other variant accepts, where there is one: the more it has, the more may accept it. */
function drawOfOne(variant: Schema, { mode, variants }: UnionSchema, walk: Walk): Sample | undefined {
  const value = walk.draw(variant, walk);
  if (mode === "any" || walk.variant === "minimal" || value === undefined) return value;
  const isTwice = variants.some((other) => other !== variant && accepts(other, value, walk));
  return isTwice ? (walk.draw(variant, { ...walk, variant: "minimal" }) ?? value) : value;
}

/** A variant that only says "nothing": `enum: [""]`. */
function isUnset(variant: Schema): boolean {
  return variant.kind === "enum" && variant.values.every((value) => value === "" || value === null);
}

function drawUnset({ variants }: UnionSchema, walk: Walk): Sample | undefined {
  const unset = variants.find(isUnset);
  return unset === undefined ? undefined : walk.draw(unset, walk);
}

/** Each variant with what the tag says of it, which it need not say itself. */
function variantsWithTag(union: UnionSchema, { contract }: Walk): readonly (readonly Schema[])[] {
  const tag = findTag(union, contract);
  return union.variants.map((variant) => {
    const own = tag?.variants.find((each) => each.schema === variant);
    if (tag === undefined || own === undefined) return [variant];
    const schema: Schema = { kind: "enum", values: own.values };
    return [variant, { kind: "object", properties: [{ key: tag.key, schema, required: true }] }];
  });
}

/** Several demands at once: what is of one kind is merged, of unions each variant is tried beside the rest. */
export function sampleAll(members: readonly Schema[], walk: Walk): Sample | undefined {
  const union = members.find((member) => member.kind === "union");
  const rest = members.filter((member) => member !== union);
  const candidates =
    union?.kind === "union"
      ? variantsWithTag(union, walk).map((variant): Schema => ({ kind: "all", members: [...rest, ...variant] }))
      : [];
  const merged = mergeSchemas(members, walk);
  for (const variant of walk.variant === "minimal" ? [walk.variant] : [walk.variant, "minimal" as const]) {
    for (const candidate of merged === undefined ? candidates : [merged]) {
      const value = walk.draw(candidate, { ...walk, variant, depth: walk.depth + 1 });
      if (value !== undefined && members.every((member) => accepts(member, value, walk))) return value;
    }
  }
  return undefined;
}
