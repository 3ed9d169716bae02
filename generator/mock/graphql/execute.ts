import type { GraphqlSchema } from "../../contract/graphql.js";
import { printSdl } from "../../contract/graphql-sdl.js";
import * as graphql from "../../graphql-js.js";
import { makeUp } from "./resolve.js";

/** What a request asks for. */
export interface Question {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: { readonly [name: string]: unknown } | undefined;
}

/** What comes of it, and how far it came. */
export interface Outcome {
  readonly body: object;
  readonly stage: "refused" | "mutation-by-get" | "done";
}

/** Answers questions to a schema with values that are made up. */
export function makeExecutor(schema: GraphqlSchema, seed: number) {
  const built = graphql.buildASTSchema(graphql.parse(printSdl(schema)), { assumeValid: true, assumeValidSDL: true });
  return async ({ query, operationName, variables }: Question, isGet: boolean): Promise<Outcome> => {
    const document = parseOrRefuse(query);
    if (document instanceof graphql.GraphQLError) return refuse([document]);
    const mistakes = graphql.validate(built, document);
    if (mistakes.length > 0) return refuse(mistakes);
    const operation = graphql.getOperationAST(document, operationName);
    if (!operation) return refuse([new graphql.GraphQLError("There is no operation of that name, or more than one.")]);
    if (isGet && operation.operation !== "query") return { body: {}, stage: "mutation-by-get" };
    const result = await graphql.execute({
      schema: built,
      document,
      ...(operationName !== undefined && { operationName }),
      ...(variables && { variableValues: variables }),
      fieldResolver: (...given) => {
        const [source, args, , info] = given;
        const path = graphql.responsePathAsArray(info.path);
        return makeUp(schema, { parent: info.parentType.name, field: info.fieldName, args, path, source }, seed);
      },
      typeResolver: (value) => (value as { readonly __typename: string }).__typename,
    });
    return result.data === undefined ? refuse(result.errors ?? []) : { body: result, stage: "done" };
  };
}

function parseOrRefuse(query: string): graphql.DocumentNode | graphql.GraphQLError {
  try {
    return graphql.parse(query);
  } catch (error) {
    if (error instanceof graphql.GraphQLError) return error;
    throw error;
  }
}

function refuse(errors: readonly graphql.GraphQLError[]): Outcome {
  return { body: { errors: errors.map((error) => error.toJSON()) }, stage: "refused" };
}
