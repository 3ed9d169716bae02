// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import {
  buildSchema,
  type DocumentNode,
  execute,
  getNamedType,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isAbstractType,
  type OperationDefinitionNode,
  parse,
  print,
  responsePathAsArray,
  specifiedRules,
  validate,
  visit,
} from "./graphql-js.js";
import { type Fiction, makeUp } from "./make-up.js";

/** What a request asks for. */
export interface Question {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: { readonly [name: string]: unknown } | undefined;
}

/** A field of the data, and what the schema says of it. */
export interface Place {
  /** A JSON pointer into the data. */
  readonly pointer: string;
  /** As GraphQL writes it. */
  readonly type: string;
  /** False where the data around it may be of one type or another, or the field is asked for under a condition. */
  readonly sure: boolean;
}

/** What comes of a question. */
export interface Told {
  readonly data?: { readonly [key: string]: unknown } | null;
  readonly errors?: readonly object[];
}

/** What comes of a question, and how far it came. */
export interface Outcome {
  readonly stage: "refused" | "mutation-by-get" | "done";
  readonly body: Told;
  /** What is wrong with the question, each with a JSON pointer into the request. */
  readonly issues: readonly { readonly pointer: string; readonly message: string }[];
  /** Every field that was told. */
  readonly places: readonly Place[];
}

/** A schema that is taken at its word. */
export function readSchema(text: string): GraphQLSchema {
  return buildSchema(text, { assumeValid: true, assumeValidSDL: true, noLocation: true });
}

/** Answers a question with values that are made up, after judging it as the reference implementation does. */
export function askSchema(
  schema: GraphQLSchema,
  question: Question,
  { fiction, asGet = false }: { readonly fiction: Fiction; readonly asGet?: boolean },
): Outcome {
  const parsed = parseOrRefuse(question.query);
  if (parsed instanceof GraphQLError) return refuse([parsed], "/query");
  const document = withoutParts(parsed);
  const mistakes = validate(schema, document, document === parsed ? specifiedRules : RULES_WITHOUT_PARTS);
  if (mistakes.length > 0) return refuse(mistakes, "/query");
  const operation = getOperationAST(document, question.operationName);
  if (!operation) {
    return refuse([new GraphQLError("There is no operation of that name, or more than one.")], "/operationName");
  }
  if (asGet && operation.operation !== "query") {
    return { ...refuse([new GraphQLError("mutations come by POST")], ""), stage: "mutation-by-get" };
  }
  const wrong = judgeVariables(schema, operation, question);
  return wrong.length > 0 ? refuse(wrong, "/variables") : tell(schema, { ...question, document }, fiction);
}

function parseOrRefuse(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** Servers may tell at once what may come in parts, and so do we: not every version of graphql-js knows of parts. */
function withoutParts(document: DocumentNode): DocumentNode {
  return visit(document, { Directive: ({ name }) => (/^(?:defer|stream)$/.test(name.value) ? null : undefined) });
}

/** What decided about parts alone is needed no more. */
const RULES_WITHOUT_PARTS = specifiedRules.filter(({ name }) => name !== "NoUnusedVariablesRule");

function judgeVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  { variables = {} }: Question,
): readonly GraphQLError[] {
  return getVariableValues(schema, variableDefinitions, variables).errors ?? [];
}

function refuse(errors: readonly GraphQLError[], pointer: string): Outcome {
  const issues = errors.map(({ message }) => ({ pointer, message }));
  return { stage: "refused", body: { errors: errors.map((error) => error.toJSON()) }, issues, places: [] };
}

function tell(
  schema: GraphQLSchema,
  { document, operationName, variables }: Question & { readonly document: DocumentNode },
  fiction: Fiction,
): Outcome {
  const places: Place[] = [];
  const seePlace = makePlaceFinder(document);
  const result = execute({
    schema,
    document,
    ...(operationName !== undefined && { operationName }),
    ...(variables && { variableValues: variables }),
    fieldResolver: (...[source, args, , info]) => {
      places.push(seePlace(info));
      return makeUp({ source, args, info }, fiction);
    },
    typeResolver: (value) => (value as { readonly __typename: string }).__typename,
  });
  const body = JSON.parse(JSON.stringify(result)) as Told;
  return body.data === undefined
    ? refuse((result as { readonly errors?: readonly GraphQLError[] }).errors ?? [], "/query")
    : { stage: "done", body, issues: [], places };
}

const CONDITION = /@(?:skip|include|defer|stream)\b/;

/** Tells where each field lies, the outer ones before those inside. */
function makePlaceFinder(document: DocumentNode): (info: GraphQLResolveInfo) => Place {
  const isLoose = new RegExp(`\\.\\.\\.[^{}]*${CONDITION.source}`).test(print(document));
  const unsureBelow = new Set<string>();
  return ({ path, returnType, fieldNodes }) => {
    const steps = responsePathAsArray(path);
    const pointer = toPointer(steps);
    const outer = steps.slice(0, -1);
    while (typeof outer.at(-1) === "number") outer.pop();
    const above = toPointer(outer);
    const isConditional = fieldNodes.some(({ directives = [] }) =>
      directives.some((each) => CONDITION.test(print(each))),
    );
    const sure = !isLoose && !unsureBelow.has(above) && !isConditional;
    if (!sure || isAbstractType(getNamedType(returnType))) unsureBelow.add(pointer);
    return { pointer, type: String(returnType), sure };
  };
}

function toPointer(path: readonly (string | number)[]): string {
  return path.map((step) => `/${step}`).join("");
}
