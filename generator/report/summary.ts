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

/** What to type next: what to install for all clients and, where there is but one, a first program. */
export function renderNextSteps(finished: readonly Finished[], paint: Paint): string {
  const steps = finished.map(({ generated }) => generated.nextSteps);
  const install = joinInstalls(steps.flatMap((step) => step.install)).map((line) => paint(line, "cyan"));
  const [only] = steps.length === 1 ? steps : [];
  const program = only === undefined ? [] : ["", ...only.snippet.trimEnd().split("\n")];
  const lines = [...install, ...program].map((line) => (line === "" ? "" : `  ${line}`));
  return lines.length === 0 ? "" : ["", paint("Next:", "bold"), ...lines, ""].join("\n");
}

/** One command for all that is needed, and one for what only development needs. */
function joinInstalls(lines: readonly string[]): string[] {
  const isDev = (line: string): boolean => line.startsWith("npm i -D ");
  return [lines.filter((line) => !isDev(line)), lines.filter(isDev)].flatMap((each) => {
    const words = new Set(each.flatMap((line) => line.split(" ")));
    return words.size === 0 ? [] : [[...words].join(" ")];
  });
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
