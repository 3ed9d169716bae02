import { exitCodes, Failure, type Stage } from "../../diagnostics.js";
import * as graphql from "../../graphql-js.js";
import type { GraphQLError, GraphQLSchema } from "../../graphql-js.js";
import { describeError } from "./describe-error.js";
import { mendText } from "./mend-text.js";
import type { Document } from "../../read/document.js";

/** Builds the schema that a document describes, in SDL or as the answer to an introspection query. */
export function buildSchema(document: Document): Stage<GraphQLSchema> {
  try {
    const built = "graphql" in document.root ? buildFromText(document) : buildFromAnswer(document);
    refuseMistakes(graphql.validateSchema(built.value), document);
    return built;
  } catch (error) {
    throw error instanceof graphql.GraphQLError
      ? new Failure(exitCodes.data, [describeError(error)], [document])
      : error;
  }
}

function buildFromText(document: Document): Stage<GraphQLSchema> {
  const { value: parsed, diagnostics } = mendText(graphql.parse(String(document.root["graphql"])));
  refuseMistakes(graphql.validateSDL(parsed), document);
  return { value: graphql.buildASTSchema(parsed, { assumeValidSDL: true }), diagnostics };
}

/** Everything that is wrong, as far as people read. */
function refuseMistakes(errors: readonly GraphQLError[], document: Document): void {
  if (errors.length > 0) throw new Failure(exitCodes.data, errors.slice(0, 20).map(describeError), [document]);
}

function buildFromAnswer({ root }: Document): Stage<GraphQLSchema> {
  const answer = (root["data"] ?? root) as unknown as graphql.IntrospectionQuery;
  return { value: graphql.buildClientSchema(answer), diagnostics: [] };
}
