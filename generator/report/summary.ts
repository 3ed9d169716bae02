import type { Settings } from "../config.js";
import type { Diagnostic, Severity } from "../diagnostics.js";
import type { Generated } from "../pipeline.js";
import { showSource } from "../read/source.js";
import type { WriteReport } from "../write/output.js";
import type { Paint } from "./paint.js";
import { countOf, escapeControls, formatBytes, formatTime } from "./text.js";

/** A finished client and what writing it changed. */
export interface Finished {
  readonly settings: Settings;
  readonly generated: Generated;
  readonly written: WriteReport;
}

/** What was made, how long it took, and what to watch for. */
export function renderSummary({ settings, generated, written }: Finished, cwd: string, paint: Paint): string {
  const { counts } = generated;
  const skipped = counts.skipped > 0 ? `, ${paint(`${counts.skipped} skipped`, "magenta")}` : "";
  const made = [countOf(counts.operations, "operation") + skipped, countOf(counts.types, "type")];
  const size = `${countOf(countFiles(written), "file")} (${formatBytes(counts.bytes)})`;
  const lines = [
    `${paint("✓", "green")} ${paint(escapeControls(generated.name), "bold")} ${paint("→", "dim")} ${showSource(settings.output, cwd)}`,
    `  ${[...made, size].join(" · ")}`,
    `  ${renderChanges(written)}`,
    `  ${paint(renderTimings(generated.timings), "dim")}`,
    ...countDiagnostics(generated.diagnostics).map((line) => `  ${paint(line, "yellow")}`),
  ];
  return `${lines.join("\n")}\n`;
}

/** All files of a client, its lock among them. */
export function countFiles({ written, unchanged }: WriteReport): number {
  return written.length + unchanged;
}

/** What to type next. */
export function renderNextSteps({ generated }: Finished, paint: Paint): string {
  const { install, snippet } = generated.nextSteps;
  const code = snippet.trimEnd().split("\n");
  return [
    "",
    paint("Next:", "bold"),
    ...install.map((line) => `  ${paint(line, "cyan")}`),
    "",
    ...code.map((line) => (line === "" ? "" : `  ${line}`)),
    "",
  ].join("\n");
}

function renderChanges(written: WriteReport): string {
  const parts = [
    written.written.length > 0 ? `${countOf(written.written.length, "file")} written` : "",
    written.removed.length > 0 ? `${countOf(written.removed.length, "stale file")} removed` : "",
    written.unchanged > 0 ? `${written.unchanged} unchanged` : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function renderTimings(timings: Generated["timings"]): string {
  const total = Object.values(timings).reduce((sum, time) => sum + time, 0);
  const stages = Object.entries(timings).map(([stage, time]) => `${stage} ${formatTime(time)}`);
  return `${stages.join(" · ")} = ${formatTime(total)}`;
}

const NOUNS: readonly (readonly [Severity, string])[] = [
  ["skip", "operation left out"],
  ["repair", "repair"],
  ["warning", "warning"],
  ["note", "note"],
];

function countDiagnostics(diagnostics: readonly Diagnostic[]): string[] {
  const parts = NOUNS.flatMap(([severity, noun]) => {
    const count = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    if (count === 0) return [];
    return severity === "skip" ? [`${count} left out`] : [countOf(count, noun)];
  });
  return parts.length > 0 ? [parts.join(", ")] : [];
}
