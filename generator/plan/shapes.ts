import type { Contract } from "../contract/contract.js";
import { flatten } from "../contract/flatten.js";
import type { EnumSchema, ObjectSchema, Property, Schema, SchemaId, UnionSchema } from "../contract/schema.js";
import { sentId } from "./directions.js";
import type { Direction } from "./directions.js";
import type { MemberShape, TypeShape } from "./shape.js";
import { findTag } from "./tags.js";
import type { TagPlan } from "./tags.js";

/** What lowering a schema to a type needs to know. */
export interface Lowering {
  readonly contract: Contract;
  /** Schema id -> the TypeScript name of its type. */
  readonly typeNames: { readonly [id: SchemaId]: string };
  readonly direction: Direction;
  /** Members of objects may be given as `undefined`: true for everything that is sent. */
  readonly undefinable: boolean;
}

const UNKNOWN: TypeShape = { kind: "keyword", keyword: "unknown" };
const NEVER: TypeShape = { kind: "keyword", keyword: "never" };
const NULL: TypeShape = { kind: "keyword", keyword: "null" };
const UNRECOGNIZED: TypeShape = { kind: "name", name: "Unrecognized" };

/** Lowers a schema to the type that TypeScript users see: everything left open by the schema is decided here. */
export function toShape(schema: Schema, lowering: Lowering): TypeShape {
  switch (schema.kind) {
    case "ref":
      return { kind: "name", name: typeNameOf(schema.id, lowering) };
    case "any":
      return UNKNOWN;
    case "never":
      return NEVER;
    case "null":
      return NULL;
    case "boolean":
    case "string":
    case "number":
      return { kind: "keyword", keyword: schema.kind };
    case "bytes":
      return lowering.direction === "sent"
        ? { kind: "name", name: "Uploadable" }
        : { kind: "keyword", keyword: "string" };
    case "enum":
      return enumShape(schema);
    case "array":
      return { kind: "array", items: toShape(schema.items, lowering) };
    case "tuple":
      return tupleShape(schema, lowering);
    case "object":
      return objectShape(schema, lowering);
    case "union":
      return unionShape(schema, lowering);
    case "all":
      return intersectionShape(schema.members, lowering);
    case "residue":
      return toShape(schema.base, lowering);
  }
}

export function typeNameOf(id: SchemaId, lowering: Lowering): string {
  const name = lowering.typeNames[id] ?? "unknown";
  return lowering.direction === "sent" ? (lowering.typeNames[sentId(id)] ?? name) : name;
}

/** A list of several strings may grow, so it takes `Unrecognized` too; one constant is what tells things apart. */
function enumShape(schema: EnumSchema): TypeShape {
  const variants = schema.values.map((value): TypeShape =>
    typeof value === "object" && value !== null ? UNKNOWN : { kind: "literal", value },
  );
  return { kind: "union", variants: isOpen(schema) ? [...variants, UNRECOGNIZED] : variants };
}

/** True for an enum whose list may grow: several strings. */
export function isOpen(schema: EnumSchema): boolean {
  return schema.values.filter((value) => typeof value === "string").length > 1;
}

function tupleShape(schema: Schema & { kind: "tuple" }, lowering: Lowering): TypeShape {
  const items = schema.items.map((item) => toShape(item, lowering));
  const required = schema.minItems ?? 0;
  // Without minItems JSON Schema accepts a shorter array, but whoever lists items by position means them.
  const rest = schema.rest.kind === "never" || required === 0 ? undefined : toShape(schema.rest, lowering);
  return { kind: "tuple", items, ...(rest !== undefined && { rest }) };
}

function objectShape(schema: ObjectSchema, lowering: Lowering): TypeShape {
  const members = schema.properties
    .filter((property) => travels(property, lowering.direction))
    .map((property) => memberShape(property, lowering));
  const index = indexShape(schema, lowering);
  return { kind: "object", members, ...(index !== undefined && { index }) };
}

/** `readOnly` is never sent, `writeOnly` never received. */
export function travels(property: Property, direction: Direction): boolean {
  return direction === "sent" ? property.readOnly !== true : property.writeOnly !== true;
}

function memberShape(property: Property, lowering: Lowering): MemberShape {
  const doc = docOf(property);
  return {
    key: property.key,
    shape: toShape(property.schema, lowering),
    optional: !property.required,
    ...(lowering.undefinable && !property.required && { undefinable: true }),
    ...(doc !== undefined && { doc }),
  };
}

/** The JSDoc text of a member. */
export function docOf(property: Pick<Property, "doc" | "default" | "deprecated">): string | undefined {
  const tags = [
    ...(property.default === undefined ? [] : [`@defaultValue ${JSON.stringify(property.default)}`]),
    ...(property.deprecated ? ["@deprecated"] : []),
  ];
  const text = [...(property.doc === undefined ? [] : [property.doc.trim()]), ...tags].join("\n");
  return text === "" ? undefined : text;
}

/** Beside declared members every other key may hold anything: TypeScript wants the index to cover the members too. */
function indexShape(schema: ObjectSchema, lowering: Lowering): TypeShape | undefined {
  const others = [
    ...(schema.additional === undefined ? [] : [schema.additional]),
    ...(schema.patterns ?? []).map((pattern) => pattern.schema),
  ].filter((other) => other.kind !== "never");
  if (schema.properties.length > 0) return others.length > 0 ? UNKNOWN : undefined;
  if (others.length > 0) return { kind: "union", variants: others.map((other) => toShape(other, lowering)) };
  return schema.additional?.kind === "never" ? NEVER : UNKNOWN;
}

function unionShape(schema: UnionSchema, lowering: Lowering): TypeShape {
  const tag = findTag(schema, lowering.contract);
  const nulls = schema.variants.some((variant) => variant.kind === "null") ? [NULL] : [];
  if (tag !== undefined) return { kind: "union", variants: [...taggedShapes(tag, lowering), ...nulls] };
  return { kind: "union", variants: schema.variants.map((variant) => toShape(variant, lowering)) };
}

/** Each variant with its tag, and one more for the variants that the contract does not know yet. */
function taggedShapes(tag: TagPlan, lowering: Lowering): TypeShape[] {
  const known = tag.variants.map((variant): TypeShape => {
    const shape = toShape(variant.schema, lowering);
    if (variant.stated) return shape;
    const literals = variant.values.map((value): TypeShape => ({ kind: "literal", value }));
    const member = { key: tag.key, shape: { kind: "union", variants: literals } as const, optional: false };
    return { kind: "intersection", members: [shape, { kind: "object", members: [member] }] };
  });
  const unknown: TypeShape = {
    kind: "object",
    members: [{ key: tag.key, shape: UNRECOGNIZED, optional: false }],
    index: UNKNOWN,
  };
  return [...known, unknown];
}

/**
 * `allOf` keeps its shared names: `Pet & { bark: boolean }`. Where one member only says which properties of another are
 * required, or two say the same property differently, only the merged reading is right.
 */
function intersectionShape(members: readonly Schema[], lowering: Lowering): TypeShape {
  const whole: Schema = { kind: "all", members };
  const flat = members.map((member) => flatten(member, lowering.contract));
  const objects = flat.filter((member) => member.kind === "object");
  if (objects.length === flat.length && (objects.some((object) => object.alsoRequired) || overlap(objects))) {
    return toShape(flatten(whole, lowering.contract), lowering);
  }
  const shapes = members.map((member) => toShape(member, lowering));
  return intersectScalars(shapes) ?? { kind: "intersection", members: shapes };
}

/** `(number | null) & number` said as what it is; undefined where something other than scalars takes part. */
function intersectScalars(shapes: readonly TypeShape[]): TypeShape | undefined {
  const sets = shapes.map(scalarsOf);
  const [first, ...others] = sets;
  if (first === undefined || !sets.every((set) => set !== undefined)) return undefined;
  const variants = [...first].filter(([text]) => others.every((other) => other?.has(text))).map(([, shape]) => shape);
  // Literals beside their keyword (`string & "a"`) are left to TypeScript, which knows them.
  return variants.length === 0 ? undefined : { kind: "union", variants };
}

function scalarsOf(shape: TypeShape): Map<string, TypeShape> | undefined {
  const variants = shape.kind === "union" ? shape.variants : [shape];
  if (!variants.every((variant) => variant.kind === "keyword" && variant.keyword !== "unknown")) return undefined;
  return new Map(variants.map((variant) => [JSON.stringify(variant), variant]));
}

function overlap(objects: readonly ObjectSchema[]): boolean {
  const keys = objects.flatMap((object) => object.properties.map((property) => property.key));
  return new Set(keys).size !== keys.length;
}
