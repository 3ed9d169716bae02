import type { OperationId } from "../../contract/contract.js";
import type { CodePlace } from "../../drift/finding.js";
import * as graphql from "../../graphql-js.js";
import type { GraphQLSchema } from "../../graphql-js.js";
import type { Document } from "../../read/document.js";
import { type Definition, listDefinitions } from "./definitions.js";
import { findMentions, type Mentions } from "./mentions.js";
import { findRefusals, parseDocuments, type Refusal, type Spot } from "./refusals.js";

/** What the user's documents name of the old schema, and where the new one refuses them. */
export interface DocumentUse {
  readonly mentions: Mentions;
  readonly refusals: readonly Refusal[];
  readonly definitions: readonly Definition[];
  readonly place: (spot: Spot) => CodePlace;
  /** What an operation is called as; `undefined` where there is no client yet. */
  readonly callOf: (operation: OperationId) => string | undefined;
}

/** Documents, and the schemas that they are held against. */
export interface DocumentsRequest {
  readonly documents: readonly Document[];
  readonly schemas: { readonly old: GraphQLSchema; readonly new: GraphQLSchema };
  readonly callOf: DocumentUse["callOf"];
}

/** Reads what documents use of a schema. */
export function readDocumentUse({ documents, schemas, callOf }: DocumentsRequest): DocumentUse {
  const sources = documents.map(({ source, root }) => new graphql.Source(String(root["graphql"]), source.uri));
  const { document, refusals } = parseDocuments(sources);
  return {
    mentions: findMentions(document, schemas.old),
    refusals: [...refusals, ...findRefusals(document, schemas.new)],
    definitions: listDefinitions(document),
    place: ({ source, offset }) => {
      const { file, line, column } = documentNamed(source, documents).locate(`#/${offset}`);
      return { file, line, column };
    },
    callOf,
  };
}

function documentNamed(name: string, documents: readonly Document[]): Document {
  const found = documents.find(({ source }) => source.uri === name);
  if (found === undefined) throw new Error(`no document is called ${name}`);
  return found;
}
