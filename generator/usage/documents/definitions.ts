import type { OperationId } from "../../contract/contract.js";
import * as graphql from "../../graphql-js.js";
import type { DocumentNode, FragmentDefinitionNode } from "../../graphql-js.js";
import type { Spot } from "./refusals.js";

/** An operation or a fragment of the user's. */
export interface Definition {
  /** `query Shelf`, `fragment Price`. */
  readonly title: string;
  /** The operations that it is a part of: of a fragment those that spread it. */
  readonly operations: readonly OperationId[];
  readonly holds: (spot: Spot) => boolean;
}

/** The operations and fragments of documents, each with the operations that send it. */
export function listDefinitions({ definitions }: DocumentNode): readonly Definition[] {
  const written = definitions.filter(
    (each) => each.kind === graphql.Kind.OPERATION_DEFINITION || each.kind === graphql.Kind.FRAGMENT_DEFINITION,
  );
  const fragments = new Map(
    written.flatMap((each): [string, FragmentDefinitionNode][] =>
      each.kind === graphql.Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [],
    ),
  );
  const sent = written.flatMap((each) =>
    each.kind === graphql.Kind.OPERATION_DEFINITION ? [{ id: titleOf(each), parts: findParts(each, fragments) }] : [],
  );
  return written.map((each) => ({
    title: titleOf(each),
    operations: sent.filter(({ parts }) => parts.has(each)).map(({ id }) => id),
    holds: ({ source, offset }) =>
      each.loc?.source.name === source && each.loc.start <= offset && offset < each.loc.end,
  }));
}

type Written = graphql.OperationDefinitionNode | FragmentDefinitionNode;

function titleOf(node: Written): string {
  const kind = node.kind === graphql.Kind.OPERATION_DEFINITION ? node.operation : "fragment";
  return node.name === undefined ? kind : `${kind} ${node.name.value}`;
}

/** An operation and every fragment that is sent with it. */
function findParts(start: Written, fragments: ReadonlyMap<string, FragmentDefinitionNode>): ReadonlySet<Written> {
  const parts = new Set<Written>([start]);
  for (const part of parts) {
    graphql.visit(part, {
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (fragment !== undefined) parts.add(fragment);
      },
    });
  }
  return parts;
}
