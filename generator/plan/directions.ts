import type { Contract, Operation } from "../contract/contract.js";
import type { Schema, SchemaId } from "../contract/schema.js";
import { childrenOf, reach, visit } from "../contract/walk.js";

/** Which way a value travels, seen from the client. */
export type Direction = "sent" | "received";

/** Which named schemas travel which way, and which of them look different each way. */
export interface Directions {
  readonly sent: ReadonlySet<SchemaId>;
  readonly received: ReadonlySet<SchemaId>;
  /** Schemas with a `readOnly` or `writeOnly` member somewhere inside: sent and received they are two types. */
  readonly twins: ReadonlySet<SchemaId>;
}

/** Where the lock keeps the name of a schema's sent twin. */
export function sentId(id: SchemaId): string {
  return `${id} (sent)`;
}

export function findDirections(contract: Contract): Directions {
  return {
    sent: reach(contract.operations.flatMap(sentSchemas), contract),
    received: reach(contract.operations.flatMap(receivedSchemas), contract),
    twins: findTwins(contract),
  };
}

function sentSchemas(operation: Operation): Schema[] {
  return [
    ...operation.inputs.map((input) => input.schema),
    ...(operation.body?.contents ?? []).map((content) => content.schema),
  ];
}

function receivedSchemas(operation: Operation): Schema[] {
  return operation.outcomes.flatMap((outcome) => outcome.contents.map((content) => content.schema));
}

/** Marks what has such a member itself, then whatever refers to something marked, until nothing new is. */
function findTwins(contract: Contract): Set<SchemaId> {
  const twins = new Set<SchemaId>();
  const users = new Map<SchemaId, SchemaId[]>();
  for (const named of Object.values(contract.schemas)) {
    if (differs(named.schema)) twins.add(named.id);
    visit(named.schema, (schema) => {
      if (schema.kind !== "ref") return;
      const list = users.get(schema.id);
      if (list === undefined) users.set(schema.id, [named.id]);
      else list.push(named.id);
    });
  }
  for (const id of twins) for (const user of users.get(id) ?? []) twins.add(user);
  return twins;
}

/** True where a schema, references aside, is another type when sent than when received. */
function differs(schema: Schema): boolean {
  if (schema.kind === "bytes") return true;
  if (schema.kind === "object" && schema.properties.some((property) => property.readOnly || property.writeOnly)) {
    return true;
  }
  return childrenOf(schema).some(differs);
}
