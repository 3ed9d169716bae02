import type { GraphqlOperation } from "../../contract/contract.js";
import type { GraphqlFragment, Selection } from "../../contract/graphql.js";
import type { Diagnostic } from "../../diagnostics.js";
import * as graphql from "../../graphql-js.js";
import type {
  DocumentNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from "../../graphql-js.js";
import type { Document } from "../../read/document.js";
import { describeError } from "./describe-error.js";

/** What the user's documents say. */
export interface Documents {
  readonly operations: readonly GraphqlOperation[];
  readonly fragments: { readonly [name: string]: GraphqlFragment };
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads documents and holds them against the schema. */
export function readOperations(schema: GraphQLSchema, documents: readonly Document[]): Documents {
  const mistakes: Diagnostic[] = [];
  const parsed = documents.flatMap((document) => parseOne(document, (mistake) => mistakes.push(mistake)));
  const all = graphql.concatAST(parsed);
  const rules = graphql.specifiedRules.filter(({ name }) => name !== "NoUnusedFragmentsRule");
  mistakes.push(...graphql.validate(schema, all, [...rules, refuseNameless]).map(describeError));
  const fragments = all.definitions.filter((each) => each.kind === graphql.Kind.FRAGMENT_DEFINITION);
  const operations = all.definitions.filter((each) => each.kind === graphql.Kind.OPERATION_DEFINITION);
  if (mistakes.length > 0) return { operations: [], fragments: {}, diagnostics: mistakes };
  const byName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  return {
    operations: operations.map((operation) => readOperation(operation, byName)),
    fragments: Object.fromEntries(fragments.map((fragment) => [fragment.name.value, readFragment(fragment)])),
    diagnostics: [],
  };
}

function parseOne(document: Document, refuse: (mistake: Diagnostic) => void): DocumentNode[] {
  const { source, root } = document;
  const text = String(root["graphql"]);
  if (text.replaceAll(/#[^\n]*/g, "").trim() === "") return [];
  try {
    return [graphql.parse(new graphql.Source(text, source.uri))];
  } catch (error) {
    if (!(error instanceof graphql.GraphQLError)) throw error;
    refuse(describeError(error));
    return [];
  }
}

/** A call takes its name from its document. */
function refuseNameless(context: graphql.ValidationContext): graphql.ASTVisitor {
  return {
    OperationDefinition(node) {
      if (node.name !== undefined) return;
      const message = `This ${node.operation} has no name: the call that it makes would have none either.`;
      context.reportError(new graphql.GraphQLError(message, { nodes: node }));
    },
  };
}

function readOperation(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): GraphqlOperation {
  const { operation: kind, name: node, selectionSet, variableDefinitions = [] } = operation;
  const name = node?.value ?? "";
  const doc = readComment(operation);
  return {
    id: `${kind} ${name}`,
    operationId: name,
    groups: [],
    interaction: "call",
    binding: {
      protocol: "graphql",
      kind,
      document: name,
      variables: variableDefinitions.map(({ variable, type, defaultValue }) => ({
        key: variable.name.value,
        type: graphql.print(type),
        ...(defaultValue && { default: graphql.print(defaultValue) }),
      })),
      selections: readSelections(selectionSet),
      text: graphql.print(operation),
      ...readNeeds(selectionSet, fragments),
    },
    inputs: [],
    outcomes: [],
    auth: [],
    ...(doc !== "" && { doc }),
    extensions: {},
    at: `#/${operation.loc?.start ?? 0}`,
  };
}

function readFragment(fragment: FragmentDefinitionNode): GraphqlFragment {
  const { name, typeCondition, selectionSet } = fragment;
  return {
    name: name.value,
    type: typeCondition.name.value,
    selections: readSelections(selectionSet),
    text: graphql.print(fragment),
  };
}

function readSelections({ selections }: SelectionSetNode): Selection[] {
  return selections.map((part): Selection => {
    const isOptional = part.directives?.some(({ name }) => ["skip", "include", "defer"].includes(name.value)) === true;
    const optional = isOptional ? { optional: true as const } : {};
    if (part.kind === graphql.Kind.FRAGMENT_SPREAD) return { kind: "spread", fragment: part.name.value, ...optional };
    const inner = part.selectionSet && { selections: readSelections(part.selectionSet) };
    if (part.kind === graphql.Kind.INLINE_FRAGMENT) {
      const type = part.typeCondition && { type: part.typeCondition.name.value };
      return { kind: "on", selections: [], ...inner, ...type, ...optional };
    }
    const given = part.arguments?.map((argument) => graphql.print(argument)).join(", ") ?? "";
    const key = part.alias?.value ?? part.name.value;
    return { kind: "field", key, field: part.name.value, ...(given && { arguments: given }), ...inner, ...optional };
  });
}

/** The fragments that a selection needs, directly or not, in the order in which it comes to them; and whether parts come later. */
function readNeeds(
  start: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): { readonly fragments: readonly string[]; readonly incremental?: true } {
  const found = new Set<string>();
  let incremental = false as boolean;
  const look = (set: SelectionSetNode): void => {
    graphql.visit(set, {
      Directive({ name }) {
        incremental ||= name.value === "defer" || name.value === "stream";
      },
      FragmentSpread({ name: { value: name } }) {
        const fragment = fragments.get(name);
        if (found.has(name) || fragment === undefined) return;
        found.add(name);
        look(fragment.selectionSet);
      },
    });
  };
  look(start);
  return { fragments: [...found], ...(incremental && { incremental }) };
}

/** The comment above a definition: what its author says about it. */
function readComment({ loc }: OperationDefinitionNode): string {
  const lines: string[] = [];
  let token = loc?.startToken.prev;
  let below = loc?.startToken.line ?? 0;
  while (token?.kind === "Comment" && token.line === below - 1) {
    lines.unshift(token.value.trim());
    below = token.line;
    token = token.prev;
  }
  return lines.join("\n").trim();
}
