import { appendFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Settings } from "../config.js";
import { resolveRequest } from "../config/resolve.js";
import { type ExitCode, exitCodes, failure } from "../diagnostics.js";
import { type Format, FORMATS, isFormat, renderReport } from "../drift/report/formats.js";
import { placeFindings } from "../drift/report/places.js";
import { type FailOn, isFailing, type Report } from "../drift/report/report.js";
import { render } from "../report/diagnostics.js";
import { createPaint } from "../report/paint.js";
import type { Drift } from "../pipeline.js";
import { isUrl, locateSource } from "../read/locations.js";
import { writeTextFile } from "../write/text-file.js";
import type { Arguments, Flags } from "./arguments.js";
import { readInputFlags } from "./input-flags.js";
import type { Line } from "./line.js";
import { readPolicy } from "./policy.js";
import type { Terminal } from "./terminal.js";

/** `conn-gen diff OLD NEW`: says what differs, and fails where it is bad enough. */
export async function runDiff(given: Arguments, terminal: Terminal, loadLine: () => Promise<Line>): Promise<ExitCode> {
  const { flags, operands } = given;
  const failOn = readFailOn(flags["fail-on"]);
  const outlets = readOutlets(flags);
  const policy = await readPolicy(flags.policy, terminal.cwd);
  const settings = await resolveSides(operands, flags, terminal);
  const drift = await (await loadLine()).diff(settings, { watch: () => undefined, policy });
  if (!flags.quiet && drift.diagnostics.some(({ severity }) => severity !== "note")) sayDiagnostics(drift, terminal);
  const report = makeReport(drift, failOn);
  for (const outlet of outlets) await writeReport(outlet, report, { flags, terminal });
  return report.findings.some((finding) => isFailing(finding, failOn)) ? exitCodes.findings : exitCodes.done;
}

const LEVELS: readonly FailOn[] = ["breaking", "warning", "any", "never"];

function readFailOn(given = "breaking"): FailOn {
  const level = LEVELS.find((each) => each === given);
  if (level !== undefined) return level;
  throw usage(`--fail-on is ${LEVELS.join(", ")}, not ${given}`, "leave it out for breaking");
}

/** Where a report goes; without a file to stdout. */
interface Outlet {
  readonly format: Format;
  readonly file?: string;
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
  if (!isFormat(format)) throw usage(`there is no report format ${format}`, `it is one of ${FORMATS.join(", ")}`);
  return file.length === 0 ? { format } : { format, file: file.join("=") };
}

/** The new side's settings name the calls; the old side is the same client of another contract. */
async function resolveSides(
  [before = "", after = ""]: readonly string[],
  flags: Flags,
  terminal: Terminal,
): Promise<{ readonly old: Settings; readonly new: Settings }> {
  const { name, config } = flags;
  const asked = {
    input: readInputFlags(flags),
    ...(name !== undefined && { name }),
    ...(config !== undefined && { config }),
  };
  const [settings] = await resolveRequest({ contract: after, ...asked }, terminal);
  if (settings === undefined) throw usage("there is no new contract", "see `conn-gen diff --help`");
  const contract = locateSource(before, terminal.cwd);
  const isSameHost = [contract, settings.contract].every(isUrl) && hostOf(contract) === hostOf(settings.contract);
  // The headers are for where the new contract comes from, and for nobody else.
  const input = { ...settings.input, headers: isSameHost ? settings.input.headers : {} };
  return { old: { ...settings, contract, input }, new: settings };
}

function hostOf(location: string): string {
  return URL.canParse(location) ? new URL(location).origin : location;
}

function makeReport({ findings, contracts, documents }: Drift, failOn: FailOn): Report {
  const side = (which: "old" | "new") => ({
    uri: documents[which].source.uri,
    title: contracts[which].title,
    version: contracts[which].version,
  });
  return { sides: { old: side("old"), new: side("new") }, findings: placeFindings(findings, documents), failOn };
}

function sayDiagnostics({ diagnostics, documents }: Drift, { stderr, env }: Terminal): void {
  const worth = diagnostics.filter(({ severity }) => severity !== "note");
  stderr.write(`${render(worth, [documents.new, documents.old], { paint: createPaint(stderr, env) })}\n`);
}

async function writeReport(
  { format, file }: Outlet,
  report: Report,
  { flags, terminal }: { readonly flags: Flags; readonly terminal: Terminal },
): Promise<void> {
  if (file !== undefined) return writeTextFile(resolve(terminal.cwd, file), renderReport(format, report));
  const summary = terminal.env["GITHUB_STEP_SUMMARY"];
  // GitHub shows ten annotations of a kind; all findings are in the summary of the step.
  if (format === "github" && summary) await appendFile(summary, renderReport("markdown", report));
  if (flags.quiet) return;
  terminal.stdout.write(renderReport(format, report, createPaint(terminal.stdout, terminal.env)));
}

function usage(message: string, help: string): Error {
  return failure(exitCodes.usage, { code: "usage", message, help });
}
