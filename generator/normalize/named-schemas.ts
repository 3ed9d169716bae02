import { isObject } from "../contract/json.js";
import type { Contract } from "../contract/contract.js";
import type { NamedSchema, SchemaId } from "../contract/schema.js";
import { readAnnotations } from "./annotations.js";
import { layersOf } from "./layers.js";
import { readXmlHint } from "./xml-hints.js";
import { readHierarchies } from "./hierarchies.js";
import { keyOf } from "./schema-keys.js";
import { lookUp, membersOf, nodeOf, textAt, valueAt } from "./reading.js";
import type { Reading } from "./reading.js";
import { follow } from "./refs.js";
import { readSchema } from "./schema.js";

/** Every schema that stands where names are given, and whatever else is referred to, until nothing new is. */
export function readNamedSchemas(reading: Reading, referred: Set<SchemaId>): Contract["schemas"] {
  const schemas: { [id: SchemaId]: NamedSchema } = {};
  const named = follow({ value: lookUp(reading.root, reading.schemasAt), at: reading.schemasAt }, reading);
  const waiting = named === undefined ? [] : membersOf(named).map((member) => member.at);
  for (const id of waiting) schemas[id] = readNamedSchema(id, reading);
  // A Set is walked in order of insertion, members that are added meanwhile included.
  for (const id of referred) schemas[id] ??= readNamedSchema(id, reading);
  return readHierarchies(schemas, reading);
}

function readNamedSchema(id: SchemaId, reading: Reading): NamedSchema {
  const { at, bindings } = reading.special.get(id) ?? { at: nodeOf(id, reading).at, bindings: undefined };
  const value = valueAt(at, reading);
  const schema = readSchema({ value, at }, { ...reading, ...(bindings !== undefined && { bindings }) });
  const { doc, deprecated, example, extensions } = readAnnotations({ value, at });
  const xml = readXmlHint(layersOf({ value, at }, reading));
  const title = isObject(value) ? textAt(value, "title") : undefined;
  return {
    id,
    key: keyOf(reading.special.has(id) ? at : id),
    schema,
    ...(title !== undefined && { title }),
    ...(xml !== undefined && { xml }),
    ...(doc !== undefined && { doc }),
    ...(deprecated && { deprecated }),
    ...(example !== undefined && { example }),
    ...(extensions !== undefined && { extensions }),
  };
}
