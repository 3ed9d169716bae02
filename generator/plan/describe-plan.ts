import type { Plan, ResourcePlan } from "./plan.js";

/** The plan as readers want it: calls as they are typed, and each operation once. */
export function describePlan(plan: Plan): unknown {
  const operations = plan.operations.map((operation) => ({ ...operation, call: operation.call.join(".") }));
  return { ...plan, operations, resources: describeResource(plan.resources) };
}

function describeResource({ path, operations, children, ...rest }: ResourcePlan): unknown {
  const ids = operations.map((operation) => operation.id);
  return { path: path.join("."), ...rest, operations: ids, children: children.map(describeResource) };
}
