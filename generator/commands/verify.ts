import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { resolveRequest } from "../config/resolve.js";
import { type ExitCode, exitCodes, Failure, failure, usageFailure } from "../diagnostics.js";
import { createPaint } from "../report/paint.js";
import type { Recording } from "../traffic/exchange.js";
import type { Arguments, Flags } from "./arguments.js";
import type { Line } from "./line.js";
import type { Terminal } from "./terminal.js";

/** `conn-gen verify <contract> --har FILE`: holds recorded traffic against the contract; 1 where they disagree. */
export async function runVerify(
  given: Arguments,
  terminal: Terminal,
  loadLine: () => Promise<Line>,
): Promise<ExitCode> {
  const { flags } = given;
  const file = readFlags(flags);
  const [settings, ...others] = await resolveRequest(
    { contract: given.contract, ...(flags.config !== undefined && { config: flags.config }) },
    terminal,
  );
  if (!settings || others.length > 0)
    throw usageFailure("verify is for one contract", "name it: `conn-gen verify specs/api.yaml --har traffic.har`");
  const recording = await readRecording(file, terminal);
  const { contract, plan, diagnostics, documents } = await (await loadLine()).understand(settings, () => undefined);
  if (diagnostics.some(({ severity }) => severity === "error"))
    throw new Failure(exitCodes.data, diagnostics, documents);
  const { makeMockFacts } = await import("../mock/facts.js");
  const { verifyTraffic } = await import("../traffic/verify.js");
  const { describeVerdict, groupFindings, renderVerdict } = await import("../traffic/report.js");
  const mock = makeMockFacts(contract, plan, settings.values.arrays);
  const verdict = verifyTraffic(recording.exchanges, { contract, mock, baseUrl: flags["base-url"] });
  const findings = groupFindings(verdict.findings);
  const paint = createPaint(terminal.stdout, terminal.env);
  for (const { place, reason } of recording.unread)
    terminal.stderr.write(`${file.path}: ${place} ${reason}, and is left out\n`);
  if (flags.json) terminal.stdout.write(`${JSON.stringify(describeVerdict(verdict, findings), undefined, 2)}\n`);
  else if (!flags.quiet)
    terminal.stdout.write(renderVerdict(verdict, findings, { mock, paint, coverage: flags.coverage === true }));
  return findings.length === 0 ? exitCodes.done : exitCodes.findings;
}

interface TrafficFile {
  readonly kind: "har" | "ndjson";
  readonly path: string;
}

function readFlags({ har, ndjson }: Flags): TrafficFile {
  if (har !== undefined && ndjson !== undefined)
    throw usageFailure("one recording at a time: --har or --ndjson", "run it twice");
  if (har !== undefined) return { kind: "har", path: har };
  if (ndjson !== undefined) return { kind: "ndjson", path: ndjson };
  throw usageFailure(
    "verify needs a recording",
    "give `--har FILE` (browsers and proxies save these) or `--ndjson FILE`",
  );
}

async function readRecording({ kind, path }: TrafficFile, { cwd }: Terminal): Promise<Recording> {
  const text = await readFile(resolve(cwd, path), "utf8").catch((error: NodeJS.ErrnoException) => {
    throw usageFailure(
      `cannot read ${path}: ${error.code === "ENOENT" ? "there is no such file" : error.message}`,
      "check the path",
    );
  });
  const recording =
    kind === "har"
      ? (await import("../traffic/har.js")).readHar(text)
      : (await import("../traffic/ndjson.js")).readNdjson(text);
  if (recording !== undefined) return recording;
  throw failure(exitCodes.data, {
    code: "recording",
    message: `${path} is no HTTP Archive`,
    help: "it is JSON with `log.entries`; for one exchange a line use --ndjson",
  });
}
