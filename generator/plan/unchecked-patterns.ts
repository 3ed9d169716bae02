import type { Contract } from "../contract/contract.js";
import type { Schema } from "../contract/schema.js";
import { toRegExp } from "../contract/pattern.js";
import { everyIn } from "../contract/walk.js";
import type { Diagnostic } from "../diagnostics.js";

/** Tells of the patterns that are not checked. */
export function findUncheckedPatterns(contract: Contract): Diagnostic[] {
  const unchecked = new Map<string, string>();
  const look = (root: Schema, at: string): void => {
    for (const schema of everyIn(root)) {
      if (schema.kind !== "string" || schema.pattern === undefined || toRegExp(schema.pattern) !== undefined) continue;
      if (!unchecked.has(schema.pattern)) unchecked.set(schema.pattern, at);
    }
  };
  for (const named of Object.values(contract.schemas)) look(named.schema, named.id);
  for (const { inputs, body } of contract.operations) {
    for (const each of [...inputs, ...(body?.contents ?? [])]) look(each.schema, each.at);
  }
  return [...unchecked].map(([pattern, pointer]) => ({
    code: "pattern-not-checked",
    severity: "warning",
    message: `\`pattern: ${pattern.slice(0, 80)}\` is not checked: JavaScript cannot read it, or it may take exponential time.`,
    pointer,
    help: "Write it without nested repetition and back references.",
  }));
}
