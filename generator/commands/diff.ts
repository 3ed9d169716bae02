import type { Sides } from "../check/served.js";
import { resolveRequest } from "../config/resolve.js";
import { type ExitCode, exitCodes, usageFailure } from "../diagnostics.js";
import { isUrl, locateSource } from "../read/locations.js";
import { createLiveProgress } from "../report/progress.js";
import type { Arguments, Flags } from "./arguments.js";
import { readInputFlags } from "./input-flags.js";
import { readJudging, tellDrift } from "./judge.js";
import type { Line } from "./line.js";
import { proveDrift, renderProven } from "./prove.js";
import type { Terminal } from "./terminal.js";

/** `conn-gen diff OLD NEW`: says what differs, and fails where it is bad enough. */
export async function runDiff(given: Arguments, terminal: Terminal, loadLine: () => Promise<Line>): Promise<ExitCode> {
  const { flags, operands } = given;
  const judging = await readJudging(flags, terminal);
  const settings = await resolveSides(operands, flags, terminal);
  const line = await loadLine();
  const progress = createLiveProgress(terminal.stderr, terminal.env, flags.quiet);
  const watch = progress.watchFor(settings.new.name);
  const drift = await line.diff(settings, { watch, policy: judging.policy }).finally(progress.end);
  const { exitCode } = await tellDrift([{ drift, old: settings.old }], judging, { flags, terminal, line });
  if (!flags.prove) return exitCode;
  const proven = await proveDrift(drift, settings, line);
  if (!flags.quiet) terminal.stderr.write(renderProven(proven));
  return proven.unseen.length > 0 && judging.failOn !== "never" ? exitCodes.findings : exitCode;
}

/** The new side's settings name the calls; the old side is the same client of another contract. */
async function resolveSides(
  [before = "", after = ""]: readonly string[],
  flags: Flags,
  terminal: Terminal,
): Promise<Sides> {
  const { name, config } = flags;
  const asked = {
    input: readInputFlags(flags),
    ...(name !== undefined && { name }),
    ...(config !== undefined && { config }),
  };
  const [settings] = await resolveRequest({ contract: after, ...asked }, terminal);
  if (settings === undefined) throw usageFailure("there is no new contract", "see `conn-gen diff --help`");
  const contract = locateSource(before, terminal.cwd);
  const isSameHost = [contract, settings.contract].every(isUrl) && hostOf(contract) === hostOf(settings.contract);
  // The headers are for where the new contract comes from, and for nobody else.
  const input = { ...settings.input, headers: isSameHost ? settings.input.headers : {} };
  return { old: { ...settings, contract, input }, new: settings };
}

function hostOf(location: string): string {
  return URL.canParse(location) ? new URL(location).origin : location;
}
