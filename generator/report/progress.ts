import type { Watch } from "../pipeline.js";
import { createPaint, type Environment, type Output, type Paint } from "./paint.js";
import { escapeControls } from "./text.js";

/** Shows how far the work is, on stderr. */
export interface ProgressView {
  /** Hears of the progress of one client. */
  readonly watchFor: (name: string) => Watch;
  /** Says how far anything else is. */
  readonly show: (text: string) => void;
  /** Takes the live line away. */
  readonly end: () => void;
}

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const CLEAR_LINE = "\r\u001b[2K";

/** One live line on a terminal that can take it back, one line a stage elsewhere, nothing when quiet. */
export function createProgress(output: Output, env: Environment, quiet: boolean): ProgressView {
  if (quiet) return SILENT;
  return isLive(output, env) ? createLiveLine(output, createPaint(output, env)) : createLog(output);
}

/** Only the live line of a terminal: for commands whose every line is read by somebody. */
export function createLiveProgress(output: Output, env: Environment, quiet = false): ProgressView {
  return createProgress(output, env, quiet || !isLive(output, env));
}

function isLive(output: Output, env: Environment): boolean {
  return output.isTTY === true && env["TERM"] !== "dumb";
}

const SILENT: ProgressView = { watchFor: () => () => undefined, show: () => undefined, end: () => undefined };

function createLiveLine(output: Output, paint: Paint): ProgressView {
  let frame = 0;
  const show = (text: string): void => {
    const spinner = paint(FRAMES[frame++ % FRAMES.length] ?? "", "cyan");
    output.write(`${CLEAR_LINE}${spinner} ${text.slice(0, (output.columns || 80) - 3)}`);
  };
  return {
    watchFor: (name) => (progress) => show(`${name}: ${describe(progress)}`),
    show,
    end: () => {
      if (frame > 0) output.write(CLEAR_LINE);
      frame = 0;
    },
  };
}

function createLog(output: Output): ProgressView {
  let last = "";
  const show = (line: string): void => {
    if (line !== last) output.write(`${line}\n`);
    last = line;
  };
  return { watchFor: (name) => (progress) => show(`${name}: ${describe(progress)}`), show, end: () => undefined };
}

function describe({ stage, count, note }: Parameters<Watch>[0]): string {
  const parts = [stage, count === undefined ? "" : count.toLocaleString("en"), escapeControls(note ?? "")];
  return parts.filter((part) => part !== "").join(" ");
}
