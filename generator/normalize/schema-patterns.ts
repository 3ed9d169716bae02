import { findPatternFault, type PatternFault } from "../contract/pattern.js";
import type { Pointer } from "../contract/pointer.js";
import type { Reading } from "./reading.js";

const FAULTS: { readonly [fault in PatternFault]: readonly [reason: string, help: string] } = {
  long: ["it is very long", "Say the same in less than 1,000 characters."],
  young: [
    "not every JavaScript knows modifiers and names that groups share",
    "Write `[aA]` for `(?i:a)`, and give each group a name of its own.",
  ],
  explosive: ["it may take exponential time", "Write it without nested repetition and back references."],
  unreadable: [
    "JavaScript cannot read it",
    "Write it as ECMA-262 has it: `(?i)`, `\\A`, `\\Z` and `a++` are of other languages.",
  ],
};

/** Tells of a pattern that nothing is held against. */
export function checkPattern(pattern: string, at: Pointer, reading: Reading): void {
  const fault = findPatternFault(pattern);
  if (fault === undefined) return;
  const [reason, help] = FAULTS[fault];
  reading.report({
    code: "pattern-not-checked",
    severity: "warning",
    message: `The pattern \`${pattern.slice(0, 80)}\` is not checked: ${reason}.`,
    pointer: at,
    help,
  });
}
