import { flatten } from "../../contract/flatten.js";
import type {
  ArraySchema,
  EnumSchema,
  Json,
  Schema,
  SchemaId,
  StringSchema,
  TupleSchema,
  UnionSchema,
} from "../../contract/schema.js";
import { drawBranch, sampleAll, sampleVariant } from "./choice.js";
import { sampleNumber } from "./number.js";
import { sampleObject } from "./object.js";
import type { Sample, Sampling, Walk } from "./sample.js";
import { keepsAll, sampleRuled } from "./ruled.js";
import { sampleText } from "./text.js";

const MOST_DEPTH = 12;

/** More references to references than any contract has; whoever follows more may run out of stack. */
const MOST_REFERENCES = 300;

/** A value that the schema accepts; `undefined` where none was found. */
export function sample(schema: Schema, sampling: Sampling): Sample | undefined {
  return draw(schema, begin(sampling));
}

/** A value that one variant of a union accepts, with what tells it from the others. */
export function sampleBranch(union: UnionSchema, variant: Schema, sampling: Sampling): Sample | undefined {
  return drawBranch(variant, union, { walk: begin(sampling) });
}

function begin(sampling: Sampling): Walk {
  const left = { members: 60, steps: sampling.steps ?? 20_000 };
  return { name: "", plain: false, ...sampling, depth: 0, number: 0, refs: [], left, draw };
}

/** Draws a value at one place of a sample. */
function draw(schema: Schema, walk: Walk): Sample | undefined {
  if (walk.left.steps-- <= 0 || walk.depth > MOST_DEPTH) return undefined;
  if (schema.kind === "ref") return drawNamed(schema.id, walk);
  if (schema.kind === "residue") return sampleRuled(schema, walk);
  const value = drawKind(schema, walk);
  return value === undefined || schema.kind !== "all" || keepsAll(value, schema, walk) ? value : undefined;
}

function drawKind(schema: Schema, walk: Walk): Sample | undefined {
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
      return walk.uploads ? new TextEncoder().encode(`bytes of ${walk.name || "a file"}\r\n--`) : "sample";
    case "enum":
      return drawLiteral(flat, walk);
    case "array":
      return drawList(flat, walk);
    case "tuple":
      return drawTuple(flat, walk);
    case "object":
      return sampleObject(flat, walk);
    case "union":
      return sampleVariant(flat, walk);
    case "all":
      return sampleAll(flat.members, walk);
    default:
      return undefined;
  }
}

/** A schema inside itself is drawn with what is required alone, and not a third time. */
function drawNamed(id: SchemaId, walk: Walk): Sample | undefined {
  const times = walk.refs.filter((each) => each === id).length;
  if (times > 1 || walk.refs.length > MOST_REFERENCES) return undefined;
  const schema = walk.contract.schemas[id]?.schema ?? { kind: "any" };
  return draw(schema, { ...walk, refs: [...walk.refs, id], ...(times > 0 && { variant: "minimal" as const }) });
}

function drawText(schema: StringSchema, walk: Walk): Sample | undefined {
  const { name, number, plain } = walk;
  return sampleText(schema, { name, number, plain, tricky: walk.variant === "maximal" && walk.direction === "sent" });
}

/** The first value in a minimal sample, any in a maximal one; null and the empty text only where there is nothing else. */
function drawLiteral({ values }: EnumSchema, walk: Walk): Json | undefined {
  const telling = values.filter((value) => value !== null && value !== "");
  const choices = telling.length > 0 ? telling : values;
  const index = walk.number + (walk.variant === "minimal" ? 0 : hash(walk.seed + walk.name));
  return choices[index % choices.length];
}

function hash(text: string): number {
  let sum = 0;
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum;
}

/** Two scalars, one of anything larger; nothing in a minimal answer. */
function drawList(schema: ArraySchema, walk: Walk): Sample | undefined {
  const { minItems = 0, maxItems = Infinity } = schema;
  const isSmall =
    walk.variant === "maximal" && ["string", "number", "enum"].includes(flatten(schema.items, walk.contract).kind);
  const wanted = isSmall ? 2 : walk.variant === "minimal" && walk.direction === "received" ? 0 : 1;
  const count = Math.min(Math.max(wanted, minItems, walk.filled ? 1 : 0), maxItems);
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
