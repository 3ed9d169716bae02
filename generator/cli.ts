#!/usr/bin/env node
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { run } from "./commands/run.js";

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

/** A reader that has seen enough (`conn-gen inspect … | head`) is no error. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
}

process.stdout.on("error", leaveQuietly);
process.stderr.on("error", leaveQuietly);
process.on("SIGINT", () => {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[2K");
  process.exit(130);
});

process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
});
