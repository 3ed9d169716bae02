// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Members } from "../operation-case.js";
import { escapeStep, setAt } from "../pointer.js";
import type { Check, Issue } from "./mock-facts.js";

/** A text or a number of a sample that a test may have its own value for. */
export interface SampleValue {
  /** `METHOD /path` of the operation. */
  readonly operation: string;
  /** JSON pointer into the body. */
  readonly pointer: string;
  /** The name of the member that it stands in, `email`. */
  readonly name: string;
  readonly value: string | number;
}

/** Gives other values for samples, by a faker of the test's own; `undefined` = the sample's will do. */
export type MakeValue = (sample: SampleValue) => string | number | undefined;

/** A sample with values of the test's own, as far as the contract accepts them. */
export function fillValues(
  body: unknown,
  make: MakeValue,
  { operation, check }: { readonly operation: string; readonly check: Check | undefined },
): unknown {
  let filled = body;
  for (const { pointer, name, value } of leavesOf(body, "", "")) {
    const own = make({ operation, pointer, name, value });
    if (own === undefined || own === value) continue;
    const next = setAt(filled, pointer, own);
    if (keeps(check, next)) filled = next;
  }
  return filled;
}

function* leavesOf(value: unknown, pointer: string, name: string): Generator<Omit<SampleValue, "operation">> {
  if (typeof value === "string" || typeof value === "number") yield { pointer, name, value };
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return;
  for (const [key, member] of Object.entries(value as Members)) {
    yield* leavesOf(member, `${pointer}/${escapeStep(key)}`, Array.isArray(value) ? name : key);
  }
}

function keeps(check: Check | undefined, value: unknown): boolean {
  const issues: Issue[] = [];
  check?.({ issues }, value);
  return issues.length === 0;
}
