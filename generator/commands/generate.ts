import { resolve } from "node:path";
import { resolveRequest } from "../config/resolve.js";
import type { Settings } from "../config.js";
import { type ExitCode, exitCodes, usageFailure } from "../diagnostics.js";
import { showLocation } from "../read/locations.js";
import { diagnosticsToJson, render } from "../report/diagnostics.js";
import { countOf } from "../report/text.js";
import { showSource } from "../read/source.js";
import { createPaint } from "../report/paint.js";
import { createProgress, type ProgressView } from "../report/progress.js";
import { countFiles, type Finished, renderNextSteps, renderSummary } from "../report/summary.js";
import { emitClient, writeClient, type Emitted } from "./client.js";
import type { Fixed } from "./fix.js";
import type { Arguments, Flags } from "./arguments.js";
import { readInputFlags } from "./input-flags.js";
import type { Line } from "./line.js";
import { refuseSeveral } from "./one-contract.js";
import { spareMemory } from "./spare-memory.js";
import type { Terminal } from "./terminal.js";

/** `conn-gen <contract>`: emits every client that is asked for, then writes them. */
export async function runGenerate(
  given: Arguments,
  terminal: Terminal,
  loadLine: () => Promise<Line>,
): Promise<ExitCode> {
  const { flags } = given;
  const all = await resolveRequest({ contract: given.contract, ...readFlags(flags) }, terminal);
  const quiet = flags.quiet === true || flags.json === true;
  const progress = createProgress(terminal.stderr, terminal.env, quiet);
  const fixed: Fixed[] = [];
  try {
    const line = await loadLine();
    fixed.push(...(await writeFixes(all, flags.fix && resolve(terminal.cwd, flags.fix), line)));
    const finished = await makeClients(all, line, { strict: flags.strict === true, progress });
    progress.end();
    report(finished, fixed, { flags, terminal });
    return exitCodes.done;
  } finally {
    // Also where --strict refuses: what mends the contract is there.
    progress.end();
    if (!quiet) for (const each of fixed) terminal.stdout.write(renderFixed(each, terminal));
  }
}

/** Before anything else: what --strict refuses is what there is to fix. */
async function writeFixes(all: readonly Settings[], path: string | undefined, line: Line): Promise<readonly Fixed[]> {
  const [settings, ...others] = all;
  if (path === undefined || settings === undefined) return [];
  if (others.some((each) => each.contract !== settings.contract)) refuseSeveral("generate", all);
  return (await import("./fix.js")).writeFix(settings, path, line);
}

function renderFixed({ path, repairs }: Fixed, { cwd }: Terminal): string {
  const shown = showSource(path, cwd);
  if (repairs === 0) return `\nNothing to repair: ${shown} changes nothing.\n`;
  return `\n${countOf(repairs, "repair")} in ${shown}: read it, then pass it with --overlay ${shown}\n`;
}

/** Nothing is written unless everything was emitted, of all contracts. */
async function makeClients(all: readonly Settings[], line: Line, options: MakeOptions): Promise<readonly Finished[]> {
  const emitted: Emitted[] = [];
  for (const settings of all) {
    const watch = spareMemory(options.progress.watchFor(settings.name));
    emitted.push(await emitClient(line, settings, { strict: options.strict, watch }));
  }
  const finished: Finished[] = [];
  for (const client of emitted) finished.push(await writeClient(client));
  return finished;
}

interface MakeOptions {
  readonly strict: boolean;
  readonly progress: ProgressView;
}

function readFlags(flags: Flags): Omit<Parameters<typeof resolveRequest>[0], "contract"> {
  const { output, name, config, tests, runtime } = flags;
  const importExtension = readExtension(flags["import-extension"]);
  const given = { output, name, config, tests, runtime, importExtension, input: readInputFlags(flags) };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function readExtension(given: string | undefined): ".js" | ".ts" | undefined {
  if (given === undefined) return undefined;
  const extension = `.${given.replace(/^\./, "")}`;
  if (extension === ".js" || extension === ".ts") return extension;
  throw usageFailure(`--import-extension is .js or .ts, not ${given}`, "leave it out for .js");
}

function report(
  finished: readonly Finished[],
  fixed: readonly Fixed[],
  { flags, terminal }: { readonly flags: Flags; readonly terminal: Terminal },
): void {
  if (flags.json) terminal.stdout.write(`${JSON.stringify(describeJson(finished, fixed), undefined, 2)}\n`);
  else if (!flags.quiet) printReport(finished, terminal);
}

function printReport(finished: readonly Finished[], terminal: Terminal): void {
  const paintErrors = createPaint(terminal.stderr, terminal.env);
  const paint = createPaint(terminal.stdout, terminal.env);
  for (const client of finished) {
    const { diagnostics, documents } = client.generated;
    if (diagnostics.length > 0) terminal.stderr.write(`${render(diagnostics, documents, { paint: paintErrors })}\n`);
    terminal.stdout.write(renderSummary(client, terminal.cwd, paint));
  }
  terminal.stdout.write(renderNextSteps(finished, paint));
}

function describeJson(finished: readonly Finished[], fixed: readonly Fixed[]): object {
  const contracts = finished.map(({ settings, generated, written }) => ({
    name: generated.name,
    contract: showLocation(settings.contract),
    output: settings.output,
    ...generated.counts,
    files: countFiles(written),
    written: written.written,
    removed: written.removed,
    timings: generated.timings,
    nextSteps: generated.nextSteps,
    diagnostics: diagnosticsToJson(generated.diagnostics, generated.documents),
  }));
  return { ok: true, exitCode: exitCodes.done, contracts, ...(fixed.length > 0 && { fixes: fixed }) };
}
