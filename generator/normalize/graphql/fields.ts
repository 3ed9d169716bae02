import type { GraphqlOperation } from "../../contract/contract.js";
import type { GraphqlKind, GraphqlSchema } from "../../contract/graphql.js";
import { findType } from "../../contract/graphql.js";

const KINDS: readonly GraphqlKind[] = ["query", "mutation", "subscription"];

/** An operation for every field of the root types, where nobody has written documents; what it asks for is not decided here. */
export function readFields(schema: GraphqlSchema): GraphqlOperation[] {
  return KINDS.flatMap((kind) => {
    const root = findType(schema, schema.roots[kind]);
    if (root?.kind !== "object") return [];
    return root.fields.map((field): GraphqlOperation => ({
      id: `${kind} ${field.key}`,
      groups: [],
      interaction: "call",
      binding: { protocol: "graphql", kind, field: field.key },
      inputs: [],
      outcomes: [],
      auth: [],
      ...(field.doc !== undefined && { doc: field.doc }),
      ...(field.deprecated !== undefined && { deprecated: true }),
      extensions: {},
      at: `#/types/${root.name}/${field.key}`,
    }));
  });
}
