import type { Diagnostic } from "../diagnostics.js";
import type { Lock } from "./lock.js";

/** An operation that users call today may not vanish because something in the contract broke. */
export function findLostOperations(diagnostics: readonly Diagnostic[], lock: Lock | undefined): Diagnostic[] {
  const pinned = Object.entries(lock?.operations ?? {});
  return diagnostics.flatMap(({ operation, pointer }) => {
    if (operation === undefined) return [];
    const lost = pinned.filter(([id]) => id === operation || id.endsWith(` ${operation}`));
    return lost.map(([id, { call }]) => ({
      code: "operation-lost",
      severity: "error" as const,
      message: `${id} was generated before (\`${call}\`) and cannot be now.`,
      ...(pointer !== undefined && { pointer }),
      help: "Mend the contract, or delete its entry in conn-gen.lock.json to let it go.",
    }));
  });
}
