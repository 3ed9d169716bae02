import { resolveRequest } from "../config/resolve.js";
import type { Settings } from "../config.js";
import { type ExitCode, exitCodes, Failure, usageFailure } from "../diagnostics.js";
import { type Located, placeFindings } from "../drift/report/places.js";
import type { Report } from "../drift/report/report.js";
import { applySeverities } from "../drift/severity.js";
import { createLiveProgress } from "../report/progress.js";
import { countOf } from "../report/text.js";
import type { Verdict, Verification } from "../traffic/verify.js";
import type { Arguments, Flags } from "./arguments.js";
import { readJudging } from "./judge.js";
import type { Line } from "./line.js";
import { readInputFlags } from "./input-flags.js";
import { takeOne } from "./one-contract.js";
import { askLive, readLiveFlags } from "./live.js";
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
  const live = readLiveFlags(flags, terminal);
  const judging = await readJudging(flags, terminal, "any");
  const settings = await resolveOne(given, terminal);
  const line = await loadLine();
  const progress = createLiveProgress(terminal.stderr, terminal.env, flags.quiet);
  const understood = await line.understand(settings, progress.watchFor(settings.name)).finally(progress.end);
  const { diagnostics, documents } = understood;
  if (diagnostics.some(({ severity }) => severity === "error"))
    throw new Failure(exitCodes.data, diagnostics, documents);
  if (understood.contract.kind === "graphql")
    throw usageFailure(
      "verify is for HTTP, and this contract is of GraphQL",
      "`diff --used` holds documents against a schema",
    );
  const { makeMockFacts } = await import("../mock/facts.js");
  const { contract, plan } = understood;
  const facts = { contract, mock: makeMockFacts(contract, plan, settings.values.arrays) };
  const traced =
    live === undefined ? await readRecording(flags, terminal) : await askLive(live, facts, { flags, terminal });
  const report = await judgeTraffic(traced, { ...facts, root: understood.root, settings, flags });
  const findings = applySeverities(report.findings, judging.policy.severity ?? []);
  const { exitCode } = await tellReports([{ ...report, findings, failOn: judging.failOn }], judging, {
    flags,
    terminal,
  });
  return exitCode;
}

function refuseFlags({ har, ndjson, live, report = [] }: Flags): void {
  const given = [har, ndjson, live].filter((each) => each !== undefined);
  if (given.length > 1) throw usageFailure("one at a time: --har, --ndjson or --live", "run it twice");
  if (given.length === 0)
    throw usageFailure(
      "verify needs traffic",
      "give `--har FILE` (browsers and proxies save these), `--ndjson FILE`, or a server to ask: `--live URL`",
    );
  if (report.some((each) => each.split("=")[0] === "changelog"))
    throw usageFailure("a changelog is of two contracts", "take another report");
}

async function resolveOne({ contract, flags }: Arguments, terminal: Terminal): Promise<Settings> {
  const { config, name } = flags;
  const asked = {
    contract,
    input: readInputFlags(flags),
    ...(config !== undefined && { config }),
    ...(name !== undefined && { name }),
  };
  return takeOne("verify", await resolveRequest(asked, terminal));
}

/** Traffic that all went elsewhere would pass, whatever it holds. */
function refuseForeign({ foreign, exchanges }: Verdict, servers: readonly string[]): void {
  if (foreign === 0 || foreign < exchanges) return;
  throw usageFailure(
    `none of ${countOf(exchanges, "exchange")} went to ${servers.join(" or ")}`,
    "say where the API stood: `--base-url URL`",
  );
}

interface Asked extends Pick<Verification, "contract" | "mock"> {
  readonly root: Located;
  readonly settings: Settings;
  readonly flags: Flags;
}

async function judgeTraffic(traced: Traced, { contract, mock, root, settings, flags }: Asked): Promise<Report> {
  const { verifyTraffic } = await import("../traffic/verify.js");
  const { describeTraffic } = await import("../traffic/findings.js");
  const { listCoverage } = await import("../traffic/coverage.js");
  const { exchanges, document, baseUrl = flags["base-url"] } = traced;
  const verdict = verifyTraffic(exchanges, { contract, mock, baseUrl });
  refuseForeign(verdict, baseUrl === undefined ? mock.servers : [baseUrl]);
  const calls = Object.fromEntries(mock.cases.map(({ id, call }) => [id, `${settings.name}.${call}`]));
  const { title, version } = contract;
  return {
    sides: {
      old: { uri: root.source.uri, title, version },
      new: { uri: document.source.uri, title, version: "traffic" },
    },
    findings: placeFindings(describeTraffic(verdict.findings, { calls }), { old: root, new: document }),
    failOn: "any",
    traffic: {
      exchanges: verdict.exchanges,
      foreign: verdict.foreign,
      operations: listCoverage(verdict, mock),
      isCoverageAsked: flags.coverage === true || flags.live !== undefined,
    },
  };
}
