import type { Contract } from "../../contract/contract.js";
import { flatten } from "../../contract/flatten.js";
import type { Json, ObjectSchema, Schema, SchemaId, UnionSchema } from "../../contract/schema.js";
import { dereference, everyIn } from "../../contract/walk.js";

/** Schema id -> the properties that only other variants have, and who has each: what is known by its absence. */
export type Absences = ReadonlyMap<SchemaId, ReadonlyMap<string, SchemaId>>;

/**
 * Finds the variants that nothing tells from another but a constant which they lack: a customer and a deleted customer
 * differ in `deleted: true` alone. Said of the variant, `customer.deleted` can be asked before it is known which it is.
 */
export function findAbsences(contract: Contract): Absences {
  const absences = new Map<SchemaId, Map<string, SchemaId>>();
  const inherited = new Set<SchemaId>();
  const unions: UnionSchema[] = [];
  for (const schema of receivedSchemas(contract)) {
    for (const inner of everyIn(schema)) {
      if (inner.kind === "union") unions.push(inner);
      if (inner.kind === "all") for (const member of inner.members) if (member.kind === "ref") inherited.add(member.id);
    }
  }
  for (const [lacking, having, key] of unions.flatMap((union) => findLacking(union, contract))) {
    // Who inherits a type may add what it lacks.
    if (inherited.has(lacking)) continue;
    const known = absences.get(lacking) ?? new Map<string, SchemaId>();
    absences.set(lacking, known.set(key, known.get(key) ?? having));
  }
  return absences;
}

function receivedSchemas(contract: Contract): Schema[] {
  const bodies = contract.operations.flatMap(({ outcomes }) => outcomes.flatMap(({ contents }) => contents));
  return [...Object.values(contract.schemas), ...bodies].map(({ schema }) => schema);
}

type Lacking = readonly [lacking: SchemaId, having: SchemaId, key: string];

interface Variant {
  readonly id: SchemaId;
  readonly object: ObjectSchema;
  readonly constants: ReadonlyMap<string, Json>;
}

function findLacking(union: UnionSchema, contract: Contract): Lacking[] {
  const variants = union.variants.flatMap((variant) => readVariant(variant, contract));
  return variants.flatMap((one) => variants.flatMap((other) => compareVariants(one, other)));
}

function readVariant(schema: Schema, contract: Contract): Variant[] {
  if (schema.kind !== "ref") return [];
  const object = flatten(schema, contract);
  if (object.kind !== "object" || object.properties.length === 0) return [];
  return [{ id: schema.id, object, constants: constantsOf(object, contract) }];
}

/** The required properties that can hold one value only. */
function constantsOf(object: ObjectSchema, contract: Contract): ReadonlyMap<string, Json> {
  const constants = new Map<string, Json>();
  for (const { key, required, schema } of object.properties) {
    const target = dereference(schema, contract);
    const [only, ...more] = required && target.kind === "enum" ? target.values : [];
    if (only !== undefined && more.length === 0) constants.set(key, only);
  }
  return constants;
}

/** What `one` lacks of `other`, where no constant of both tells them apart; a flag before a word. */
function compareVariants(one: Variant, other: Variant): Lacking[] {
  const isTold = [...one.constants].some(
    ([key, value]) => other.constants.has(key) && other.constants.get(key) !== value,
  );
  if (isTold) return [];
  const lacked = [...other.constants].filter(
    ([key]) => !one.object.properties.some((property) => property.key === key),
  );
  const [key] = lacked.find(([, value]) => typeof value === "boolean") ?? lacked[0] ?? [];
  return key === undefined ? [] : [[one.id, other.id, key]];
}
