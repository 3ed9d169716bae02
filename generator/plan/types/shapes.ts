import type { Contract } from "../../contract/contract.js";
import { flatten } from "../../contract/flatten.js";
import type {
  EnumSchema,
  NumberSchema,
  ObjectSchema,
  Property,
  Schema,
  SchemaId,
  StringSchema,
  TupleSchema,
  UnionSchema,
} from "../../contract/schema.js";
import { typeId } from "../../contract/graphql-schemas.js";
import { sentId } from "./directions.js";
import type { Direction } from "./directions.js";
import { codecOf, formOf, withoutPlain } from "./represent.js";
import type { Form, ValueTypes } from "./represent.js";
import type { MemberShape, TypeShape } from "./shape.js";
import { withPossibleMembers } from "./possible.js";
import { findTag } from "./tags.js";
import type { TagPlan } from "./tags.js";

/** What lowering a schema to a type needs to know. */
export interface Lowering {
  readonly contract: Contract;
  /** Schema id -> the TypeScript name of its type. */
  readonly typeNames: { readonly [id: SchemaId]: string };
  /** What values become that JSON has no type for. */
  readonly values: ValueTypes;
  readonly direction: Direction;
  /** Members of objects may be given as `undefined`: true for everything that is sent. */
  readonly undefinable: boolean;
  /** Bytes are given as they are: true inside multipart and binary bodies. In JSON they can only be text. */
  readonly uploads: boolean;
  /** How many merged readings this is inside of. */
  readonly merges?: number;
}

/** Merged members that merge again: recursive ones would never end, so deeper ones are written as `A & B`. */
const MOST_MERGES = 4;

const UNKNOWN: TypeShape = { kind: "keyword", keyword: "unknown" };
const NEVER: TypeShape = { kind: "keyword", keyword: "never" };
const STRING: TypeShape = { kind: "keyword", keyword: "string" };
const NULL: TypeShape = { kind: "keyword", keyword: "null" };
const UNRECOGNIZED: TypeShape = { kind: "name", name: "Unrecognized" };

/** Lowers a schema to the type that TypeScript users see: everything left open by the schema is decided here. */
export function toShape(schema: Schema, lowering: Lowering): TypeShape {
  switch (schema.kind) {
    case "ref":
      return { kind: "name", name: typeNameOf(schema.id, lowering) };
    case "any":
      return codecOf(schema, lowering.values) === undefined
        ? UNKNOWN
        : { kind: "name", name: typeNameOf(typeId(schema.scalar ?? ""), lowering) };
    case "never":
      return NEVER;
    case "null":
      return NULL;
    case "boolean":
      return { kind: "keyword", keyword: "boolean" };
    case "string":
    case "number":
      return scalarShape(schema, lowering);
    case "bytes":
      return lowering.uploads ? { kind: "name", name: "Uploadable" } : STRING;
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
      return toShape(withPossibleMembers(schema, lowering.contract), lowering);
  }
}

const FORM_SHAPES: { readonly [form in Form]: TypeShape } = {
  date: { kind: "name", name: "globalThis.Date" },
  bigint: { kind: "keyword", keyword: "bigint" },
  digits: STRING,
};

function scalarShape(schema: StringSchema | NumberSchema, { values }: Lowering): TypeShape {
  const form = formOf(schema, values);
  return form === undefined ? { kind: "keyword", keyword: schema.kind } : FORM_SHAPES[form];
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

/** As many items as JSON Schema asks for: without `minItems` any of them may be missing. */
function tupleShape(schema: TupleSchema, lowering: Lowering): TypeShape {
  const { minItems: least = 0, maxItems: most = Infinity } = schema;
  const items = schema.items.slice(0, most).map((item) => toShape(item, lowering));
  const isOpen = schema.rest.kind !== "never" && most > items.length;
  return {
    kind: "tuple",
    items,
    ...(least < items.length && { least }),
    ...(isOpen && { rest: toShape(schema.rest, lowering) }),
  };
}

function objectShape(schema: ObjectSchema, lowering: Lowering): TypeShape {
  const members = schema.properties
    .filter((property) => travels(property, lowering.direction))
    .map((property) => memberShape(property, lowering));
  const index = indexShape(schema, lowering);
  // Nobody says what they hold, but they must be there.
  const undeclared = (schema.alsoRequired ?? []).map((key) => ({ key, shape: index ?? UNKNOWN, optional: false }));
  return { kind: "object", members: [...members, ...undeclared], ...(index !== undefined && { index }) };
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
export function docOf({
  doc,
  default: value,
  deprecated,
}: Pick<Property, "doc" | "default" | "deprecated">): string | undefined {
  const text = doc?.trim() ?? "";
  // Most members have no tags, and there are many members.
  if (value === undefined && !deprecated) return text === "" ? undefined : text;
  const tags = [
    ...(value === undefined ? [] : [`@defaultValue ${JSON.stringify(value)}`]),
    ...(deprecated ? ["@deprecated"] : []),
  ];
  return [...(doc === undefined ? [] : [text]), ...tags].join("\n");
}

/** Beside declared members every other key may hold anything: TypeScript wants the index to cover the members too. */
function indexShape(schema: ObjectSchema, lowering: Lowering): TypeShape | undefined {
  const others = [
    ...(schema.additional === undefined ? [] : [schema.additional]),
    ...(schema.patterns ?? []).map((pattern) => pattern.schema),
  ].filter((other) => other.kind !== "never");
  // Beside others, names that are required say nothing of the rest: typing errors there are to be found.
  const isAddition = schema.implied === true && schema.alsoRequired !== undefined && others.length === 0;
  if (isAddition) return undefined;
  if (schema.properties.length > 0) return others.length > 0 ? UNKNOWN : undefined;
  if (others.length > 0) return { kind: "union", variants: others.map((other) => toShape(other, lowering)) };
  return schema.additional?.kind === "never" ? NEVER : UNKNOWN;
}

function unionShape(schema: UnionSchema, lowering: Lowering): TypeShape {
  const tag = findTag(schema, lowering.contract);
  const nulls = schema.variants.some((variant) => variant.kind === "null") ? [NULL] : [];
  if (tag !== undefined) return { kind: "union", variants: [...taggedShapes(tag, lowering), ...nulls] };
  return { kind: "union", variants: keepLiterals(schema.variants.map((variant) => toShape(variant, lowering))) };
}

/** Any string, in a spelling that does not swallow the literals beside it: editors then still offer them. */
const ANY_STRING: TypeShape = { kind: "intersection", members: [STRING, { kind: "object", members: [] }] };

/** `string | "small" | "large"`, the usual way to write a list that is open. */
function keepLiterals(variants: readonly TypeShape[]): readonly TypeShape[] {
  const flat = variants.flatMap((variant) => (variant.kind === "union" ? variant.variants : [variant]));
  const isString = (variant: TypeShape): boolean => variant.kind === "keyword" && variant.keyword === "string";
  const hasLiterals = flat.some(
    (variant) => variant.kind === "literal" && typeof variant.value === "string" && variant.value !== "",
  );
  if (!flat.some(isString)) return variants;
  if (!hasLiterals) return flat.filter((variant) => variant.kind !== "literal" || typeof variant.value !== "string");
  const others = flat.filter(
    (variant) => !isString(variant) && !(variant.kind === "name" && variant.name === "Unrecognized"),
  );
  return [...others, ANY_STRING];
}

/** Each variant with its tag, and one more for the variants that the contract does not know yet. */
function taggedShapes(tag: TagPlan, lowering: Lowering): TypeShape[] {
  const known = tag.variants.map((variant): TypeShape => {
    const shape = toShape(variant.schema, lowering);
    if (variant.stated) return shape;
    const literals = variant.values.map((value): TypeShape => ({ kind: "literal", value }));
    const optional = variant.optional === true;
    const member: MemberShape = {
      key: tag.key,
      shape: { kind: "union", variants: literals },
      optional,
      ...(optional && lowering.undefinable && { undefinable: true }),
    };
    return { kind: "intersection", members: [shape, { kind: "object", members: [member] }] };
  });
  const members = [{ key: tag.key, shape: UNRECOGNIZED, optional: false }];
  const unknown: TypeShape =
    tag.base === undefined
      ? { kind: "object", members, index: UNKNOWN }
      : {
          kind: "intersection",
          members: [toShape({ kind: "ref", id: tag.base }, lowering), { kind: "object", members }],
        };
  return [...known, unknown];
}

/**
 * `allOf` keeps its shared names: `Pet & { bark: boolean }`. Where one member only says which properties of another are
 * required, or two say the same property differently, only the merged reading is right.
 */
function intersectionShape(all: readonly Schema[], lowering: Lowering): TypeShape {
  const members = withoutPlain(withoutGuesses(all), lowering.contract, lowering.values);
  const whole: Schema = { kind: "all", members };
  const flat = members.map((member) => flatten(member, lowering.contract));
  const objects = flat.filter((member) => member.kind === "object");
  const merges = lowering.merges ?? 0;
  const isMixed = objects.some((object) => object.alsoRequired) || overlap(objects);
  if (objects.length === flat.length && isMixed && merges < MOST_MERGES) {
    return toShape(flatten(whole, lowering.contract), { ...lowering, merges: merges + 1 });
  }
  const telling = members.filter((member) => !isClosedAround(member));
  const shapes = telling.map((member) => toShape(member, lowering));
  const [only] = shapes;
  if (shapes.length === 1 && only !== undefined) return only;
  return intersectScalars(shapes) ?? { kind: "intersection", members: shapes };
}

/** `additionalProperties: false` beside `allOf` is meant of the whole, and would by itself forbid all that there is. */
function isClosedAround(member: Schema): boolean {
  return (
    member.kind === "object" &&
    member.additional?.kind === "never" &&
    member.properties.length === 0 &&
    member.patterns === undefined
  );
}

/** Keywords of several types without a `type` tell of none: text and lists at once, no value could be. */
function withoutGuesses(members: readonly Schema[]): readonly Schema[] {
  const isGuess = (member: Schema): boolean => "implied" in member && member.implied === true;
  const kinds = new Set(members.filter(isGuess).map((member) => member.kind));
  return kinds.size < 2 ? members : members.filter((member) => !isGuess(member));
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
