import { camelCase, numberName, pascalCase } from "../names.js";
import type { GraphqlPlan, OperationPlan } from "../plan.js";

/**
 * What the types of an operation are called, as GraphQL's users know it: `ProductQuery` and `ProductQueryVariables`.
 * Names that are taken already are numbered.
 */
export function nameOperationTypes(
  call: readonly string[],
  { kind: of }: Pick<GraphqlPlan, "kind">,
  taken: Set<string>,
): OperationPlan["names"] {
  const kind = pascalCase(of);
  const base = pascalCase(call.join(" "));
  const own = base.endsWith(kind) && base !== kind ? base : base + kind;
  const isTaken = (name: string): boolean => taken.has(name) || taken.has(`${name}Variables`);
  const result = numberName(own, isTaken, new Map());
  const names = { params: `${result}Variables`, result, item: `${result}Item`, error: `${result}Error` };
  for (const name of Object.values(names)) taken.add(name);
  return { method: call.at(-1) ?? "call", operation: `${camelCase(call.join(" "))}Operation`, ...names };
}
