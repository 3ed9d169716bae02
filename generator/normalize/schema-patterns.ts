import { toRegExp } from "../contract/pattern.js";
import type { Pointer } from "../contract/pointer.js";
import type { Reading } from "./reading.js";

/** Tells of a pattern that nothing is held against. */
export function checkPattern(pattern: string, at: Pointer, reading: Reading): void {
  if (toRegExp(pattern) !== undefined) return;
  reading.report({
    code: "pattern-not-checked",
    severity: "warning",
    message: `The pattern \`${pattern.slice(0, 80)}\` is not checked: JavaScript cannot read it, or it may take exponential time.`,
    pointer: at,
    help: "Write it without nested repetition and back references.",
  });
}
