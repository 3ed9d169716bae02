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
  readonly issues: FoundIssue[];
  /** Those of the issues that are about a constant: what tells one variant of a union from another. */
  readonly strangers?: FoundIssue[];
}

interface FoundIssue {
  pointer: string;
  message: string;
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

/** Which member of a value is checked, or item; `self` = the value itself. */
export type Key = string | number | undefined;
export const self = undefined;

export function read(value: unknown, key: Key): unknown {
  return key === undefined ? value : (value as Members)[key];
}

/** One step of a JSON pointer. */
function step(key: Key): string {
  return key === undefined ? "" : `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

export function report(at: Findings, key: Key, message: string): void {
  at.issues.push({ pointer: step(key), message });
}

/** True where there is nothing further to check: the member is missing or null, rightly or not. */
export function isAbsent(at: Findings, key: Key, found: unknown, presence: Presence): boolean {
  if (found === undefined) {
    if ((presence & optional) === 0) report(at, key, "is required");
    return true;
  }
  return found === null && (presence & nullable) !== 0;
}

/** Runs a check on a member and puts the member's pointer before what it reports. */
export function member(at: Findings, value: unknown, key: Key, presence: Presence, check: Check): void {
  const found = read(value, key);
  if (isAbsent(at, key, found, presence)) return;
  inside(at, key, () => check(at, found));
}

/** Does something inside of a member and puts the member's pointer before what it reports. */
export function inside<Value>(at: Findings, key: Key, work: () => Value): Value {
  const before = at.issues.length;
  const value = work();
  if (at.issues.length > before) for (const issue of at.issues.slice(before)) issue.pointer = step(key) + issue.pointer;
  return value;
}

/** A member that may hold anything, but must be there. */
export function present(at: Findings, value: unknown, key: Key): void {
  isAbsent(at, key, read(value, key), required);
}

/** An object; its members are checked by what follows. */
export function object(at: Findings, value: unknown): value is Members {
  if (isObject(value)) return true;
  report(at, self, "must be an object");
  return false;
}

export function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A string; lengths count code points, as JSON Schema does. */
export function string(
  at: Findings,
  value: unknown,
  key: Key,
  presence: Presence,
  min: number = 0,
  max: number = Infinity,
  pattern?: RegExp,
): void {
  const found = read(value, key);
  if (isAbsent(at, key, found, presence)) return;
  if (typeof found !== "string") return report(at, key, "must be a string");
  // There are at most two code units to a code point, and never less than one: most strings need no count.
  if (found.length > max && count(found) > max) report(at, key, `must have at most ${max} characters`);
  if (found.length < 2 * min && count(found) < min) report(at, key, `must have at least ${min} characters`);
  if (pattern !== undefined && !pattern.test(found)) report(at, key, `must match ${pattern.source}`);
}

function count(text: string): number {
  return [...text].length;
}

/** A finite number. */
export function number(
  at: Findings,
  value: unknown,
  key: Key,
  presence: Presence,
  min: number = -Infinity,
  max: number = Infinity,
): void {
  const found = read(value, key);
  if (isAbsent(at, key, found, presence)) return;
  if (typeof found !== "number" || !Number.isFinite(found)) return report(at, key, "must be a number");
  if (found < min) report(at, key, `must be at least ${min}`);
  if (found > max) report(at, key, `must be at most ${max}`);
}

/** A whole number that JavaScript holds exactly. */
export function integer(
  at: Findings,
  value: unknown,
  key: Key,
  presence: Presence,
  min: number = -Infinity,
  max: number = Infinity,
): void {
  const found = read(value, key);
  if (isAbsent(at, key, found, presence)) return;
  if (!Number.isInteger(found)) return report(at, key, "must be a whole number");
  if (!Number.isSafeInteger(found)) return report(at, key, "is a whole number too large to be exact");
  number(at, value, key, required, min, max);
}

export function boolean(at: Findings, value: unknown, key: Key, presence: Presence): void {
  const found = read(value, key);
  if (!isAbsent(at, key, found, presence) && typeof found !== "boolean") report(at, key, "must be true or false");
}

/** One of these values. */
export function literal(
  at: Findings,
  value: unknown,
  key: Key,
  presence: Presence,
  ...values: readonly (string | number | boolean | null)[]
): void {
  const found = read(value, key);
  if (values.includes(found as string)) return;
  const before = at.issues.length;
  if (!isAbsent(at, key, found, presence)) {
    report(at, key, `must be ${values.map((each) => JSON.stringify(each)).join(" or ")}`);
  }
  if (values.length === 1) at.strangers?.push(...at.issues.slice(before));
}

/** A list; each item is checked. */
export function list(
  at: Findings,
  value: unknown,
  key: Key,
  presence: Presence,
  check: Check | undefined,
  min: number = 0,
  max: number = Infinity,
): void {
  const found = read(value, key);
  if (isAbsent(at, key, found, presence)) return;
  if (!Array.isArray(found)) return report(at, key, "must be a list");
  if (found.length < min) report(at, key, `must have at least ${min} items`);
  if (found.length > max) report(at, key, `must have at most ${max} items`);
  if (check) inside(at, key, () => found.forEach((item, index) => inside(at, index, () => check(at, item))));
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
    member(at, value, key, required, check);
  }
}

/** Accepts nothing. */
export function never(at: Findings): void {
  report(at, self, "is not known here");
}

/** The string that tells an object's variant; reports an object without one. */
export function tag(at: Findings, value: unknown, key: string): string | undefined {
  if (!object(at, value)) return undefined;
  const found = Object.hasOwn(value, key) ? value[key] : undefined;
  if (typeof found === "string") return found;
  report(at, key, found === undefined ? "is required" : "must be a string");
  return undefined;
}

/** A value that at least one of these accepts; else what the nearest one says against it. */
export function anyOf(at: Findings, value: unknown, ...checks: readonly Check[]): void {
  const trials: Trial[] = [];
  for (const check of checks) {
    const trial: Trial = { issues: [], strangers: [] };
    check(trial, value);
    if (trial.issues.length === 0) return;
    trials.push(trial);
  }
  reportNearest(at, trials);
}

/** What the nearest variant says against a value that none accepts. */
export function reportNearest(at: Findings, trials: readonly Trial[]): void {
  const [first, ...others] = trials;
  if (first === undefined) return;
  const { issues, strangers } = others.reduce((one, other) => (distance(other) < distance(one) ? other : one), first);
  at.issues.push(...issues);
  at.strangers?.push(...strangers);
}

/** What one variant says of a value. */
export type Trial = Required<Findings>;

/** A wrong kind is farther off than the constant of another variant, and that than wrong members, however many. */
function distance({ issues, strangers }: Trial): number {
  if (issues.some(({ pointer }) => pointer === "")) return Infinity;
  return strangers.filter(({ pointer }) => pointer.lastIndexOf("/") === 0).length * 1e6 + issues.length;
}
