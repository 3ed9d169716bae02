import type { Settings } from "../config.js";
import { usageFailure } from "../diagnostics.js";
import type { Finding } from "../drift/finding.js";
import { placeFindings } from "../drift/report/places.js";
import type { FailOn, Report } from "../drift/report/report.js";
import { applySeverities } from "../drift/severity.js";
import type { Drift } from "../pipeline.js";
import { render } from "../report/diagnostics.js";
import { createPaint } from "../report/paint.js";
import type { Flags } from "./arguments.js";
import { readBaseline } from "./baseline.js";
import type { Line } from "./line.js";
import { readPolicy } from "./policy.js";
import { type Audience, readOutlets, type Telling, tellReports, type Told } from "./tell.js";
import type { Terminal } from "./terminal.js";
import { judgeUse, readTsconfig } from "./used.js";

/** What decides on findings: read before anything is compared. */
export interface Judging extends Telling {
  readonly tsconfig: string | undefined;
}

/** A comparison, and the settings of the client that the user's code is compiled against. */
export interface Compared {
  readonly drift: Drift;
  readonly old: Settings;
}

/** Those who hear of findings, and the line that makes the clients of users. */
export interface World extends Audience {
  readonly line: Line;
}

/** Reads everything that the flags say of findings and reports. */
export async function readJudging(flags: Flags, terminal: Terminal, usual: FailOn = "breaking"): Promise<Judging> {
  const { baseline, "baseline-update": update } = flags;
  if (update && baseline === undefined)
    throw usageFailure("--baseline-update needs to know which", "add --baseline FILE");
  const policy = await readPolicy(flags.policy, terminal.cwd);
  return {
    failOn: readFailOn(flags["fail-on"] ?? usual),
    outlets: readOutlets(flags),
    policy,
    tsconfig: readTsconfig(flags, policy, terminal),
    baseline:
      baseline === undefined
        ? undefined
        : await readBaseline(baseline, { cwd: terminal.cwd, mayBeNew: update === true }),
  };
}

/** Judges comparisons and tells what is found. */
export async function tellDrift(all: readonly Compared[], judging: Judging, world: World): Promise<Told> {
  const reports: Report[] = [];
  for (const compared of all) {
    if (!world.flags.quiet) sayDiagnostics(compared.drift, world.terminal);
    reports.push(makeReport(compared.drift, await judgeOne(compared, judging, world), judging.failOn));
  }
  return tellReports(reports, judging, world);
}

async function judgeOne({ drift, old }: Compared, judging: Judging, world: World): Promise<readonly Finding[]> {
  const { tsconfig, policy } = judging;
  const { line, terminal } = world;
  const isNothing = drift.findings.length === 0 && drift.queries.length === 0;
  const findings =
    tsconfig === undefined || isNothing
      ? drift.findings
      : await judgeUse(drift, { old, tsconfig }, { line, cwd: terminal.cwd });
  return applySeverities(findings, policy.severity ?? []);
}

const LEVELS: readonly FailOn[] = ["breaking", "warning", "any", "never"];

function readFailOn(given: string): FailOn {
  const level = LEVELS.find((each) => each === given);
  if (level !== undefined) return level;
  throw usageFailure(`--fail-on is ${LEVELS.join(", ")}, not ${given}`, "leave it out for what is usual");
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
