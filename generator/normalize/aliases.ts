import { isObject } from "../contract/json.js";
import { child, type Pointer } from "../contract/pointer.js";
import type { SchemaId } from "../contract/schema.js";
import { lookUp } from "./reading.js";
import type { Reading } from "./reading.js";
import { findEnd, isBareReference } from "./refs.js";

/** `components.schemas.Pet: { $ref: schemas/pet.yaml }`: two places, one schema. */
export interface Aliases {
  /** Where a schema of another document stands -> the contract's name for it. */
  readonly names: ReadonlyMap<Pointer, SchemaId>;
  /** The same, the other way round. */
  readonly places: ReadonlyMap<SchemaId, Pointer>;
}

/** Finds the schemas of other documents that the contract gives names of its own. */
export function findAliases(reading: Reading): Aliases {
  const names = new Map<Pointer, SchemaId>();
  const { documents, root, schemasAt } = reading;
  const named = documents.parts.size > 1 ? lookUp(root, schemasAt) : undefined;
  const keys = isObject(named) ? Object.keys(named).sort(compareNames) : [];
  for (const key of keys) {
    const id = child(schemasAt, key);
    const value = isObject(named) ? named[key] : undefined;
    const end = isBareReference(value, reading) ? findEnd(id, reading) : undefined;
    if (end !== undefined && !end.startsWith("#") && !names.has(end)) names.set(end, id);
  }
  return { names, places: new Map([...names].map(([end, id]) => [id, end])) };
}

/** Of several names for one schema the shortest is its own, whatever their order. */
function compareNames(left: string, right: string): number {
  return left.length - right.length || (left < right ? -1 : 1);
}
