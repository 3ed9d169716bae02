import type { Settings } from "../../config.js";
import { isObject } from "../../contract/json.js";
import type { GraphqlSchema } from "../../contract/graphql.js";
import { findField, isNonNull, itemType } from "../../contract/graphql.js";
import { camelCase, numberName, pascalCase } from "../names.js";
import { own } from "../pins.js";
import type { GraphqlPlan, LoadPlan, OperationPlan } from "../plan.js";

/** What servers take at once, as far as they say so at all. */
const USUAL_MAX = 100;

/**
 * Adds calls that load things by their ids, for every query that is no more than such a list. Their names are made of
 * their queries', and yield to those of all operations.
 */
export function planLoads(
  operations: readonly OperationPlan[],
  schema: GraphqlSchema,
  settings: Pick<Settings, "pages">,
): OperationPlan[] {
  const taken = new Set(operations.map(({ call }) => call.join(".")));
  const counted = new Map<string, number>();
  return operations.map((operation) => {
    const { graphql, call } = operation;
    if (graphql === undefined) return operation;
    const found = findList(graphql, schema);
    if (found === undefined) return operation;
    const method = numberName(`load${pascalCase(call.at(-1) ?? "")}`, (name) => taken.has(name), counted);
    taken.add(method);
    const load: LoadPlan = {
      call: [method],
      method,
      operation: `${camelCase(method)}Operation`,
      ...found,
      ...readHint(settings, operation.id),
    };
    return { ...operation, graphql: { ...graphql, load } };
  });
}

/**
 * The list of a query that asks for one root field, by nothing but required ids, whose items may be null: such a list has
 * an item for each id, in their order, and null for what is not there.
 */
function findList(
  { kind, selections, variables }: GraphqlPlan,
  schema: GraphqlSchema,
): Pick<LoadPlan, "ids" | "field"> | undefined {
  const [only, ...others] = selections;
  if (kind !== "query" || only?.kind !== "field" || others.length > 0 || only.optional) return undefined;
  const fact = findField(schema, schema.roots.query ?? "", only.field);
  const item = fact && itemType(fact.type);
  const ids = /^\w+: \$(\w+)$/.exec(only.arguments ?? "")?.[1];
  const variable = variables.find(({ key }) => key === ids);
  if (item === undefined || isNonNull(item) || only.selections === undefined) return undefined;
  if (ids === undefined || !/^\[ID!?\]!$/.test(variable?.type ?? "")) return undefined;
  return { ids, field: only.key };
}

/** `pages: { "query nodes": { batch: { max: 50, wait: 5 } } }`. */
function readHint({ pages }: Pick<Settings, "pages">, id: string): Pick<LoadPlan, "max" | "wait"> {
  const hint = own(pages, id);
  const { max, wait } = isObject(hint) && isObject(hint["batch"]) ? hint["batch"] : {};
  return {
    max: typeof max === "number" && Number.isSafeInteger(max) && max > 1 ? max : USUAL_MAX,
    ...(typeof wait === "number" && wait >= 0 && wait <= 60_000 && { wait }),
  };
}
