import type { Settings } from "../config.js";
import { type Diagnostic, exitCodes, Failure, type Severity } from "../diagnostics.js";
import type { Generated, Watch } from "../pipeline.js";
import type { Finished } from "../report/summary.js";
import { countOf } from "../report/text.js";
import { writeOutput } from "../write/output.js";
import type { Line } from "./line.js";

/** A client in memory, with where it belongs. */
export interface Emitted {
  readonly settings: Settings;
  readonly generated: Generated;
  readonly watch: Watch;
}

/** Whether repairs fail the run, and who hears of progress. */
export interface EmitOptions {
  readonly strict: boolean;
  readonly watch: Watch;
}

/** Runs the line up to the disk; fails where the result may not be written. */
export async function emitClient(line: Line, settings: Settings, { strict, watch }: EmitOptions): Promise<Emitted> {
  const generated = await line.generate(settings, watch);
  const { diagnostics, documents } = generated;
  const wrong = has(diagnostics, "error") ? [] : strict ? objectStrictly(diagnostics) : undefined;
  if (wrong) throw new Failure(exitCodes.data, [...diagnostics, ...wrong], documents);
  return { settings, generated, watch };
}

/** Writes an emitted client, and times it. */
export async function writeClient({ settings, generated, watch }: Emitted): Promise<Finished> {
  watch({ stage: "write", count: generated.files.length });
  const start = performance.now();
  const written = await writeOutput(settings.output, generated.files, generated.lock);
  const timings = { ...generated.timings, write: performance.now() - start };
  return { settings, generated: { ...generated, timings }, written };
}

function objectStrictly(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] | undefined {
  const repairs = diagnostics.filter((diagnostic) => diagnostic.severity === "repair").length;
  const skips = diagnostics.filter((diagnostic) => diagnostic.severity === "skip").length;
  if (repairs + skips === 0) return undefined;
  const message = `--strict: ${countOf(repairs, "repair")}, ${countOf(skips, "operation")} left out`;
  return [
    {
      code: "strict",
      severity: "error",
      message,
      help: "mend the contract, for which `--fix FILE` writes an overlay, or run without --strict",
    },
  ];
}

function has(diagnostics: readonly Diagnostic[], severity: Severity): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === severity);
}
