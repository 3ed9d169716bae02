import { resolveRequest } from "../config/resolve.js";
import type { Settings } from "../config.js";
import { type ExitCode, exitCodes, Failure, usageFailure } from "../diagnostics.js";
import { placeFindings } from "../drift/report/places.js";
import type { Report } from "../drift/report/report.js";
import { applySeverities } from "../drift/severity.js";
import type { Understood } from "../pipeline.js";
import type { Arguments, Flags } from "./arguments.js";
import { readJudging } from "./judge.js";
import type { Line } from "./line.js";
import { readRecording, type Traced } from "./recording.js";
import { tellReports } from "./tell.js";
import type { Terminal } from "./terminal.js";

/** `conn-gen verify <contract>`: holds recorded traffic, or a server's answers, against the contract. */
export async function runVerify(
  given: Arguments,
  terminal: Terminal,
  loadLine: () => Promise<Line>,
): Promise<ExitCode> {
  const { flags } = given;
  refuseFlags(flags);
  const judging = await readJudging(flags, terminal, "any");
  const settings = await resolveOne(given, terminal);
  const line = await loadLine();
  const understood = await line.understand(settings, () => undefined);
  const { diagnostics, documents } = understood;
  if (diagnostics.some(({ severity }) => severity === "error"))
    throw new Failure(exitCodes.data, diagnostics, documents);
  const traced = await readRecording(flags, terminal);
  const report = await judgeTraffic(traced, { understood, settings, flags });
  const findings = applySeverities(report.findings, judging.policy.severity ?? []);
  const { exitCode } = await tellReports([{ ...report, findings, failOn: judging.failOn }], judging, {
    flags,
    terminal,
  });
  return exitCode;
}

function refuseFlags({ har, ndjson, report = [] }: Flags): void {
  if (har !== undefined && ndjson !== undefined)
    throw usageFailure("one recording at a time: --har or --ndjson", "run it twice");
  if (har === undefined && ndjson === undefined)
    throw usageFailure(
      "verify needs a recording",
      "give `--har FILE` (browsers and proxies save these) or `--ndjson FILE`",
    );
  if (report.some((each) => each.split("=")[0] === "changelog"))
    throw usageFailure("a changelog is of two contracts", "take another report");
}

async function resolveOne({ contract, flags }: Arguments, terminal: Terminal): Promise<Settings> {
  const { config, name } = flags;
  const asked = { contract, ...(config !== undefined && { config }), ...(name !== undefined && { name }) };
  const [settings, ...others] = await resolveRequest(asked, terminal);
  if (settings !== undefined && others.length === 0) return settings;
  throw usageFailure("verify is for one contract", "name it: `conn-gen verify specs/api.yaml --har traffic.har`");
}

interface Asked {
  readonly understood: Understood;
  readonly settings: Settings;
  readonly flags: Flags;
}

async function judgeTraffic(traced: Traced, { understood, settings, flags }: Asked): Promise<Report> {
  const { contract, plan, root } = understood;
  const { makeMockFacts } = await import("../mock/facts.js");
  const { verifyTraffic } = await import("../traffic/verify.js");
  const { describeTraffic } = await import("../traffic/findings.js");
  const { listCoverage } = await import("../traffic/coverage.js");
  const mock = makeMockFacts(contract, plan, settings.values.arrays);
  const verdict = verifyTraffic(traced.exchanges, { contract, mock, baseUrl: flags["base-url"] });
  const calls = Object.fromEntries(mock.cases.map(({ id, call }) => [id, `${settings.name}.${call}`]));
  const { title, version } = contract;
  return {
    sides: {
      old: { uri: root.source.uri, title, version },
      new: { uri: traced.document.source.uri, title, version: "traffic" },
    },
    findings: placeFindings(describeTraffic(verdict.findings, { calls }), { old: root, new: traced.document }),
    failOn: "any",
    traffic: {
      exchanges: verdict.exchanges,
      foreign: verdict.foreign,
      operations: listCoverage(verdict, mock),
      isCoverageAsked: flags.coverage === true,
    },
  };
}
