import { guardFinding, sortFindings } from "./describe.js";
import type { Finding } from "./finding.js";

/** A finding that is known and put up with; what else an entry says stays as it is. */
export interface BaselineEntry {
  readonly fingerprint: string;
  /** Why; nobody accepts a finding without one. */
  readonly reason: string;
  readonly ticket?: string;
  /** The last day on which it is accepted, `2027-01-31`. */
  readonly expires?: string;
  /** What it is about, for people: written by `--baseline-update`. */
  readonly rule?: string;
  readonly message?: string;
}

/** The findings that a project accepts. */
export interface Baseline {
  readonly version: 1;
  readonly accepted: readonly BaselineEntry[];
}

/** An entry that accepts nothing, and why. */
export interface BaselineProblem {
  readonly entry: BaselineEntry;
  readonly kind: "expired" | "unused" | "unexplained";
}

/** What a baseline makes of findings. */
export interface Accepted<Given extends Finding> {
  readonly findings: readonly Given[];
  readonly problems: readonly BaselineProblem[];
}

/** Accepts what a baseline says; an entry that accepts nothing is a problem. */
export function applyBaseline<Given extends Finding>(
  findings: readonly Given[],
  { accepted }: Baseline,
  today: string,
): Accepted<Given> {
  const prints = new Set(findings.map(({ fingerprint }) => fingerprint));
  const problems = accepted.flatMap((entry): BaselineProblem[] => {
    const kind = findProblem(entry, prints, today);
    return kind === undefined ? [] : [{ entry, kind }];
  });
  const troubled = new Set(problems.map(({ entry }) => entry));
  const valid = new Set(accepted.filter((entry) => !troubled.has(entry)).map(({ fingerprint }) => fingerprint));
  const judged = findings.map((each) => (valid.has(each.fingerprint) ? guardFinding(each, "accepted") : each));
  return { findings: sortFindings(judged), problems };
}

function findProblem(
  { fingerprint, reason, expires }: BaselineEntry,
  prints: ReadonlySet<string>,
  today: string,
): BaselineProblem["kind"] | undefined {
  if (!prints.has(fingerprint)) return "unused";
  if (expires !== undefined && expires < today) return "expired";
  return reason.trim() === "" ? "unexplained" : undefined;
}

/** A baseline of these findings: entries that are there stay, others come without a reason, which people have to give. */
export function updateBaseline(findings: readonly Finding[], { accepted }: Baseline): Baseline {
  const known = new Map(accepted.map((entry) => [entry.fingerprint, entry]));
  const entries = findings.map(({ fingerprint, rule, message }): BaselineEntry => {
    const { reason = "", ...rest } = known.get(fingerprint) ?? {};
    return { ...rest, fingerprint, reason, rule, message };
  });
  const sorted = entries.sort((left, right) => (left.fingerprint < right.fingerprint ? -1 : 1));
  return { version: 1, accepted: sorted };
}
