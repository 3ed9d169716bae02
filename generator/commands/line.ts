import type { Settings } from "../config.js";
import type { Diagnostic, Locator } from "../diagnostics.js";
import type { Lock } from "../write/lock.js";
import type { OutputFile } from "../write/output.js";

/** The stages of the straight line. */
export type StageName = "read" | "normalize" | "plan" | "emit" | "write";

/** What a stage tells while it works. */
export interface Progress {
  readonly stage: StageName;
  readonly count?: number;
  readonly note?: string;
}

/** Hears of progress. */
export type Watch = (progress: Progress) => void;

/** A client that was emitted and is not written yet. */
export interface Generated {
  readonly name: string;
  readonly files: readonly OutputFile[];
  readonly lock: Lock;
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly Locator[];
  readonly counts: {
    readonly operations: number;
    readonly types: number;
    readonly skipped: number;
    readonly files: number;
    readonly bytes: number;
  };
  /** Milliseconds by stage. */
  readonly timings: { readonly [stage: string]: number };
  /** What the user types next. */
  readonly nextSteps: { readonly install: readonly string[]; readonly snippet: string };
}

/** What the middle of the line knows, as data that prints as JSON. */
export interface Inspected {
  readonly contract: unknown;
  readonly plan: unknown;
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly Locator[];
}

/** The middle of the line, as commands call it. */
export interface Line {
  readonly generate: (settings: Settings, watch: Watch) => Promise<Generated>;
  readonly inspect: (settings: Settings, watch: Watch) => Promise<Inspected>;
}
