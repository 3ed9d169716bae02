import type { Level } from "../finding.js";
import { reaches } from "../law.js";
import type { Pair } from "../walk.js";
import type { PlacedFinding } from "./places.js";

/** What every format is made of. */
export interface Report {
  readonly sides: Pair<{ readonly uri: string; readonly title: string; readonly version: string }>;
  /** The worst first. */
  readonly findings: readonly PlacedFinding[];
  /** From which level on findings fail the run. */
  readonly failOn: FailOn;
  /** Set where a contract was held against traffic, and not against another contract. */
  readonly traffic?: Traffic;
}

/** What of a contract was seen in traffic. */
export interface Traffic {
  readonly exchanges: number;
  /** Those that were not with the contract's servers. */
  readonly foreign: number;
  readonly operations: readonly SeenOperation[];
  /** Whether every operation is to be told of. */
  readonly isCoverageAsked: boolean;
}

/** How often an operation's answers were seen, by status, and what is declared and was not. */
export interface SeenOperation {
  readonly operation: string;
  readonly statuses: { readonly [status: string]: number };
  readonly unseen: readonly string[];
}

/** `any` = every finding fails, `never` = none does. */
export type FailOn = "breaking" | "warning" | "any" | "never";

/** Whether a finding fails the run. */
export function isFailing({ level }: { readonly level: Level }, failOn: FailOn): boolean {
  if (failOn === "never") return false;
  return failOn === "any" || reaches(level, failOn);
}

/** How many findings there are of each level. */
export function countLevels(findings: readonly { readonly level: Level }[]): {
  readonly [level in "breaking" | "warning" | "info"]: number;
} {
  const count = (level: Level): number => findings.filter((finding) => finding.level === level).length;
  return { breaking: count("breaking"), warning: count("warning"), info: count("info") };
}

/** Findings by what they are about: an operation, a named schema, or the whole contract. */
export function groupFindings(findings: readonly PlacedFinding[]): ReadonlyMap<string, readonly PlacedFinding[]> {
  const groups = new Map<string, PlacedFinding[]>();
  for (const finding of findings) {
    const name = groupOf(finding);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [finding]);
    else group.push(finding);
  }
  return groups;
}

function groupOf({ operations, element, symbols }: PlacedFinding): string {
  const [only] = operations;
  if (operations.length !== 1 || only === undefined) return /^[^ .[]+/.exec(element)?.[0] ?? "contract";
  return symbols[0] === undefined ? only : `${symbols[0]}  ${only}`;
}
