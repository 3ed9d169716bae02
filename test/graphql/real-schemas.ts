import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildClientSchema, buildSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql";

const modules = join(import.meta.dirname, "../../.cache/graphql/node_modules");

/** A public schema of somebody else, and what its scalars are. */
export interface RealSchema {
  readonly name: string;
  readonly path: string;
  /** How many documents are written for it. */
  readonly documents: number;
  readonly scalars: { readonly [scalar: string]: "string" | "number" | "boolean" };
}

const TEXTS = { DateTime: "string", URI: "string", URL: "string", HTML: "string", Decimal: "string" } as const;

/** The schemas that `npm run corpus:install` fetches. */
export const realSchemas: readonly RealSchema[] = [
  { name: "github", path: join(modules, "@octokit/graphql-schema/schema.graphql"), documents: 110, scalars: TEXTS },
  {
    name: "storefront",
    path: join(modules, "@shopify/hydrogen-react/storefront.schema.json"),
    documents: 60,
    scalars: TEXTS,
  },
  {
    name: "customer-account",
    path: join(modules, "@shopify/hydrogen-react/customer-account.schema.json"),
    documents: 60,
    scalars: TEXTS,
  },
];

/** Why a schema is not looked at; nothing where it is there. */
export function whySkipped({ path }: RealSchema): string {
  return existsSync(path) ? "" : " -- SKIPPED: run `npm run corpus:install`";
}

/** A schema as the reference implementation has it. */
export function readReal({ path }: RealSchema): GraphQLSchema {
  const text = readFileSync(path, "utf8");
  if (!path.endsWith(".json")) return buildSchema(text, { assumeValid: true, assumeValidSDL: true });
  const answer = JSON.parse(text) as { readonly data?: IntrospectionQuery } & IntrospectionQuery;
  return buildClientSchema(answer.data ?? answer, { assumeValid: true });
}
