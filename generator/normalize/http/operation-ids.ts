import type { Operation } from "../../contract/contract.js";
import { removal } from "../mends.js";
import type { Reading } from "../reading.js";

/** An operationId that several operations bear tells none of them apart: only the one whose id sorts first keeps it. */
export function withUniqueOperationIds(operations: readonly Operation[], reading: Reading): Operation[] {
  const owners = new Map<string, string>();
  for (const { id, operationId } of operations) {
    const owner = operationId === undefined ? undefined : owners.get(operationId);
    if (operationId !== undefined && (owner === undefined || id < owner)) owners.set(operationId, id);
  }
  return operations.map((operation) => {
    const { operationId, ...rest } = operation;
    const owner = operationId === undefined ? operation.id : owners.get(operationId);
    if (owner === operation.id) return operation;
    reading.report({
      code: "duplicate-operation-id",
      severity: "repair",
      message: `The operationId \`${operationId}\` already belongs to ${owner}; ${operation.id} is named by its path.`,
      pointer: `${operation.at}/operationId`,
      help: "Give each operation an operationId of its own.",
      mend: removal(`${operation.at}/operationId`),
    });
    return rest;
  });
}
