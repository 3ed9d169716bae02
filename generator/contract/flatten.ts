import { allOf } from "./combine.js";
import type { Contract } from "./contract.js";
import type { ObjectSchema, Property, Schema } from "./schema.js";
import { dereference } from "./walk.js";

/**
 * The merged reading of a schema: references followed, the objects of an `allOf` put together into one.
 * What is no object stays beside it in an `all`.
 */
export function flatten(schema: Schema, contract: Contract, depth = 0): Schema {
  const target = dereference(schema, contract);
  if (target.kind === "residue") return flatten(target.base, contract, depth);
  // A schema that contains itself through allOf alone has no merged reading.
  if (target.kind !== "all" || depth > 50) return target;
  const members = target.members
    .map((member) => flatten(member, contract, depth + 1))
    .flatMap((member) => (member.kind === "all" ? member.members : [member]));
  const objects = members.filter((member) => member.kind === "object");
  const others = members.filter((member) => member.kind !== "object");
  return allOf(objects.length === 0 ? others : [mergeObjects(objects), ...others]);
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
  return {
    kind: "object",
    properties: merged,
    // `additionalProperties` of one member speaks of that member's own properties, so "none" says little of the whole.
    ...(additional.length === 1 && objects.length === 1 && { additional: additional[0] as Schema }),
    ...(additional.length > 0 && objects.length > 1 && openEnough(additional)),
    ...(patterns.length > 0 && { patterns }),
    ...(stillMissing.length > 0 && { alsoRequired: stillMissing }),
  };
}

function openEnough(additional: readonly Schema[]): { additional?: Schema } {
  const telling = additional.filter((schema) => schema.kind !== "never");
  return telling.length === 0 ? {} : { additional: allOf(telling) };
}

function mergeProperties(earlier: Property, later: Property): Property {
  const same = JSON.stringify(earlier.schema) === JSON.stringify(later.schema);
  return {
    ...earlier,
    ...later,
    ...(earlier.doc !== undefined && later.doc === undefined && { doc: earlier.doc }),
    required: earlier.required || later.required,
    schema: same ? later.schema : allOf([earlier.schema, later.schema]),
  };
}
