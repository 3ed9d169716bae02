import { appendFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type ExitCode, exitCodes, usageFailure } from "../diagnostics.js";
import { applyBaseline, type Baseline } from "../drift/baseline.js";
import type { Policy } from "../drift/policy.js";
import { type Format, FORMATS, isFormat, renderReport } from "../drift/report/formats.js";
import type { PlacedFinding } from "../drift/report/places.js";
import { type FailOn, isFailing, type Report } from "../drift/report/report.js";
import { render } from "../report/diagnostics.js";
import { createPaint } from "../report/paint.js";
import { countOf } from "../report/text.js";
import { writeTextFile } from "../write/text-file.js";
import type { Flags } from "./arguments.js";
import { describeProblems, writeBaseline } from "./baseline.js";
import type { Terminal } from "./terminal.js";

/** Where a report goes; without a file to stdout. */
export interface Outlet {
  readonly format: Format;
  readonly file?: string;
}

/** What decides which findings fail, and where reports go. */
export interface Telling {
  readonly failOn: FailOn;
  readonly outlets: readonly Outlet[];
  readonly policy: Policy;
  readonly baseline: Baseline | undefined;
}

/** Who hears of findings. */
export interface Audience {
  readonly flags: Flags;
  readonly terminal: Terminal;
}

/** What was told, and how that ends. */
export interface Told {
  readonly exitCode: ExitCode;
  readonly reports: readonly Report[];
}

/** Tells what was found, but for what the baseline accepts; or writes that anew. */
export async function tellReports(found: readonly Report[], telling: Telling, audience: Audience): Promise<Told> {
  const { flags, terminal } = audience;
  const findings = found.flatMap((report) => report.findings);
  if (flags["baseline-update"]) {
    await updateBaseline(findings, telling, audience);
    return { exitCode: exitCodes.done, reports: [] };
  }
  const { baseline, policy, failOn } = telling;
  const accept = (all: readonly PlacedFinding[]) =>
    baseline === undefined ? { findings: all, problems: [] } : applyBaseline(all, baseline, policy.today);
  const reports = found.map((report) => ({ ...report, findings: accept(report.findings).findings }));
  for (const report of reports) for (const outlet of telling.outlets) await writeReport(outlet, report, audience);
  const problems = describeProblems(accept(findings).problems, flags.baseline ?? "");
  if (problems.length > 0) {
    const paint = createPaint(terminal.stderr, terminal.env);
    terminal.stderr.write(`${render(problems, [], { paint })}\n`);
  }
  const fails = reports.some((report) => report.findings.some((finding) => isFailing(finding, failOn)));
  return { exitCode: fails || problems.length > 0 ? exitCodes.findings : exitCodes.done, reports };
}

async function updateBaseline(found: readonly PlacedFinding[], telling: Telling, audience: Audience): Promise<void> {
  const { flags, terminal } = audience;
  const { baseline = { version: 1, accepted: [] }, failOn } = telling;
  const failing = found.filter((finding) => isFailing(finding, failOn));
  const open = await writeBaseline(resolve(terminal.cwd, flags.baseline ?? ""), failing, baseline);
  const count = countOf(failing.length, "finding");
  const more = open === 0 ? "" : `; ${open} of them still need a \`reason\``;
  if (!flags.quiet) terminal.stdout.write(`${flags.baseline}: ${count} accepted${more}\n`);
}

/** Text for people, unless something else was asked for stdout. */
export function readOutlets({ report = [], json, quiet }: Flags): readonly Outlet[] {
  const outlets = report.map(readOutlet);
  if (json) outlets.push({ format: "json" });
  if (outlets.some(({ file }) => file === undefined) || quiet) return outlets;
  return [{ format: "text" }, ...outlets];
}

function readOutlet(given: string): Outlet {
  const [format = "", ...file] = given.split("=");
  if (!isFormat(format))
    throw usageFailure(`there is no report format ${format}`, `it is one of ${FORMATS.join(", ")}`);
  return file.length === 0 ? { format } : { format, file: file.join("=") };
}

async function writeReport({ format, file }: Outlet, report: Report, { flags, terminal }: Audience): Promise<void> {
  if (file !== undefined) return writeTextFile(resolve(terminal.cwd, file), renderReport(format, report));
  const summary = terminal.env["GITHUB_STEP_SUMMARY"];
  // GitHub shows ten annotations of a kind; all findings are in the summary of the step.
  if (format === "github" && summary) await appendFile(summary, renderReport("markdown", report));
  if (flags.quiet) return;
  terminal.stdout.write(renderReport(format, report, createPaint(terminal.stdout, terminal.env)));
}
