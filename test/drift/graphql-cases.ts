import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSchema } from "graphql";
import type { GraphqlSchema } from "../../generator/contract/graphql.js";
import { judgeBoth } from "../../generator/drift/describe.js";
import type { Change, Level } from "../../generator/drift/finding.js";
import { compareGraphql } from "../../generator/drift/graphql/compare-graphql.js";
import { readTypes } from "../../generator/normalize/graphql/schema-facts.js";

const folder = join(import.meta.dirname, "../../../shared/conformance/graphql-diff");

/** Whether the peers' cases are there. */
export const hasGraphqlCases = existsSync(folder);

/** Two schemas and what a peer says of them. */
export interface GraphqlCase {
  readonly name: string;
  readonly oldSDL: string | null;
  readonly newSDL: string | null;
  readonly rules?: readonly string[];
  readonly expected: readonly { readonly type: string; readonly criticality: string; readonly path?: string }[];
}

export function readGraphqlCases(file: string): GraphqlCase[] {
  if (!hasGraphqlCases) return [];
  return JSON.parse(readFileSync(join(folder, file), "utf8")) as GraphqlCase[];
}

/** Our findings on two schemas, or parts of schemas: not all have roots. */
export function compareSdl(
  before: string | null,
  after: string | null,
): readonly (Change & { readonly wire: Level })[] {
  const read = (text: string | null): GraphqlSchema => {
    if (text === null) return { roots: {}, types: {}, fragments: {} };
    return { ...readTypes(buildSchema(text, { assumeValidSDL: true, assumeValid: true })), fragments: {} };
  };
  const changes = compareGraphql({ old: read(before), new: read(after) });
  return changes.map((change) => ({ ...change, wire: judgeBoth(change).wire }));
}
