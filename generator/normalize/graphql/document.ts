import type { Contract } from "../../contract/contract.js";
import type { GraphqlSchema } from "../../contract/graphql.js";
import { inputObject, typeId } from "../../contract/graphql-schemas.js";
import type { NamedSchema } from "../../contract/schema.js";
import type { Stage } from "../../diagnostics.js";
import type { Document } from "../../read/document.js";
import { readFields } from "./fields.js";
import { readOperations } from "./documents.js";
import { buildSchema } from "./build-schema.js";
import { readTypes } from "./schema-facts.js";

/** Reads a GraphQL schema into the Contract. */
export function readGraphql(document: Document, documents: readonly Document[]): Stage<Contract> {
  const { value: built, diagnostics } = buildSchema(document);
  const { endpoint } = document.source;
  const written = readOperations(built, documents);
  const schema: GraphqlSchema = { ...readTypes(built), fragments: written.fragments };
  const contract: Contract = {
    kind: "graphql",
    title: "GraphQL API",
    version: "0",
    groups: [],
    servers: endpoint === undefined ? [] : [{ url: endpoint, variables: [] }],
    auth: {},
    schemas: readNamed(schema),
    graphql: schema,
    operations: documents.length > 0 ? written.operations : readFields(schema),
    webhooks: [],
    broken: [],
    extensions: {},
  };
  return { value: contract, diagnostics: [...diagnostics, ...written.diagnostics] };
}

/** The types that are sent, and enums: what validators and samples look at under a name. */
function readNamed(schema: GraphqlSchema): Contract["schemas"] {
  const named = Object.values(schema.types).flatMap((type): [string, NamedSchema][] => {
    if (type.kind !== "enum" && type.kind !== "input") return [];
    const id = typeId(type.name);
    const words = type.doc === undefined ? {} : { doc: type.doc };
    const own =
      type.kind === "input"
        ? inputObject(schema, type)
        : { kind: "enum" as const, values: type.values.map((value) => value.key) };
    return [[id, { id, key: type.name, schema: own, ...words }]];
  });
  return Object.fromEntries(named);
}
