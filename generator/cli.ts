#!/usr/bin/env node
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { reportFailure } from "./commands/report-failure.js";
import { run } from "./commands/run.js";
import type { Terminal } from "./commands/terminal.js";
import { exitCodes } from "./diagnostics.js";
import { explainStreamError } from "./write/disk-errors.js";

/**
 * A run is over before V8's optimizing compiler pays for itself (with its usual haste it takes a third of the CPU time), so it is
 * told to wait. Each V8 has its own word for that and complains of unknown ones: only versions that were measured are told.
 */
const PATIENCE: { readonly [node: string]: string } = {
  20: "--interrupt-budget=1000000",
  22: "--invocation-count-for-turbofan=20000",
  24: "--invocation-count-for-turbofan=20000",
};

const flag = PATIENCE[process.versions.node.split(".", 1)[0] ?? ""];
if (flag !== undefined) setFlagsFromString(flag);

const terminal: Terminal = {
  cwd: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
};

/** A reader that has seen enough (`conn-gen inspect … | head`) is no error; a full disk behind `>` is. */
function endOutput(name: string, error: NodeJS.ErrnoException): never {
  if (error.code === "EPIPE") process.exit(0);
  if (name === "stderr") process.exit(exitCodes.output);
  process.exit(reportFailure(explainStreamError(error, name), terminal, { json: false, debug: false }));
}

process.stdout.on("error", (error) => endOutput("stdout", error));
process.stderr.on("error", (error) => endOutput("stderr", error));

/** A handler, because without one a signal would end the run between two files: now it waits until all of them stand. */
function endOn(signal: NodeJS.Signals, exitCode: number): void {
  process.on(signal, () => {
    if (process.stderr.isTTY) process.stderr.write("\r\u001b[2K");
    process.exit(exitCode);
  });
}

endOn("SIGINT", 130);
endOn("SIGTERM", 143);
endOn("SIGHUP", 129);

process.exitCode = await run(process.argv.slice(2), terminal);
