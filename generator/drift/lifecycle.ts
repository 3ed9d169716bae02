import type { Json } from "../contract/schema.js";
import type { Guard } from "./finding.js";
import { compareStability, daysBetween, isStability, type Policy, type Stability } from "./policy.js";
import type { RuleId } from "./rules.js";
import type { Pair } from "./walk.js";

/** Where a part of a contract stands in its life. */
export interface Life {
  readonly deprecated?: true;
  readonly extensions?: { readonly [key: string]: Json };
}

/** One thing to say about a life; the place is the caller's to add. */
export interface LifeChange {
  readonly rule: RuleId;
  readonly guards: readonly Guard[];
  readonly words: { readonly [word: string]: string };
}

/** What has a life. */
export type Subject = "operation" | "parameter" | "property";

/** Compares where a part stands in its life, and holds it to the policy. */
export function compareLives({ old: before, new: after }: Pair<Life>, subject: Subject, policy: Policy): LifeChange[] {
  const levels = compareLevels({ old: before, new: after }, policy);
  if (levels.some(({ rule }) => rule === "stability-invalid")) return levels;
  const changes: LifeChange[] = [];
  const until = after.deprecated ? sunsetOf(after) : undefined;
  const words = { until: until === undefined ? "" : `, until ${until}` };
  if (after.deprecated && !before.deprecated) changes.push({ rule: `${subject}-deprecated`, guards: [], words });
  if (before.deprecated && !after.deprecated) changes.push({ rule: `${subject}-reactivated`, guards: [], words: {} });
  return [...changes, ...checkSunsets({ old: before, new: after }, policy), ...levels];
}

/** What the removal of a part comes to: announced and due, or a promise broken. */
export function judgeRemoval(life: Life, policy: Policy): { readonly guards: Guard[]; readonly changes: LifeChange[] } {
  if (!life.deprecated) return { guards: isHeld(life, policy) ? [] : ["unstable"], changes: [] };
  const sunset = sunsetOf(life);
  if (sunset === undefined) return { guards: ["sanctioned"], changes: [] };
  const days = daysBetween(policy.today, sunset);
  if (days === undefined) return { guards: [], changes: [breach("sunset-invalid", { value: sunset })] };
  return days > 0
    ? { guards: [], changes: [breach("sunset-ignored", { value: sunset })] }
    : { guards: ["sanctioned"], changes: [] };
}

/** Whether a part is settled enough to be held to what it says. */
export function isHeld(life: Life, policy: Policy): boolean {
  const level = levelOf(life);
  return level === "invalid" || compareStability(level, policy.stability) >= 0;
}

function breach(rule: RuleId, words: LifeChange["words"]): LifeChange {
  return { rule, guards: ["policy"], words };
}

function checkSunsets({ old: before, new: after }: Pair<Life>, policy: Policy): LifeChange[] {
  if (!after.deprecated || levelOf(after) === "invalid") return [];
  const [was, is] = [before.deprecated ? sunsetOf(before) : undefined, sunsetOf(after)];
  const minDays = minDaysOf(after, policy);
  if (!before.deprecated) return checkNewSunset(is, minDays, policy);
  if (was === is) return [];
  if (was === undefined) return [];
  if (is === undefined) return [breach("sunset-removed", { value: was })];
  const [earlier, later] = [daysBetween(policy.today, was), daysBetween(policy.today, is)];
  if (earlier === undefined || later === undefined) {
    return [breach("sunset-invalid", { value: earlier === undefined ? was : is })];
  }
  return later < earlier && later < minDays ? [breach("sunset-moved", { value: is, days: String(minDays) })] : [];
}

function checkNewSunset(sunset: string | undefined, minDays: number, policy: Policy): LifeChange[] {
  if (sunset === undefined) return policy.requireSunset || minDays > 0 ? [breach("sunset-missing", {})] : [];
  const days = daysBetween(policy.today, sunset);
  if (days === undefined) return [breach("sunset-invalid", { value: sunset })];
  return days < minDays ? [breach("sunset-too-soon", { value: sunset, days: String(minDays) })] : [];
}

function minDaysOf(life: Life, { minDays }: Policy): number {
  const level = levelOf(life);
  return level === "stable" || level === "beta" ? minDays[level] : 0;
}

function compareLevels({ old: before, new: after }: Pair<Life>, policy: Policy): LifeChange[] {
  const [was, is] = [levelOf(before), levelOf(after)];
  const told = { before: sayLevel(before), after: sayLevel(after) };
  if (told.before === told.after) return [];
  if (was === "invalid" || is === "invalid") {
    return [breach("stability-invalid", { value: was === "invalid" ? told.before : told.after })];
  }
  const step = compareStability(is, was);
  if (step === 0 || compareStability(was, policy.stability) < 0) return [];
  return [step < 0 ? breach("stability-lowered", told) : { rule: "stability-raised", guards: [], words: told }];
}

/** The keys under which contracts say how settled a part is. */
const STABILITY_KEYS = ["x-stability-level", "x-stability", "x-lifecycle-stage"];

function levelOf(life: Life): Stability | "invalid" {
  const said = saidLevel(life);
  if (said === undefined) return "stable";
  return isStability(said) ? said : "invalid";
}

function saidLevel({ extensions = {} }: Life): Json | undefined {
  const key = STABILITY_KEYS.find((each) => Object.hasOwn(extensions, each));
  return key === undefined ? undefined : extensions[key];
}

function sayLevel(life: Life): string {
  const said = saidLevel(life);
  return said === undefined ? "stable" : typeof said === "string" ? said : JSON.stringify(said);
}

function sunsetOf({ extensions = {} }: Life): string | undefined {
  const said = Object.hasOwn(extensions, "x-sunset") ? extensions["x-sunset"] : undefined;
  return said === undefined ? undefined : typeof said === "string" ? said : JSON.stringify(said);
}
