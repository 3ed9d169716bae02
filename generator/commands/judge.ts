import { appendFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Settings } from "../config.js";
import { type ExitCode, exitCodes, usageFailure } from "../diagnostics.js";
import { applyBaseline, type Baseline } from "../drift/baseline.js";
import type { Finding } from "../drift/finding.js";
import type { Policy } from "../drift/policy.js";
import { type Format, FORMATS, isFormat, renderReport } from "../drift/report/formats.js";
import { placeFindings } from "../drift/report/places.js";
import { type FailOn, isFailing, type Report } from "../drift/report/report.js";
import { applySeverities } from "../drift/severity.js";
import type { Drift } from "../pipeline.js";
import { render } from "../report/diagnostics.js";
import { createPaint } from "../report/paint.js";
import { countOf } from "../report/text.js";
import { writeTextFile } from "../write/text-file.js";
import type { Flags } from "./arguments.js";
import { describeProblems, readBaseline, writeBaseline } from "./baseline.js";
import type { Line } from "./line.js";
import { readPolicy } from "./policy.js";
import type { Terminal } from "./terminal.js";
import { judgeUse, readTsconfig } from "./used.js";

/** What decides on findings, and where reports go: read before anything is compared. */
export interface Judging {
  readonly failOn: FailOn;
  readonly outlets: readonly Outlet[];
  readonly policy: Policy;
  readonly tsconfig: string | undefined;
  readonly baseline: Baseline | undefined;
}

/** Where a report goes; without a file to stdout. */
interface Outlet {
  readonly format: Format;
  readonly file?: string;
}

/** A comparison, and the settings of the client that the user's code is compiled against. */
export interface Compared {
  readonly drift: Drift;
  readonly old: Settings;
}

/** The world that findings are told to. */
export interface Telling {
  readonly flags: Flags;
  readonly terminal: Terminal;
  readonly line: Line;
}

/** Reads everything that the flags say of findings and reports. */
export async function readJudging(flags: Flags, terminal: Terminal): Promise<Judging> {
  const { baseline, "baseline-update": update } = flags;
  if (update && baseline === undefined)
    throw usageFailure("--baseline-update needs to know which", "add --baseline FILE");
  const policy = await readPolicy(flags.policy, terminal.cwd);
  return {
    failOn: readFailOn(flags["fail-on"]),
    outlets: readOutlets(flags),
    policy,
    tsconfig: readTsconfig(flags, policy, terminal),
    baseline:
      baseline === undefined
        ? undefined
        : await readBaseline(baseline, { cwd: terminal.cwd, mayBeNew: update === true }),
  };
}

/** What was told of comparisons, and how that ends. */
export interface Told {
  readonly exitCode: ExitCode;
  readonly reports: readonly Report[];
}

/** Judges comparisons and tells what is found. */
export async function tellDrift(all: readonly Compared[], judging: Judging, telling: Telling): Promise<Told> {
  const { flags, terminal } = telling;
  const judged: { readonly drift: Drift; readonly findings: readonly Finding[] }[] = [];
  for (const compared of all) {
    if (!flags.quiet) sayDiagnostics(compared.drift, terminal);
    judged.push({ drift: compared.drift, findings: await judgeOne(compared, judging, telling) });
  }
  const found = judged.flatMap(({ findings }) => findings);
  if (flags["baseline-update"]) {
    await updateBaseline(found, judging, telling);
    return { exitCode: exitCodes.done, reports: [] };
  }
  const { baseline, policy, failOn } = judging;
  const accept = (findings: readonly Finding[]) =>
    baseline === undefined ? { findings, problems: [] } : applyBaseline(findings, baseline, policy.today);
  const reports = judged.map(({ drift, findings }) => makeReport(drift, accept(findings).findings, failOn));
  for (const report of reports) for (const outlet of judging.outlets) await writeReport(outlet, report, telling);
  const problems = describeProblems(accept(found).problems, flags.baseline ?? "");
  if (problems.length > 0) {
    const paint = createPaint(terminal.stderr, terminal.env);
    terminal.stderr.write(`${render(problems, [], { paint })}\n`);
  }
  const fails = reports.some(({ findings }) => findings.some((finding) => isFailing(finding, failOn)));
  return { exitCode: fails || problems.length > 0 ? exitCodes.findings : exitCodes.done, reports };
}

async function judgeOne({ drift, old }: Compared, judging: Judging, telling: Telling): Promise<readonly Finding[]> {
  const { tsconfig, policy } = judging;
  const { line, terminal } = telling;
  const isNothing = drift.findings.length === 0 && drift.queries.length === 0;
  const findings =
    tsconfig === undefined || isNothing
      ? drift.findings
      : await judgeUse(drift, { old, tsconfig }, { line, cwd: terminal.cwd });
  return applySeverities(findings, policy.severity ?? []);
}

async function updateBaseline(found: readonly Finding[], judging: Judging, telling: Telling): Promise<void> {
  const { flags, terminal } = telling;
  const { baseline = { version: 1, accepted: [] }, failOn } = judging;
  const failing = found.filter((finding) => isFailing(finding, failOn));
  const open = await writeBaseline(resolve(terminal.cwd, flags.baseline ?? ""), failing, baseline);
  const count = countOf(failing.length, "finding");
  const more = open === 0 ? "" : `; ${open} of them still need a \`reason\``;
  if (!flags.quiet) terminal.stdout.write(`${flags.baseline}: ${count} accepted${more}\n`);
}

const LEVELS: readonly FailOn[] = ["breaking", "warning", "any", "never"];

function readFailOn(given = "breaking"): FailOn {
  const level = LEVELS.find((each) => each === given);
  if (level !== undefined) return level;
  throw usageFailure(`--fail-on is ${LEVELS.join(", ")}, not ${given}`, "leave it out for breaking");
}

/** Text for people, unless something else was asked for stdout. */
function readOutlets({ report = [], json, quiet }: Flags): readonly Outlet[] {
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

function makeReport({ contracts, documents }: Drift, findings: readonly Finding[], failOn: FailOn): Report {
  const side = (which: "old" | "new") => ({
    uri: documents[which].source.uri,
    title: contracts[which].title,
    version: contracts[which].version,
  });
  return { sides: { old: side("old"), new: side("new") }, findings: placeFindings(findings, documents), failOn };
}

function sayDiagnostics({ diagnostics, documents }: Drift, { stderr, env }: Terminal): void {
  const worth = diagnostics.filter(({ severity }) => severity !== "note");
  if (worth.length === 0) return;
  stderr.write(`${render(worth, [documents.new, documents.old], { paint: createPaint(stderr, env) })}\n`);
}

async function writeReport(
  { format, file }: Outlet,
  report: Report,
  { flags, terminal }: Pick<Telling, "flags" | "terminal">,
): Promise<void> {
  if (file !== undefined) return writeTextFile(resolve(terminal.cwd, file), renderReport(format, report));
  const summary = terminal.env["GITHUB_STEP_SUMMARY"];
  // GitHub shows ten annotations of a kind; all findings are in the summary of the step.
  if (format === "github" && summary) await appendFile(summary, renderReport("markdown", report));
  if (flags.quiet) return;
  terminal.stdout.write(renderReport(format, report, createPaint(terminal.stdout, terminal.env)));
}
