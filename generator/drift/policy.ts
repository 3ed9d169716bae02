import type { Severity } from "./severity.js";

/** How settled a part of a contract is; what is not stable may change. */
export type Stability = "draft" | "alpha" | "beta" | "stable";

/** What two sides agreed on beside the contract. */
export interface Policy {
  /** The day that sunsets are counted from, `2026-11-22`. */
  readonly today: string;
  /** How many days must lie between a deprecation and its sunset; less settled parts need none. */
  readonly minDays: { readonly stable: number; readonly beta: number };
  /** Whether a deprecation must say when it ends. */
  readonly requireSunset: boolean;
  /** Parts less settled than this are not held to anything. */
  readonly stability: Stability;
  /** `semver`: a breaking change without a new major version fails. */
  readonly versionBump: "semver" | "off";
  /** How bad certain findings are, whatever the law says. */
  readonly severity?: readonly Severity[];
  /** Whether only what the user's code uses fails, as with --used. */
  readonly used?: boolean;
  /** The program that is the user's code; relative to the working directory. */
  readonly tsconfig?: string;
}

/** What holds where nothing was agreed on. */
export function defaultPolicy(): Policy {
  return {
    today: new Date().toISOString().slice(0, 10),
    minDays: { stable: 0, beta: 0 },
    requireSunset: false,
    stability: "beta",
    versionBump: "off",
  };
}

const ORDER: readonly string[] = ["draft", "alpha", "beta", "stable"];

/** Whether a level is one of those that we know. */
export function isStability(level: unknown): level is Stability {
  return typeof level === "string" && ORDER.includes(level);
}

/** Below zero where the first is less settled than the second. */
export function compareStability(left: Stability, right: Stability): number {
  return ORDER.indexOf(left) - ORDER.indexOf(right);
}

const DAY = 24 * 60 * 60 * 1000;

/** Days from one date to another; `undefined` where one is no date. */
export function daysBetween(from: string, to: string): number | undefined {
  const [start, end] = [parseDay(from), parseDay(to)];
  return start === undefined || end === undefined ? undefined : Math.floor((end - start) / DAY);
}

/** `2026-11-22`, or a date with a time as RFC 3339 writes it. */
function parseDay(text: string): number | undefined {
  const day = /^(\d{4}-\d{2}-\d{2})(?:[Tt ][\d:.]+(?:[Zz]|[+-]\d{2}:\d{2})?)?$/.exec(text)?.[1];
  const time = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? undefined : time;
}
