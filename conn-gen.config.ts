import { defineConfig } from "conn-gen";

const shop = { values: { scalars: { DateTime: "string", Decimal: "string" } } } as const;

/** The example contracts of this repository; `npx conn-gen` makes all their clients. */
export default defineConfig([
  { contract: "specs/stripe.yaml", tests: true },
  { ...shop, contract: "specs/shop.graphql", name: "shop", tests: true },
  {
    ...shop,
    contract: { source: "specs/shop.graphql", documents: ["specs/shop"] },
    name: "storefront",
    transport: { requests: "fetch", subscriptions: "sse" },
    tests: true,
  },
]);
