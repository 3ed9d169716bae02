import * as graphql from "../../graphql-js.js";
import type { DocumentNode, GraphQLSchema } from "../../graphql-js.js";

/** Where a schema refuses a document, and why. */
export interface Refusal {
  readonly message: string;
  /** The first is where it is shown. */
  readonly spots: readonly Spot[];
}

/** An offset into a document. */
export interface Spot {
  /** The name of the document's source. */
  readonly source: string;
  readonly offset: number;
}

/** Documents as GraphQL reads them; those that it cannot read are refused by every schema. */
export function parseDocuments(sources: readonly graphql.Source[]): {
  readonly document: DocumentNode;
  readonly refusals: readonly Refusal[];
} {
  const refusals: Refusal[] = [];
  const parsed = sources.flatMap((source): DocumentNode[] => {
    if (source.body.replaceAll(/#[^\n]*/g, "").trim() === "") return [];
    try {
      return [graphql.parse(source)];
    } catch (error) {
      if (!(error instanceof graphql.GraphQLError)) throw error;
      refusals.push(describeRefusal(error));
      return [];
    }
  });
  return { document: graphql.concatAST(parsed), refusals };
}

/** Holds documents against a schema. */
export function findRefusals(document: DocumentNode, schema: GraphQLSchema): readonly Refusal[] {
  const rules = graphql.specifiedRules.filter(({ name }) => name !== "NoUnusedFragmentsRule");
  return graphql.validate(schema, document, rules).map(describeRefusal);
}

function describeRefusal({ message, nodes, source, positions }: graphql.GraphQLError): Refusal {
  const spots = (nodes ?? []).flatMap(({ loc }) => (loc ? [{ source: loc.source.name, offset: loc.start }] : []));
  // What cannot be read has no nodes.
  const own = source && positions ? positions.map((offset) => ({ source: source.name, offset })) : [];
  return { message, spots: spots.length > 0 ? spots : own };
}
