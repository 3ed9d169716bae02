import type { Content, Contract, Operation } from "../../contract/contract.js";
import type { Schema, SchemaId } from "../../contract/schema.js";
import { kindOf } from "../bodies.js";
import { holds } from "./represent.js";
import { carriersOf, reach } from "../../contract/walk.js";

/** Which way a value travels, seen from the client. */
export type Direction = "sent" | "received";

/** Which named schemas travel which way, and which of them look different each way. */
export interface Directions {
  readonly sent: ReadonlySet<SchemaId>;
  readonly received: ReadonlySet<SchemaId>;
  /** Schemas with a `readOnly` or `writeOnly` member somewhere inside: sent and received they are two types. */
  readonly twins: ReadonlySet<SchemaId>;
  /** Schemas that multipart and binary bodies lead to: bytes in them are sent as they are. */
  readonly uploads: ReadonlySet<SchemaId>;
}

/** Where the lock keeps the name of a schema's sent twin. */
export function sentId(id: SchemaId): string {
  return `${id} (sent)`;
}

export function findDirections(contract: Contract): Directions {
  const uploads = reach(contract.operations.flatMap(uploadedSchemas), contract);
  return {
    uploads,
    sent: reach(contract.operations.flatMap(sentSchemas), contract),
    received: reach(contract.operations.flatMap(receivedSchemas), contract),
    twins: carriersOf(contract, ({ id, schema }) => holds(schema, (inner) => differs(inner, uploads.has(id)))),
  };
}

function sentSchemas(operation: Operation): Schema[] {
  return [...operation.inputs.map((input) => input.schema), ...(operation.body?.contents ?? []).flatMap(schemasOf)];
}

function schemasOf({ schema, itemSchema }: Content): Schema[] {
  return itemSchema === undefined ? [schema] : [schema, itemSchema];
}

function uploadedSchemas(operation: Operation): Schema[] {
  const contents = operation.body?.contents ?? [];
  return contents.filter((content) => carriesBytes(kindOf(content.mediaType))).flatMap(schemasOf);
}

/** True for bodies whose members can be bytes. */
export function carriesBytes(kind: ReturnType<typeof kindOf>): boolean {
  return kind === "multipart" || kind === "binary";
}

function receivedSchemas(operation: Operation): Schema[] {
  return operation.outcomes.flatMap((outcome) => outcome.contents.map((content) => content.schema));
}

/** True where a schema, by itself, is another type when sent than when received. */
function differs(schema: Schema, uploaded: boolean): boolean {
  if (schema.kind === "bytes") return uploaded;
  return schema.kind === "object" && schema.properties.some((property) => property.readOnly || property.writeOnly);
}
