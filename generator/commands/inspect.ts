import { resolveRequest } from "../config/resolve.js";
import { type ExitCode, exitCodes } from "../diagnostics.js";
import { render } from "../report/diagnostics.js";
import { createPaint } from "../report/paint.js";
import { createLiveProgress } from "../report/progress.js";
import type { Arguments } from "./arguments.js";
import { readInputFlags } from "./input-flags.js";
import { takeOne } from "./one-contract.js";
import type { Line } from "./line.js";
import type { Terminal } from "./terminal.js";

/** `conn-gen inspect <contract>`: prints the facts, or with `--plan` the decisions, as JSON. */
export async function runInspect(
  given: Arguments,
  terminal: Terminal,
  loadLine: () => Promise<Line>,
): Promise<ExitCode> {
  const { name, config, plan, quiet } = given.flags;
  const request = {
    contract: given.contract,
    input: readInputFlags(given.flags),
    ...(name === undefined ? {} : { name }),
    ...(config === undefined ? {} : { config }),
  };
  const settings = takeOne("inspect", await resolveRequest(request, terminal));
  const line = await loadLine();
  const progress = createLiveProgress(terminal.stderr, terminal.env, quiet);
  const inspected = await line.inspect(settings, progress.watchFor(settings.name)).finally(progress.end);
  if (!quiet && inspected.diagnostics.length > 0) {
    const paint = createPaint(terminal.stderr, terminal.env);
    terminal.stderr.write(render(inspected.diagnostics, inspected.documents, { paint }));
  }
  terminal.stdout.write(`${JSON.stringify(plan ? inspected.plan : inspected.contract, undefined, 2)}\n`);
  const isBroken = inspected.diagnostics.some((diagnostic) => diagnostic.severity === "error");
  return isBroken ? exitCodes.data : exitCodes.done;
}
