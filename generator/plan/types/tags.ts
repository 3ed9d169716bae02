import type { Contract } from "../../contract/contract.js";
import { flatten } from "../../contract/flatten.js";
import type { ObjectSchema, Schema, SchemaId, UnionSchema } from "../../contract/schema.js";
import { dereference } from "../../contract/walk.js";

/** How the variants of a union are told apart: by a property whose value belongs to one variant. */
export interface TagPlan {
  readonly key: string;
  /** In the order of the union's variants, null left out. Several variants may share a value. */
  readonly variants: readonly TaggedVariant[];
  /** What all variants include, those that are not known yet too. */
  readonly base?: SchemaId;
}

export interface TaggedVariant {
  readonly schema: Schema;
  readonly values: readonly string[];
  /** True where the variant's own schema already says which values the tag has. */
  readonly stated: boolean;
  /** Set where the variant declares the tag, and not that it is always there. */
  readonly optional?: true;
}

/**
 * The tag of a union of objects: the contract's discriminator, else a required property that every variant declares
 * with constants of its own. `undefined` where there is none, or where a variant is no object.
 */
export function findTag(union: UnionSchema, contract: Contract): TagPlan | undefined {
  const known = tags.get(contract) ?? new WeakMap<UnionSchema, TagPlan | undefined>();
  tags.set(contract, known);
  if (!known.has(union)) known.set(union, readTag(union, contract));
  return known.get(union);
}

/** Judging a sample asks for the tags of the same unions over and over. */
const tags = new WeakMap<Contract, WeakMap<UnionSchema, TagPlan | undefined>>();

function readTag(union: UnionSchema, contract: Contract): TagPlan | undefined {
  const variants = union.variants.filter((variant) => variant.kind !== "null");
  // Where a variant is meant by the tag's absence, the tag alone does not tell them apart.
  if (variants.length < 2 || union.tag?.fallback !== undefined) return undefined;
  const objects = variants.map((variant) => flatten(variant, contract));
  if (!objects.every((object) => object.kind === "object")) return undefined;
  return union.tag === undefined
    ? inferTag(variants, objects, contract)
    : declaredTag({ ...union, variants }, objects, contract);
}

function declaredTag(union: UnionSchema, objects: readonly ObjectSchema[], contract: Contract): TagPlan | undefined {
  const { tag } = union;
  if (tag === undefined) return undefined;
  const planned = union.variants.map((schema, index): TaggedVariant => {
    const own = objects[index] === undefined ? undefined : constantsOf(objects[index], tag.key, contract);
    const mapped = tag.mapping.filter((entry) => schema.kind === "ref" && entry.id === schema.id).map((e) => e.value);
    // A mapping that the variant's own values rule out was meant otherwise: nobody could send such a variant.
    const listed = objects[index] === undefined ? undefined : stringsOf(objects[index], tag.key, contract);
    const isRuledOut = listed !== undefined && !mapped.some((value) => listed.includes(value));
    const values = own ?? (isRuledOut ? listed : mapped);
    const declared = objects[index]?.properties.find((property) => property.key === tag.key);
    const isOptional = declared !== undefined && !declared.required;
    return { schema, values, stated: own !== undefined || isRuledOut, ...(isOptional && { optional: true }) };
  });
  return planned.every((variant) => variant.values.length > 0)
    ? { key: tag.key, variants: planned, ...(tag.base !== undefined && { base: tag.base }) }
    : undefined;
}

function inferTag(
  variants: readonly Schema[],
  objects: readonly ObjectSchema[],
  contract: Contract,
): TagPlan | undefined {
  const [first] = objects;
  if (first === undefined) return undefined;
  for (const { key } of first.properties) {
    const values = objects.map((object) => constantsOf(object, key, contract));
    if (!values.every((each) => each !== undefined)) continue;
    const all = values.flat();
    if (new Set(all).size !== all.length) continue;
    return { key, variants: variants.map((schema, index) => ({ schema, values: values[index] ?? [], stated: true })) };
  }
  return undefined;
}

/** The one string that a required property is limited to, `undefined` where it is not. */
function constantsOf(object: ObjectSchema, key: string, contract: Contract): string[] | undefined {
  const property = object.properties.find((each) => each.key === key);
  if (property === undefined || !property.required) return undefined;
  const strings = stringsOf(object, key, contract);
  return strings?.length === 1 ? strings : undefined;
}

/** The strings that a property lists, `undefined` where it lists none or others too. */
function stringsOf(object: ObjectSchema, key: string, contract: Contract): string[] | undefined {
  const property = object.properties.find((each) => each.key === key);
  const schema = property && dereference(property.schema, contract);
  if (schema?.kind !== "enum") return undefined;
  const strings = schema.values.filter((value) => typeof value === "string");
  return strings.length === schema.values.length ? strings : undefined;
}
