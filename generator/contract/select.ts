import type { Contract, Operation } from "./contract.js";
import type { NamedSchema, Schema, SchemaId } from "./schema.js";
import type { Matcher } from "./selectors.js";
import { referencesOf, everyIn } from "./walk.js";

/** The contract as if it had only the operations that are wanted, and the schemas that they lead to. */
export function selectOperations(contract: Contract, isWanted: Matcher): Contract {
  const operations = contract.operations.filter(isWanted);
  const webhooks = contract.webhooks.filter(isWanted);
  const used = reachSchemas([...operations, ...webhooks].flatMap(schemasOf), contract);
  // The types of GraphQL refer to each other by name, which is followed elsewhere.
  const isNeeded = (id: SchemaId): boolean => used.has(id) || contract.kind === "graphql";
  const schemas = Object.entries(contract.schemas).filter(([id]) => isNeeded(id));
  return {
    ...contract,
    operations,
    webhooks,
    broken: contract.broken.filter(isWanted),
    schemas: Object.fromEntries(schemas),
  };
}

/** Every schema that an operation says something with. */
export function schemasOf({ inputs, body, outcomes }: Operation): Schema[] {
  const contents = [...(body?.contents ?? []), ...outcomes.flatMap((outcome) => outcome.contents)];
  const parts = contents.flatMap(({ encoding }) => Object.values(encoding));
  return [
    ...inputs.map((input) => input.schema),
    ...parts.flatMap(({ headers = [] }) => headers.map(({ schema }) => schema)),
    ...contents.flatMap(({ schema, itemSchema }) => (itemSchema === undefined ? [schema] : [schema, itemSchema])),
    ...outcomes.flatMap((outcome) => outcome.headers.map((header) => header.schema)),
  ];
}

/** By references, and by the mappings of discriminators, which may name schemas that nothing else does. */
function reachSchemas(schemas: readonly Schema[], contract: Contract): Set<SchemaId> {
  const reached = new Set<SchemaId>();
  const look = (schema: Schema): void => {
    for (const id of referencesOf(schema)) reached.add(id);
    for (const inner of everyIn(schema)) {
      if (inner.kind !== "union" || inner.tag === undefined) continue;
      for (const { id } of inner.tag.mapping) reached.add(id);
      for (const id of [inner.tag.fallback, inner.tag.base]) if (id !== undefined) reached.add(id);
    }
  };
  for (const schema of schemas) look(schema);
  // A Set is walked in order of insertion, members that are added meanwhile included.
  for (const id of reached) {
    const named: NamedSchema | undefined = contract.schemas[id];
    if (named !== undefined) look(named.schema);
  }
  return reached;
}
