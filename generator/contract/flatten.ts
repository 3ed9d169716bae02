import { allOf } from "./combine.js";
import type { Contract } from "./contract.js";
import type { EnumSchema, ObjectSchema, Property, Schema } from "./schema.js";
import { isSame, textOf } from "./same.js";
import { dereference } from "./walk.js";

const readings = new WeakMap<Contract, Map<Schema, Schema>>();

/** More members inside of members than any contract has; whoever reads deeper may run out of stack. */
const DEEPEST = 200;

/**
 * The merged reading of a schema: references followed, the objects of an `allOf` put together into one.
 * What is no object stays beside it in an `all`.
 */
export function flatten(schema: Schema, contract: Contract, depth = 0): Schema {
  const target = dereference(schema, contract);
  if (target.kind === "residue") return flatten(target.base, contract, depth);
  if (target.kind !== "all" || depth > DEEPEST) return target;
  const known = readings.get(contract) ?? new Map<Schema, Schema>();
  readings.set(contract, known);
  const earlier = known.get(target);
  if (earlier !== undefined) return earlier;
  // While it is read, a schema that contains itself adds nothing to itself.
  known.set(target, { kind: "any" });
  const merged = mergeAll(target.members.map((member) => flatten(member, contract, depth + 1)));
  known.set(target, merged);
  return merged;
}

/** Each member counts once, however often it is inherited. */
function mergeAll(flat: readonly Schema[]): Schema {
  const members = [...new Set(flat.flatMap((member) => (member.kind === "all" ? member.members : [member])))];
  const objects = members.filter((member) => member.kind === "object");
  const others = members.filter((member) => member.kind !== "object");
  const [only] = objects;
  const merged = objects.length === 1 && only !== undefined ? only : mergeObjects(objects);
  return allOf(objects.length === 0 ? others : [merged, ...others]);
}

/** One object that says what all of these say. */
export function mergeObjects(objects: readonly ObjectSchema[]): ObjectSchema {
  const properties = new Map<string, Property>();
  for (const property of objects.flatMap((object) => object.properties)) {
    const earlier = properties.get(property.key);
    properties.set(property.key, earlier === undefined ? property : mergeProperties(earlier, property));
  }
  const required = new Set(objects.flatMap((object) => object.alsoRequired ?? []));
  const merged = [...properties.values()].map((property) =>
    required.has(property.key) && !property.required ? { ...property, required: true } : property,
  );
  const additional = objects.flatMap((object) => (object.additional === undefined ? [] : [object.additional]));
  const stillMissing = [...required].filter((key) => !properties.has(key));
  const patterns = objects.flatMap((object) => object.patterns ?? []);
  const least = Math.max(...objects.map(({ minProperties = 0 }) => minProperties));
  const most = Math.min(...objects.map(({ maxProperties = Infinity }) => maxProperties));
  return {
    kind: "object",
    properties: merged,
    // `additionalProperties` of one member speaks of that member's own properties, so "none" says little of the whole.
    ...(additional.length === 1 && objects.length === 1 && { additional: additional[0] as Schema }),
    ...(additional.length > 0 && objects.length > 1 && openEnough(additional)),
    ...(patterns.length > 0 && { patterns }),
    ...(stillMissing.length > 0 && { alsoRequired: stillMissing }),
    ...(least > 0 && { minProperties: least }),
    ...(Number.isFinite(most) && { maxProperties: most }),
  };
}

function openEnough(additional: readonly Schema[]): { additional?: Schema } {
  const telling = additional.filter((schema) => schema.kind !== "never");
  return telling.length === 0 ? {} : { additional: allOf(telling) };
}

function mergeProperties(earlier: Property, later: Property): Property {
  const same = isSame(earlier.schema, later.schema);
  return {
    ...earlier,
    ...later,
    ...(earlier.doc !== undefined && later.doc === undefined && { doc: earlier.doc }),
    required: earlier.required || later.required,
    schema: same ? later.schema : distinct(allOf([earlier.schema, later.schema])),
  };
}

/** What is said twice is said; of several lists of words those count that are in all, and a word is a text anyway. */
function distinct(schema: Schema): Schema {
  if (schema.kind !== "all") return schema;
  const members = [...new Map(schema.members.map((member) => [textOf(member), member])).values()];
  const lists = members.filter((member) => member.kind === "enum").filter(isWords);
  const [first, ...more] = lists;
  const values = (first?.values ?? []).filter((value) => more.every((list) => list.values.includes(value)));
  if (values.length === 0) return allOf(members);
  const others = members.filter((member) => !isAnyText(member) && !lists.some((list) => list === member));
  return allOf([{ kind: "enum", values }, ...others]);
}

function isWords({ values }: EnumSchema): boolean {
  return values.every((value) => typeof value === "string");
}

function isAnyText(schema: Schema): boolean {
  return schema.kind === "string" && Object.keys(schema).every((key) => key === "kind");
}
