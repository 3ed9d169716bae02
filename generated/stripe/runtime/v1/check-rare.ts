// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { member, type Check, type Findings, type Members, type Presence } from "./check.js";

/** What few schemas need, apart from `check.ts` so that the others do not carry it. */

/** A multiple of a step; the tolerance is that of decimal fractions in binary. */
export function multipleOf(at: Findings, pointer: string, value: unknown, step: number): void {
  if (typeof value !== "number") return;
  const quotient = value / step;
  if (Math.abs(quotient - Math.round(quotient)) <= Number.EPSILON * Math.max(1, Math.abs(quotient)) * 2) return;
  at.issues.push({ pointer, message: `must be a multiple of ${step}` });
}

/** A number beyond a bound that is itself excluded. */
export function beyond(at: Findings, pointer: string, value: unknown, above: number, below: number = Infinity): void {
  if (typeof value !== "number") return;
  if (value <= above) at.issues.push({ pointer, message: `must be greater than ${above}` });
  if (value >= below) at.issues.push({ pointer, message: `must be less than ${below}` });
}

/** A list without equal items. */
export function unique(at: Findings, pointer: string, value: unknown): void {
  if (!Array.isArray(value)) return;
  const seen = new Set<string>();
  for (const item of value) seen.add(canonical(item));
  if (seen.size < value.length) at.issues.push({ pointer, message: "must not have equal items" });
}

/** Equal JSON values as equal texts, whatever the order of their members. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(",")}}`;
}

/** One of these JSON values, objects and lists among them; null is told by the presence. */
export function equal(
  at: Findings,
  pointer: string,
  value: unknown,
  presence: Presence,
  ...values: readonly unknown[]
): void {
  member(at, pointer, value, presence, (inner, found) => {
    const text = canonical(found);
    if (values.some((each) => canonical(each) === text)) return;
    inner.issues.push({ pointer: "", message: `must be ${values.map((each) => JSON.stringify(each)).join(" or ")}` });
  });
}

/** A list whose items are checked by position, and those behind them by `rest`. */
export function tuple(at: Findings, value: unknown, checks: readonly Check[], rest: Check | undefined): void {
  if (!Array.isArray(value)) {
    at.issues.push({ pointer: "", message: "must be a list" });
    return;
  }
  value.forEach((item: unknown, index) => {
    const check = checks[index] ?? rest;
    if (check === undefined) return;
    const trial: Findings = { issues: [] };
    check(trial, item);
    for (const issue of trial.issues) at.issues.push({ ...issue, pointer: `/${index}${issue.pointer}` });
  });
}

/** How many members an object has. */
export function size(at: Findings, value: Members, min: number, max: number = Infinity): void {
  const { length } = Object.keys(value);
  if (length < min) at.issues.push({ pointer: "", message: `must have at least ${min} members` });
  if (length > max) at.issues.push({ pointer: "", message: `must have at most ${max} members` });
}

/** Every member whose name matches a pattern. */
export function matching(at: Findings, value: Members, pattern: RegExp, check: Check): void {
  for (const key of Object.keys(value)) {
    if (!pattern.test(key)) continue;
    const trial: Findings = { issues: [] };
    check(trial, value[key]);
    const step = `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    for (const issue of trial.issues) at.issues.push({ ...issue, pointer: step + issue.pointer });
  }
}
