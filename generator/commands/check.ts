import { type Checked, checkClient, exitCodeOf } from "../check/check.js";
import { findServed, type Sides, sinceCommit } from "../check/served.js";
import { resolveRequest } from "../config/resolve.js";
import { suggest } from "../config/suggest.js";
import type { Settings } from "../config.js";
import { type ExitCode, exitCodes, usageFailure } from "../diagnostics.js";
import { renderReport } from "../drift/report/formats.js";
import { showLocation } from "../read/locations.js";
import { renderChecked, renderServed } from "../report/checked.js";
import { createPaint } from "../report/paint.js";
import { createLiveProgress } from "../report/progress.js";
import type { Arguments, Flags } from "./arguments.js";
import { emitClient } from "./client.js";
import { type Compared, readJudging, tellDrift } from "./judge.js";
import type { Line } from "./line.js";
import type { Told } from "./tell.js";
import type { Terminal } from "./terminal.js";

/** `conn-gen check [NAME...]`: whether committed clients are what would be generated now, and whom their contracts break. */
export async function runCheck(given: Arguments, terminal: Terminal, loadLine: () => Promise<Line>): Promise<ExitCode> {
  const { flags } = given;
  const judging = await readJudging(flags, terminal);
  const clients = await chooseClients(given, terminal);
  const progress = createLiveProgress(terminal.stderr, terminal.env, flags.quiet);
  const all: Checked[] = [];
  for (const settings of clients) all.push(await checkClient(settings, { full: flags.full === true, generate }));
  const paint = createPaint(terminal.stdout, terminal.env);
  const isText = !flags.json && !flags.quiet;
  if (isText) for (const checked of all) terminal.stdout.write(renderChecked(checked, terminal.cwd, paint));
  const changed = await findChanged(clients, flags, terminal);
  const isNothing = changed.length === 0 && judging.baseline === undefined;
  const told = isNothing ? { exitCode: exitCodes.done, reports: [] } : await compareAll(changed);
  const exitCode = worst([told.exitCode, ...all.map(exitCodeOf)]);
  if (flags.json) terminal.stdout.write(`${JSON.stringify(describeJson(all, told, exitCode), undefined, 2)}\n`);
  return exitCode;

  async function generate(settings: Settings) {
    const watch = progress.watchFor(settings.name);
    const emitting = emitClient(await loadLine(), settings, { strict: false, watch });
    return (await emitting.finally(progress.end)).generated;
  }

  async function compareAll(changed: readonly Sides[]): Promise<Told> {
    const line = await loadLine();
    const compared: Compared[] = [];
    for (const sides of changed) {
      const watch = progress.watchFor(sides.new.name);
      const drift = await line.diff(sides, { watch, policy: judging.policy }).finally(progress.end);
      compared.push({ drift, old: sides.old });
      if (isText && flags.since === undefined) terminal.stdout.write(renderServed(sides.new, paint));
    }
    // The data has the findings in it.
    const outlets = judging.outlets.filter(({ file }) => !flags.json || file !== undefined);
    return tellDrift(compared, { ...judging, outlets }, { flags, terminal, line });
  }
}

/** The contracts that are others now: those of URLs, and with --since those that a commit had otherwise. */
async function findChanged(clients: readonly Settings[], { since }: Flags, { cwd }: Terminal): Promise<Sides[]> {
  const sides = await Promise.all(
    clients.map((settings) => (since === undefined ? findServed(settings) : sinceCommit(settings, since, cwd))),
  );
  return sides.filter((each) => each !== undefined);
}

/** Clients of the config by name, all of them where none is named; anything else is a contract. */
async function chooseClients({ operands, flags }: Arguments, terminal: Terminal): Promise<readonly Settings[]> {
  const config = flags.config === undefined ? {} : { config: flags.config };
  if (operands.length === 0) return resolveRequest(config, terminal);
  const isPath = (word: string): boolean => word === "-" || /[./:]/.test(word);
  const known = operands.every(isPath) ? [] : await resolveRequest(config, terminal);
  const chosen = operands.map((word) => {
    if (isPath(word)) return resolveRequest({ ...config, contract: word }, terminal);
    const named = known.filter(({ name }) => name === word);
    if (named.length === 0) throw unknownName(word, known);
    return named;
  });
  return (await Promise.all(chosen)).flat();
}

function unknownName(word: string, known: readonly Settings[]): Error {
  const names = known.map(({ name }) => name);
  const meant = suggest(word, names);
  return usageFailure(
    `the config makes no client \`${word}\``,
    `${meant === undefined ? `it makes ${names.join(", ")}` : `did you mean \`${meant}\`?`} (A contract of this name is \`./${word}\`.)`,
  );
}

function worst(codes: readonly ExitCode[]): ExitCode {
  return codes.reduce((left, right) => (left > right ? left : right), exitCodes.done);
}

function describeJson(all: readonly Checked[], { reports }: Told, exitCode: ExitCode): object {
  const clients = all.map((checked) => {
    const { settings, reasons, stale, edited, missing, extra } = checked;
    const { name, contract, output } = settings;
    const files = { reasons, stale, edited, missing, extra };
    return { name, contract: showLocation(contract), output, exitCode: exitCodeOf(checked), ...files };
  });
  const drift = reports.map((report) => JSON.parse(renderReport("json", report)) as unknown);
  return { ok: exitCode === exitCodes.done, exitCode, clients, drift };
}
