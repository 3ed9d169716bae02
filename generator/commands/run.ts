import { type ExitCode, exitCodes } from "../diagnostics.js";
import { packageVersion } from "../package-root.js";
import { createPaint } from "../report/paint.js";
import { type Arguments, parseArguments } from "./arguments.js";
import type { Line } from "./line.js";
import { reportFailure } from "./report-failure.js";
import type { Terminal } from "./terminal.js";

/** Runs a command line; the middle of the line is loaded only when a command needs it. */
export async function run(argv: readonly string[], terminal: Terminal, loadLine = loadPipeline): Promise<ExitCode> {
  try {
    const given = parseArguments(argv);
    if (given.flags.version) return print(terminal, `${packageVersion()}\n`);
    if (given.flags.help) return await printHelp(given, terminal);
    return await runCommand(given, terminal, loadLine);
  } catch (error) {
    return reportFailure(error, terminal, { json: argv.includes("--json"), debug: argv.includes("--debug") });
  }
}

async function runCommand(given: Arguments, terminal: Terminal, loadLine: () => Promise<Line>): Promise<ExitCode> {
  switch (given.command) {
    case "generate":
      return (await import("./generate.js")).runGenerate(given, terminal, loadLine);
    case "inspect":
      return (await import("./inspect.js")).runInspect(given, terminal, loadLine);
    case "mock":
      return (await import("./mock.js")).runMock(given, terminal, loadLine);
    case "verify":
      return (await import("./verify.js")).runVerify(given, terminal, loadLine);
    case "types":
      return (await import("./types.js")).runTypes(given, terminal);
    case "diff":
      return (await import("./diff.js")).runDiff(given, terminal, loadLine);
    case "check":
      return (await import("./check.js")).runCheck(given, terminal, loadLine);
    case "explain":
      return (await import("./explain.js")).runExplain(given, terminal);
  }
}

async function printHelp(given: Arguments, terminal: Terminal): Promise<ExitCode> {
  const { renderHelp } = await import("./help.js");
  return print(
    terminal,
    renderHelp(given.isNamed ? given.command : "main", createPaint(terminal.stdout, terminal.env)),
  );
}

function print(terminal: Terminal, text: string): ExitCode {
  terminal.stdout.write(text);
  return exitCodes.done;
}

async function loadPipeline(): Promise<Line> {
  return import("../pipeline.js");
}
