import type { OperationPlan } from "../plan.js";

/** Whether an operation is a GraphQL subscription: what it gives is no promise. */
export function isSubscription({ graphql }: OperationPlan): boolean {
  return graphql?.subscription !== undefined;
}

/** The packages that subscriptions come through. */
export function subscriptionPackages(operations: readonly OperationPlan[]): string[] {
  const protocols = operations.flatMap(({ graphql }) => graphql?.subscription ?? []);
  return [...new Set(protocols)].map((protocol) => `graphql-${protocol}`);
}
