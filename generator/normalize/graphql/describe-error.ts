import type { Diagnostic } from "../../diagnostics.js";
import type { GraphQLError } from "../../graphql-js.js";

/** What graphql-js complains about, at its place in the text. */
export function describeError({ message, positions, source }: GraphQLError): Diagnostic {
  const [offset] = positions ?? [];
  const isDocument = source !== undefined && source.name !== "GraphQL request";
  return {
    code: isDocument ? "graphql-document" : "graphql-schema",
    severity: "error",
    message,
    ...(offset !== undefined && { pointer: `${isDocument ? source.name : ""}#/${offset}` }),
    ...(!isDocument && { help: "Mend the schema: no client can be made of a schema that GraphQL itself refuses." }),
  };
}
