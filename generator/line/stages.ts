import { type Diagnostic, exitCodes, Failure, type Stage } from "../diagnostics.js";
import type { Part } from "../read/document.js";

/** The stages of the straight line, in order; the last one is the only one that touches the output folder. */
export type StageName = "read" | "normalize" | "plan" | "emit" | "write";

/** Hears what the line is at. */
export type Watch = (progress: { readonly stage: StageName; readonly count?: number; readonly note?: string }) => void;

/** A run along the line, and what was said, read and spent on the way. */
export interface Line {
  readonly stage: <Value>(name: StageName, run: () => Running<Value>, count?: number) => Promise<Value>;
  readonly say: (diagnostics: readonly Diagnostic[]) => void;
  /** Takes note of what was read, so that whatever goes wrong later can show its place. */
  readonly show: (parts: Iterable<Part>) => void;
  readonly diagnostics: readonly Diagnostic[];
  readonly documents: readonly Part[];
  /** Milliseconds by stage. */
  readonly timings: { readonly [stage: string]: number };
}

type Running<Value> = Stage<Value> | Promise<Stage<Value>>;

/** Runs stage after stage; what they say is kept, an error ends the line. */
export function startLine(watch: Watch): Line {
  const diagnostics: Diagnostic[] = [];
  const documents: Part[] = [];
  const timings: { [stage: string]: number } = {};
  async function stage<Value>(name: StageName, run: () => Running<Value>, count?: number): Promise<Value> {
    watch({ stage: name, ...(count !== undefined && { count }) });
    const start = performance.now();
    const result = await run();
    timings[name] = performance.now() - start;
    say(result.diagnostics);
    return result.value;
  }
  function say(more: readonly Diagnostic[]): void {
    diagnostics.push(...more);
    const isFatal = more.some((diagnostic) => diagnostic.severity === "error");
    if (isFatal) throw new Failure(exitCodes.data, diagnostics, documents);
  }
  function show(parts: Iterable<Part>): void {
    documents.push(...parts);
  }
  return { stage, say, show, diagnostics, documents, timings };
}
