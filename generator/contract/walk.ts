import type { Contract } from "./contract.js";
import type { Schema, SchemaId } from "./schema.js";

/** The schemas directly inside a schema; a reference has none. */
export function childrenOf(schema: Schema): readonly Schema[] {
  switch (schema.kind) {
    case "array":
      return [schema.items];
    case "tuple":
      return [...schema.items, schema.rest];
    case "object":
      return [
        ...schema.properties.map((property) => property.schema),
        ...(schema.additional === undefined ? [] : [schema.additional]),
        ...(schema.patterns ?? []).map((pattern) => pattern.schema),
      ];
    case "union":
      return schema.variants;
    case "all":
      return schema.members;
    case "residue":
      return [schema.base];
    default:
      return [];
  }
}

/** Visits a schema and everything inside it; references are visited, not followed. */
export function visit(schema: Schema, see: (schema: Schema) => void): void {
  see(schema);
  for (const inner of childrenOf(schema)) visit(inner, see);
}

/** Every named schema that these schemas lead to, through any number of references. */
export function reach(schemas: Iterable<Schema>, contract: Contract): Set<SchemaId> {
  const reached = new Set<SchemaId>();
  const note = (schema: Schema): void => {
    if (schema.kind === "ref") reached.add(schema.id);
  };
  for (const schema of schemas) visit(schema, note);
  // A Set is walked in order of insertion, members that are added meanwhile included.
  for (const id of reached) {
    const named = contract.schemas[id];
    if (named !== undefined) visit(named.schema, note);
  }
  return reached;
}

/** What a reference stands for in the end; a circle of references stands for nothing in particular. */
export function dereference(schema: Schema, contract: Contract): Schema {
  const seen = new Set<SchemaId>();
  let current = schema;
  while (current.kind === "ref" && !seen.has(current.id)) {
    seen.add(current.id);
    current = contract.schemas[current.id]?.schema ?? { kind: "any" };
  }
  return current.kind === "ref" ? { kind: "any" } : current;
}
