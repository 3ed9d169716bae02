import { type Check, type Findings, isObject, report, reportNearest, self, type Trial } from "./check.js";

/** What schemas ask beside the kind of a value; apart from `check.ts` so that others do not carry it. */

/** Whether a check finds nothing wrong with a value. */
export function accepts(value: unknown, check: Check): boolean {
  const trial: Findings = { issues: [] };
  check(trial, value);
  return trial.issues.length === 0;
}

/** A value that a check refuses. */
export function not(at: Findings, value: unknown, check: Check): void {
  if (accepts(value, check)) report(at, self, "is one of the values that are ruled out");
}

/** A value that exactly one of these accepts. */
export function oneOf(at: Findings, value: unknown, ...checks: readonly Check[]): void {
  const trials = checks.map((check) => {
    const trial: Trial = { issues: [], strangers: [] };
    check(trial, value);
    return trial;
  });
  const accepted = trials.filter(({ issues }) => issues.length === 0).length;
  if (accepted > 1) report(at, self, `is right in ${accepted} ways where only one may be`);
  else if (accepted === 0) reportNearest(at, trials);
}

/** An object that has this member. */
export function has(value: unknown, key: string): boolean {
  return isObject(value) && Object.hasOwn(value, key) && value[key] !== undefined;
}

/** The names of an object's members. */
export function names(at: Findings, value: unknown, check: Check): void {
  if (!isObject(value)) return;
  for (const key of Object.keys(value)) {
    const trial: Findings = { issues: [] };
    if (value[key] !== undefined) check(trial, key);
    for (const { message } of trial.issues) report(at, key, `has a name that ${message}`);
  }
}

/** A list that has so many items of a kind. */
export function contains(at: Findings, value: unknown, check: Check, min: number = 1, max: number = Infinity): void {
  if (!Array.isArray(value)) return;
  const { length } = value.filter((item) => accepts(item, check));
  if (length < min) report(at, self, `must have at least ${min} items of a kind`);
  if (length > max) report(at, self, `must have at most ${max} items of a kind`);
}
