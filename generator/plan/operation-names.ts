import { numberName } from "./names.js";
import type { OperationPlan } from "./plan.js";

/**
 * Settles the names of what stands beside operations: a name that a schema's type or another operation has is numbered.
 * Only what is declared needs a name of its own; the order is that of ids, so that moving a path renames nothing.
 */
export function settleNames(operations: readonly OperationPlan[], taken: ReadonlySet<string>): OperationPlan[] {
  const used = new Set(taken);
  const counted = new Map<string, number>();
  const settle = (name: string, isDeclared: boolean): string => {
    if (!isDeclared) return name;
    const free = numberName(name, (each) => used.has(each), counted);
    used.add(free);
    return free;
  };
  const settled = new Map<string, OperationPlan["names"]>();
  for (const operation of operations.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const { method, operation: constant, params, result, error, item } = operation.names;
    settled.set(operation.id, {
      method,
      operation: settle(constant, true),
      params: settle(params, operation.members.length > 0 || operation.target !== undefined),
      result: settle(result, operation.result.declares || operation.replies.some(isInline)),
      error: settle(error, operation.errors.length > 0),
      item: settle(item, operation.pages?.declaresItem === true),
    });
  }
  return operations.map((operation) => ({ ...operation, names: settled.get(operation.id) ?? operation.names }));
}

/** A body that is described in place is checked by a function that is named after the operation. */
function isInline({ schema }: OperationPlan["replies"][number]): boolean {
  return schema !== undefined && schema.kind !== "ref" && schema.kind !== "any";
}
