import type { Contract } from "../contract/contract.js";
import type { NamedSchema, SchemaId } from "../contract/schema.js";
import { readAnnotations } from "./annotations.js";
import { child, keysOfFragment } from "../contract/pointer.js";
import { readHierarchies } from "./hierarchies.js";
import { isObject, lookUp, textAt } from "./reading.js";
import type { Reading } from "./reading.js";
import { readSchema } from "./schema.js";

/** Every schema that stands where names are given, and whatever else is referred to, until nothing new is. */
export function readNamedSchemas(reading: Reading, referred: Set<SchemaId>): Contract["schemas"] {
  const schemas: { [id: SchemaId]: NamedSchema } = {};
  const named = lookUp(reading.root, reading.schemasAt);
  const waiting = isObject(named) ? Object.keys(named).map((key) => child(reading.schemasAt, key)) : [];
  for (const id of waiting) schemas[id] = readNamedSchema(id, reading);
  // A Set is walked in order of insertion, members that are added meanwhile included.
  for (const id of referred) schemas[id] ??= readNamedSchema(id, reading);
  return readHierarchies(schemas, reading);
}

function readNamedSchema(id: SchemaId, reading: Reading): NamedSchema {
  const { at, bindings } = reading.special.get(id) ?? { at: id, bindings: undefined };
  const value = lookUp(reading.root, at);
  const schema = readSchema({ value, at }, { ...reading, ...(bindings !== undefined && { bindings }) });
  const { doc, deprecated, example } = readAnnotations(value);
  const title = isObject(value) ? textAt(value, "title") : undefined;
  return {
    id,
    key: keysOfFragment(at).at(-1) ?? "schema",
    schema,
    ...(title !== undefined && { title }),
    ...(doc !== undefined && { doc }),
    ...(deprecated && { deprecated }),
    ...(example !== undefined && { example }),
  };
}
