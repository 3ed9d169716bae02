import type { Place } from "../../diagnostics.js";
import type { Finding } from "../finding.js";

const LONGEST = 300;

/** `valid before, rejected now: {"limit":200}`. */
export function sayWitness({ witness }: Pick<Finding, "witness">): string | undefined {
  if (witness === undefined) return undefined;
  const text = JSON.stringify(witness.value);
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return `${witness.valid === "before" ? "valid before, rejected now" : "rejected before, valid now"}: ${shown}`;
}

/** `specs/shop.yaml:12:5`. */
export function sayPlace({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
