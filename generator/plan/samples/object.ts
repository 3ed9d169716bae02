import type { Json, ObjectSchema, Property } from "../../contract/schema.js";
import { accepts } from "./check.js";
import { fitsFormat } from "./format.js";
import { matchPattern } from "./pattern.js";
import type { Sample, Walk } from "./sample.js";
import { travels } from "../types/shapes.js";

/** How many optional members an object gets, by its depth: samples must stay readable. */
const MOST_OPTIONAL = [40, 6, 3];

/** An object with every required member that travels and, in a maximal sample, optional ones too. */
export function sampleObject(schema: ObjectSchema, walk: Walk): Sample | undefined {
  const members: { [key: string]: Sample } = {};
  const properties = schema.properties.filter((property) => travels(property, walk.direction));
  const inside = { ...walk, depth: walk.depth + 1, number: 0 };
  for (const property of properties.filter((each) => each.required)) {
    const value = drawMember(property, { ...inside, name: property.key });
    if (value === undefined) return undefined;
    members[property.key] = value;
  }
  for (const key of schema.alsoRequired ?? []) {
    const value = members[key] ?? walk.draw(schema.additional ?? { kind: "any" }, { ...inside, name: key });
    if (value === undefined) return undefined;
    members[key] = value;
  }
  addOptional(members, properties, { schema, inside });
  addOthers(members, schema, inside);
  const count = Object.keys(members).length;
  if (count < (schema.minProperties ?? 0) || count > (schema.maxProperties ?? Infinity)) return undefined;
  return inOrder(members, schema);
}

function addOptional(
  members: { [key: string]: Sample },
  properties: readonly Property[],
  { schema, inside }: { readonly schema: ObjectSchema; readonly inside: Walk },
): void {
  const least = Math.max(schema.minProperties ?? 0, inside.filled ? 1 : 0);
  let most = inside.variant === "maximal" ? (MOST_OPTIONAL[inside.depth - 1] ?? 0) : 0;
  for (const property of properties) {
    const count = Object.keys(members).length;
    if (property.required || Object.hasOwn(members, property.key) || count >= (schema.maxProperties ?? Infinity))
      continue;
    const isNeeded = count < least;
    if (!isNeeded && (most <= 0 || (inside.left.members <= 0 && inside.depth > 1))) continue;
    const value = drawMember(property, { ...inside, name: property.key });
    if (value === undefined) continue;
    members[property.key] = value;
    inside.left.members--;
    most--;
  }
}

/** A maximal map has an entry; any map has as many as it must. */
function addOthers(members: { [key: string]: Sample }, schema: ObjectSchema, inside: Walk): void {
  const isMap = schema.properties.length === 0 && schema.maxProperties !== 0;
  const wanted = Math.max(schema.minProperties ?? 0, isMap && (inside.variant === "maximal" || inside.filled) ? 1 : 0);
  const [pattern] = schema.patterns ?? [];
  const value = pattern?.schema ?? schema.additional ?? { kind: "any" };
  for (let number = 0; Object.keys(members).length < wanted && number < 50; number++) {
    const key = pattern === undefined ? `key_${number + 1}` : matchPattern(pattern.pattern, number + 1);
    const member = key === undefined ? undefined : inside.draw(value, { ...inside, name: "value" });
    if (key === undefined || member === undefined) return;
    members[key] = member;
  }
}

/** The contract's own example goes before what we make up, where it is a plain value that its schema accepts. */
function drawMember(property: Property, walk: Walk): Sample | undefined {
  const example = property.example?.value;
  return usableExample(example, property, walk) ? example : walk.draw(property.schema, walk);
}

function usableExample(
  example: Json | undefined,
  { schema }: Pick<Property, "schema">,
  walk: Walk,
): example is string | number | boolean {
  if (!["string", "number", "boolean"].includes(typeof example) || example === undefined || example === "")
    return false;
  const isPlain = !walk.plain || /^[\w-]*$/.test(String(example));
  // Many an example shows another format than the contract states.
  const isFormatted = schema.kind !== "string" || fitsFormat(String(example), schema.format);
  const isScalar = ["string", "number", "boolean", "enum"].includes(schema.kind) && isFormatted;
  return isScalar && isPlain && String(example).length <= 200 && accepts(schema, example, walk);
}

/** Members stand in the contract's order. */
function inOrder(members: { readonly [key: string]: Sample }, schema: ObjectSchema): Sample {
  const known = schema.properties.map((property) => property.key).filter((key) => Object.hasOwn(members, key));
  const others = Object.keys(members).filter((key) => !known.includes(key));
  return Object.fromEntries([...known, ...others].map((key) => [key, members[key] as Sample]));
}
