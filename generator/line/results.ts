import type { OutputFile } from "../../templates/files/output.js";
import type { Contract } from "../contract/contract.js";
import type { Diagnostic, Locator } from "../diagnostics.js";
import type { Finding } from "../drift/finding.js";
import type { Plan } from "../plan/plan.js";
import type { Document, Part } from "../read/document.js";
import type { Lock } from "../write/lock.js";

/** A client in memory: everything but the writing is done. */
export interface Generated {
  readonly name: string;
  readonly files: readonly OutputFile[];
  readonly lock: Lock;
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly Locator[];
  readonly counts: { readonly [what in "operations" | "types" | "skipped" | "files" | "bytes"]: number };
  /** Milliseconds by stage. */
  readonly timings: { readonly [stage: string]: number };
  /** What the user types next. */
  readonly nextSteps: { readonly install: readonly string[]; readonly snippet: string };
}

/** A contract understood: its facts and our decisions, nothing emitted. */
export interface Understood {
  readonly contract: Contract;
  readonly plan: Plan;
  /** The contract's own document, which finds the places of the others too. */
  readonly root: Document;
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly Part[];
}

/** What the contract says and what we decided, as data that prints as JSON. */
export interface Inspected {
  readonly contract: Contract;
  readonly plan: unknown;
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly Locator[];
}

/** Two contracts and what differs between them. */
export interface Drift {
  readonly findings: readonly Finding[];
  readonly contracts: { readonly old: Contract; readonly new: Contract };
  readonly documents: { readonly old: Document; readonly new: Document };
  /** The GraphQL documents that the client is made of. */
  readonly queries: readonly Document[];
  readonly diagnostics: readonly Diagnostic[];
}
