// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import {
  type Check,
  type Findings,
  type Key,
  type Members,
  type Presence,
  member,
  read,
  report,
  required,
  self,
} from "./check.js";

/** What few schemas need, apart from `check.ts` so that the others do not carry it. */

/** A multiple of a step; the tolerance is that of decimal fractions in binary. */
export function multipleOf(at: Findings, value: unknown, key: Key, step: number): void {
  const found = read(value, key);
  if (typeof found === "bigint" && found % BigInt(step)) report(at, key, `must be a multiple of ${step}`);
  if (typeof found !== "number") return;
  const quotient = found / step;
  if (Math.abs(quotient - Math.round(quotient)) <= Number.EPSILON * Math.max(1, Math.abs(quotient)) * 2) return;
  report(at, key, `must be a multiple of ${step}`);
}

/** A number beyond a bound that is itself excluded. */
export function beyond(at: Findings, value: unknown, key: Key, above: number, below: number = Infinity): void {
  const found = read(value, key);
  if (typeof found !== "number" && typeof found !== "bigint") return;
  if (found <= above) report(at, key, `must be greater than ${above}`);
  if (found >= below) report(at, key, `must be less than ${below}`);
}

/** A list without equal items. */
export function unique(at: Findings, value: unknown, key: Key): void {
  const found = read(value, key);
  if (!Array.isArray(found)) return;
  const seen = new Set<string>();
  for (const item of found) seen.add(canonical(item));
  if (seen.size < found.length) report(at, key, "must not have equal items");
}

/** Equal JSON values as equal texts, whatever the order of their members. */
function canonical(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (value instanceof Date) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(",")}}`;
}

/** One of these JSON values, objects and lists among them; null is told by the presence. */
export function equal(at: Findings, value: unknown, key: Key, presence: Presence, ...values: readonly unknown[]): void {
  member(at, value, key, presence, (inner, found) => {
    const text = canonical(found);
    if (values.some((each) => canonical(each) === text)) return;
    report(inner, self, `must be ${values.map((each) => JSON.stringify(each)).join(" or ")}`);
  });
}

/** One of very many JSON values. */
export function among(at: Findings, value: unknown, key: Key, presence: Presence, values: readonly unknown[]): void {
  member(at, value, key, presence, (inner, found) => {
    const text = canonical(found);
    if (!values.some((each) => canonical(each) === text)) report(inner, self, "must be one of the listed values");
  });
}

/** A list whose items are checked by position, and those behind them by `rest`. */
export function tuple(
  at: Findings,
  value: unknown,
  checks: readonly (Check | undefined)[],
  rest: Check | undefined,
): void {
  if (!Array.isArray(value)) return report(at, self, "must be a list");
  value.forEach((_, index) => {
    const check = index < checks.length ? checks[index] : rest;
    if (check !== undefined) member(at, value, String(index), required, check);
  });
}

/** How many members an object has. */
export function size(at: Findings, value: Members, min: number, max: number = Infinity): void {
  const { length } = Object.keys(value);
  if (length < min) report(at, self, `must have at least ${min} members`);
  if (length > max) report(at, self, `must have at most ${max} members`);
}

/** How many members a flat body has, which stand among parameters; without any, an optional one is not there. */
export function sizeBeside(
  at: Findings,
  value: Members,
  parameters: readonly string[],
  presence: Presence,
  min: number,
  max: number = Infinity,
): void {
  const members = Object.entries(value).filter(([key, member]) => member !== undefined && !parameters.includes(key));
  if (members.length || presence === required) size(at, Object.fromEntries(members), min, max);
}

/** Every member whose name matches a pattern. */
export function matching(at: Findings, value: Members, pattern: RegExp, check: Check): void {
  for (const key of Object.keys(value)) if (pattern.test(key)) member(at, value, key, required, check);
}

/** The members that an object has of its own: every object inherits a `constructor`, which is nobody's data. */
export function own(value: Members): Members {
  return Object.assign(Object.create(null) as Members, value);
}
