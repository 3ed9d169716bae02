import type { Rule } from "./rule.js";
import { EXCHANGE_RULES } from "./rules/exchange.js";
import { GRAPHQL_RULES } from "./rules/graphql.js";
import { LIFECYCLE_RULES } from "./rules/lifecycle.js";
import { OPERATIONS_RULES } from "./rules/operations.js";
import { SCHEMAS_RULES } from "./rules/schemas.js";
import { TRAFFIC_RULES } from "./rules/traffic.js";

const ROWS = {
  ...OPERATIONS_RULES,
  ...EXCHANGE_RULES,
  ...SCHEMAS_RULES,
  ...LIFECYCLE_RULES,
  ...GRAPHQL_RULES,
  ...TRAFFIC_RULES,
};

/** The name of a kind of change. */
export type RuleId = keyof typeof ROWS;

/** Every rule by its id: a new one is a row, and a directory in `test/drift/cases`. */
export const RULES: { readonly [id in RuleId]: Rule } = ROWS;
