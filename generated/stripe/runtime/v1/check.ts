// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** Checks a value and reports what is wrong with it; reports nothing where it is right. */
export type Check = (at: Findings, value: unknown) => void;

/** One thing that is wrong with a value. */
export interface Issue {
  /** Where: a JSON pointer into the checked value, `""` for the value itself. */
  readonly pointer: string;
  readonly message: string;
}

/** Collects issues; their pointers grow as the checks return, so that a right value costs no path building. */
export interface Findings {
  readonly issues: { pointer: string; message: string }[];
}

/** The members of an object, before anything is known of them. */
export interface Members {
  readonly [key: string]: unknown;
}

/** Whether a member may be missing, null, or both. */
export type Presence = 0 | 1 | 2 | 3;
export const required = 0;
export const optional = 1;
export const nullable = 2;
export const optionalOrNull = 3;

function report(at: Findings, pointer: string, message: string): void {
  at.issues.push({ pointer, message });
}

/** True where there is nothing further to check: the member is missing or null, rightly or not. */
function isAbsent(at: Findings, pointer: string, value: unknown, presence: Presence): boolean {
  if (value === undefined) {
    if ((presence & optional) === 0) report(at, pointer, "is required");
    return true;
  }
  return value === null && (presence & nullable) !== 0;
}

/** Runs a check on a member and puts the member's pointer before what it reports. */
export function member(at: Findings, pointer: string, value: unknown, presence: Presence, check: Check): void {
  if (!isAbsent(at, pointer, value, presence)) inside(at, pointer, value, check);
}

function inside(at: Findings, pointer: string, value: unknown, check: Check): void {
  const { issues } = at;
  const before = issues.length;
  check(at, value);
  for (let index = before; index < issues.length; index++) {
    const issue = issues[index];
    if (issue !== undefined) issue.pointer = pointer + issue.pointer;
  }
}

/** A member that may hold anything, but must be there. */
export function present(at: Findings, pointer: string, value: unknown): void {
  isAbsent(at, pointer, value, required);
}

/** An object; its members are checked by what follows. */
export function object(at: Findings, value: unknown): value is Members {
  if (isObject(value)) return true;
  report(at, "", "must be an object");
  return false;
}

export function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A string; lengths count code points, as JSON Schema does. */
export function string(
  at: Findings,
  pointer: string,
  value: unknown,
  presence: Presence,
  min: number = 0,
  max: number = Infinity,
  pattern?: RegExp,
): void {
  if (isAbsent(at, pointer, value, presence)) return;
  if (typeof value !== "string") return report(at, pointer, "must be a string");
  // Code points are never more than code units, so most strings need no count.
  if (value.length > max && count(value) > max) report(at, pointer, `must have at most ${max} characters`);
  if (min > 0 && count(value) < min) report(at, pointer, `must have at least ${min} characters`);
  if (pattern !== undefined && !pattern.test(value)) report(at, pointer, `must match ${pattern.source}`);
}

function count(text: string): number {
  let points = 0;
  for (const _ of text) points++;
  return points;
}

/** A finite number. */
export function number(
  at: Findings,
  pointer: string,
  value: unknown,
  presence: Presence,
  min: number = -Infinity,
  max: number = Infinity,
): void {
  if (isAbsent(at, pointer, value, presence)) return;
  if (typeof value !== "number" || !Number.isFinite(value)) return report(at, pointer, "must be a number");
  if (value < min) report(at, pointer, `must be at least ${min}`);
  if (value > max) report(at, pointer, `must be at most ${max}`);
}

/** A whole number that JavaScript holds exactly. */
export function integer(
  at: Findings,
  pointer: string,
  value: unknown,
  presence: Presence,
  min: number = -Infinity,
  max: number = Infinity,
): void {
  if (isAbsent(at, pointer, value, presence)) return;
  if (!Number.isInteger(value)) return report(at, pointer, "must be a whole number");
  if (!Number.isSafeInteger(value)) return report(at, pointer, "is a whole number too large to be exact");
  number(at, pointer, value, required, min, max);
}

export function boolean(at: Findings, pointer: string, value: unknown, presence: Presence): void {
  if (!isAbsent(at, pointer, value, presence) && typeof value !== "boolean")
    report(at, pointer, "must be true or false");
}

/** One of these values. */
export function literal(
  at: Findings,
  pointer: string,
  value: unknown,
  presence: Presence,
  ...values: readonly (string | number | boolean | null)[]
): void {
  if (isAbsent(at, pointer, value, presence) || values.includes(value as string)) return;
  report(at, pointer, `must be ${values.map((each) => JSON.stringify(each)).join(" or ")}`);
}

/** A list; each item is checked. */
export function list(
  at: Findings,
  pointer: string,
  value: unknown,
  presence: Presence,
  check: Check | undefined,
  min: number = 0,
  max: number = Infinity,
): void {
  if (isAbsent(at, pointer, value, presence)) return;
  if (!Array.isArray(value)) return report(at, pointer, "must be a list");
  if (value.length < min) report(at, pointer, `must have at least ${min} items`);
  if (value.length > max) report(at, pointer, `must have at most ${max} items`);
  if (check === undefined) return;
  for (let index = 0; index < value.length; index++) inside(at, `${pointer}/${index}`, value[index], check);
}

/** Every member of an object but the known ones and those that match a pattern; `never` as check refuses them. */
export function others(
  at: Findings,
  value: Members,
  known: readonly string[],
  check: Check,
  patterns?: readonly RegExp[],
): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key) || value[key] === undefined || patterns?.some((pattern) => pattern.test(key))) continue;
    inside(at, `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`, value[key], check);
  }
}

/** Accepts nothing. */
export function never(at: Findings): void {
  report(at, "", "is not known here");
}

/** The string that tells an object's variant; reports an object without one. */
export function tag(at: Findings, value: unknown, key: string): string | undefined {
  if (!object(at, value)) return undefined;
  const found = Object.hasOwn(value, key) ? value[key] : undefined;
  if (typeof found === "string") return found;
  report(at, `/${key}`, found === undefined ? "is required" : "must be a string");
  return undefined;
}

/** A value that at least one of these accepts; else what the nearest one says against it. */
export function anyOf(at: Findings, value: unknown, ...checks: readonly Check[]): void {
  let nearest: Findings["issues"] | undefined;
  for (const check of checks) {
    const trial: Findings = { issues: [] };
    check(trial, value);
    if (trial.issues.length === 0) return;
    if (nearest === undefined || distance(trial.issues) < distance(nearest)) nearest = trial.issues;
  }
  at.issues.push(...(nearest ?? []));
}

/** A wrong type is farther off than a wrong member, however many. */
function distance(issues: Findings["issues"]): number {
  return issues.some((issue) => issue.pointer === "") ? Infinity : issues.length;
}
