import { defineConfig } from "conn-gen";

/** The example contracts of this repository; `npx conn-gen` makes all their clients. */
export default defineConfig([{ contract: "specs/stripe.yaml", tests: true }, { contract: "specs/shop.graphql" }]);
