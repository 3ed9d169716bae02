import type { Contract } from "../contract/contract.js";
import { flatten } from "../contract/flatten.js";
import type { ArraySchema, EnumSchema, Json, Schema, SchemaId, StringSchema, TupleSchema, UnionSchema } from "../contract/schema.js";
import type { Direction } from "./directions.js";
import { accepts } from "./sample-check.js";
import { mergeSchemas } from "./sample-merge.js";
import { sampleNumber } from "./sample-number.js";
import { sampleObject } from "./sample-object.js";
import { sampleText } from "./sample-text.js";
import { findTag } from "./tags.js";

/** A value as a caller writes it: JSON, and bytes where the contract wants bytes. */
export type Sample = null | boolean | number | string | Uint8Array | readonly Sample[] | { readonly [key: string]: Sample };

/** Which sample of a schema is wanted. */
export interface Sampling {
  readonly contract: Contract;
  readonly direction: Direction;
  /** `minimal` has what is required, `maximal` everything, as far as the sample stays readable. */
  readonly variant: "minimal" | "maximal";
  /** The same seed gives the same sample. */
  readonly seed: string;
  /** The name of what is sampled, for values that look real. */
  readonly name?: string;
  /** Only letters, digits, `-` and `_` in texts, where others would mean something. */
  readonly plain?: boolean;
}

/** Where drawing stands inside a sample. */
export interface Walk extends Sampling {
  readonly name: string;
  readonly plain: boolean;
  readonly depth: number;
  /** Tells the items of a list apart. */
  readonly number: number;
  /** The named schemas on the way here. */
  readonly refs: readonly SchemaId[];
  /** Optional members that may still be added, and steps that may still be taken. */
  readonly left: { members: number; steps: number };
}

const MOST_DEPTH = 12;

/** A value that the schema accepts; `undefined` where none was found. */
export function sample(schema: Schema, sampling: Sampling): Sample | undefined {
  const left = { members: 60, steps: 20_000 };
  return draw(schema, { name: "", plain: false, ...sampling, depth: 0, number: 0, refs: [], left });
}

/** Draws a value at one place of a sample. */
export function draw(schema: Schema, walk: Walk): Sample | undefined {
  if (walk.left.steps-- <= 0 || walk.depth > MOST_DEPTH) return undefined;
  if (schema.kind === "ref") return drawNamed(schema.id, walk);
  const flat = flatten(schema, walk.contract);
  switch (flat.kind) {
    case "any":
      return "sample";
    case "null":
      return null;
    case "boolean":
      return walk.variant === "maximal";
    case "string":
      return drawText(flat, walk);
    case "number":
      return sampleNumber(flat, walk.name, walk.number);
    case "bytes":
      return walk.direction === "sent" ? new TextEncoder().encode(`bytes of ${walk.name || "a file"}\r\n--`) : "sample";
    case "enum":
      return drawLiteral(flat, walk);
    case "array":
      return drawList(flat, walk);
    case "tuple":
      return drawTuple(flat, walk);
    case "object":
      return sampleObject(flat, walk);
    case "union":
      return drawVariant(flat, walk);
    case "all":
      return drawAll(flat.members, walk);
    default:
      return undefined;
  }
}

/** A schema inside itself is drawn with what is required alone, and not a third time. */
function drawNamed(id: SchemaId, walk: Walk): Sample | undefined {
  const times = walk.refs.filter((each) => each === id).length;
  if (times > 1) return undefined;
  const schema = walk.contract.schemas[id]?.schema ?? { kind: "any" };
  return draw(schema, { ...walk, refs: [...walk.refs, id], ...(times > 0 && { variant: "minimal" as const }) });
}

function drawText(schema: StringSchema, walk: Walk): Sample | undefined {
  const { name, number, plain } = walk;
  return sampleText(schema, { name, number, plain, tricky: walk.variant === "maximal" && walk.direction === "sent" });
}

/** The first value in a minimal sample, the last in a maximal one; null and the empty text only where there is nothing else. */
function drawLiteral({ values }: EnumSchema, walk: Walk): Json | undefined {
  const telling = values.filter((value) => value !== null && value !== "");
  const choices = telling.length > 0 ? telling : values;
  const index = walk.variant === "minimal" ? walk.number : choices.length - 1 + walk.number;
  return choices[index % choices.length];
}

/** Two scalars, one of anything larger; nothing in a minimal answer. */
function drawList(schema: ArraySchema, walk: Walk): Sample | undefined {
  const { minItems = 0, maxItems = Infinity } = schema;
  const isSmall = walk.variant === "maximal" && ["string", "number", "enum"].includes(flatten(schema.items, walk.contract).kind);
  const wanted = isSmall ? 2 : walk.variant === "minimal" && walk.direction === "received" ? 0 : 1;
  const count = Math.min(Math.max(wanted, minItems), maxItems);
  const items: Sample[] = [];
  const texts = new Set<string>();
  for (let number = 0; number < count; number++) {
    const item = draw(schema.items, { ...walk, name: singular(walk.name), depth: walk.depth + 1, number });
    if (item === undefined) break;
    const text = JSON.stringify(item);
    if (!schema.uniqueItems || !texts.has(text)) items.push(item);
    texts.add(text);
  }
  return items.length < minItems ? undefined : items;
}

function singular(name: string): string {
  return name.replace(/s$/, "");
}

function drawTuple(schema: TupleSchema, walk: Walk): Sample | undefined {
  const count = Math.max(schema.minItems ?? 0, Math.min(schema.items.length, schema.maxItems ?? Infinity));
  const items = Array.from({ length: count }, (_, number) =>
    draw(schema.items[number] ?? schema.rest, { ...walk, depth: walk.depth + 1, number }),
  );
  return items.every((item) => item !== undefined) ? items : undefined;
}

/** The first variant that can be drawn, with its tag; null where no other can, and in minimal answers that may be null. */
function drawVariant(schema: UnionSchema, walk: Walk): Sample | undefined {
  const mayBeNull = schema.variants.some((variant) => variant.kind === "null");
  if (mayBeNull && walk.variant === "minimal" && walk.direction === "received" && walk.depth > 0) return null;
  const tag = findTag(schema, walk.contract);
  for (const variant of schema.variants) {
    if (variant.kind === "null" || isUnset(variant)) continue;
    const value = draw(variant, walk);
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
  return unset === undefined ? undefined : draw(unset, walk);
}

/** Several demands at once: what is of one kind is merged, of unions each variant is tried beside the rest. */
function drawAll(members: readonly Schema[], walk: Walk): Sample | undefined {
  const union = members.find((member) => member.kind === "union");
  const rest = members.filter((member) => member !== union);
  const candidates = union?.kind === "union" ? union.variants.map((variant): Schema => ({ kind: "all", members: [...rest, variant] })) : [];
  const merged = mergeSchemas(members, walk);
  for (const candidate of merged === undefined ? candidates : [merged]) {
    const value = draw(candidate, { ...walk, depth: walk.depth + 1 });
    if (value !== undefined && members.every((member) => accepts(member, value, walk))) return value;
  }
  return undefined;
}
