import { type ExitCode, exitCodes, Failure } from "../diagnostics.js";
import { packageVersion } from "../package-root.js";
import { diagnosticsToJson, render } from "../report/diagnostics.js";
import { createPaint } from "../report/paint.js";
import type { Terminal } from "./terminal.js";

/** How a failure is told. */
export interface FailureOptions {
  readonly json: boolean;
  readonly debug: boolean;
}

/** Tells why a run ended, and with which exit code it does. */
export function reportFailure(error: unknown, terminal: Terminal, options: FailureOptions): ExitCode {
  const failure = error instanceof Failure ? error : describeBug(error);
  if (options.json) {
    const diagnostics = diagnosticsToJson(failure.diagnostics, failure.documents);
    terminal.stdout.write(`${JSON.stringify({ ok: false, exitCode: failure.exitCode, diagnostics }, undefined, 2)}\n`);
  } else {
    terminal.stderr.write(
      render(failure.diagnostics, failure.documents, { paint: createPaint(terminal.stderr, terminal.env) }),
    );
  }
  if (options.debug && !(error instanceof Failure)) terminal.stderr.write(`\n${stackOf(error)}\n`);
  return failure.exitCode;
}

function describeBug(error: unknown): Failure {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const versions = `conn-gen ${packageVersion()}, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
  const help = `this is a bug of conn-gen, nothing was written: please report it with the contract, this text and what --debug adds (${versions})`;
  return new Failure(exitCodes.bug, [{ code: "internal-error", severity: "error", message, help }]);
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\ncaused by ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
