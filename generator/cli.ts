#!/usr/bin/env node
import process from "node:process";
import { run } from "./commands/run.js";

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
