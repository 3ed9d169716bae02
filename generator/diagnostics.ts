/** How bad: `error` fails the run, `skip` leaves one operation out, `repair` mends with certainty, `warning` and `note` inform. */
export type Severity = "error" | "skip" | "repair" | "warning" | "note";

/** One thing to tell the user about a contract, with its place and what to do. */
export interface Diagnostic {
  /** Stable, kebab-case, `unresolved-ref`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** Into the contract, `#/info`, or a file that it refers to, `pet.yaml#/type`; turned into file:line:col when shown. */
  readonly pointer?: string;
  /** Where it is, when known without a pointer: syntax errors. */
  readonly place?: Place;
  /** The id of the operation that is left out; a path where all of its operations are. */
  readonly operation?: string;
  /** What to do about it. */
  readonly help?: string;
  /** The changes, one after the other, after which it would not be said again; the client stays the same. */
  readonly mend?: readonly Mend[];
}

/** A change to a contract, as an action of an overlay makes it. */
export type Mend =
  | { readonly at: string; readonly remove: true }
  | { readonly at: string; readonly update: { readonly [key: string]: unknown } };

/** What every stage of the line returns. */
export interface Stage<Value> {
  readonly value: Value;
  readonly diagnostics: readonly Diagnostic[];
}

/** A spot in a document, with the lines to show around it. */
export interface Place {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  /** The last line is the one that is meant; long lines are cut to the part around the spot. */
  readonly excerpt: readonly ExcerptLine[];
  /** Where the caret stands below the last line, 0-based, and how long it is. */
  readonly caret: { readonly start: number; readonly length: number };
}

/** One line of source as it is shown. */
export interface ExcerptLine {
  readonly line: number;
  readonly text: string;
}

/** A document that can tell where its pointers are. */
export interface Locator {
  /** What pointers into it begin with. */
  readonly name: string;
  readonly locate: (pointer: string) => Place | undefined;
}

/** How the process ends: sysexits, as far as we need them. */
export const exitCodes = {
  done: 0,
  findings: 1,
  stale: 2,
  edited: 3,
  usage: 64,
  data: 65,
  bug: 70,
  output: 73,
} as const;

/** One of `exitCodes`. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The end of a run that cannot go on, with everything there is to say about it. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly exitCode: ExitCode;
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly Locator[];

  constructor(exitCode: ExitCode, diagnostics: readonly Diagnostic[], documents: readonly Locator[] = []) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join("\n"));
    this.exitCode = exitCode;
    this.diagnostics = diagnostics;
    this.documents = documents;
  }
}

/** A `Failure` with a single error. */
export function failure(exitCode: ExitCode, diagnostic: Omit<Diagnostic, "severity">): Failure {
  return new Failure(exitCode, [{ ...diagnostic, severity: "error" }]);
}

/** The end of a run that was asked for in a way that makes no sense. */
export function usageFailure(message: string, help: string): Failure {
  return failure(exitCodes.usage, { code: "usage", message, help });
}
