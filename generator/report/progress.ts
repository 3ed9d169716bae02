import type { Progress, Watch } from "../commands/line.js";
import type { Output, Paint } from "./paint.js";
import { escapeControls } from "./text.js";

/** Shows how far the work is, on stderr. */
export interface ProgressView {
  readonly watch: Watch;
  /** Takes the live line away. */
  readonly end: () => void;
}

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const CLEAR_LINE = "\r\u001b[2K";

/** One live line on a terminal, one line a stage elsewhere, nothing when quiet. */
export function createProgress(
  output: Output,
  paint: Paint,
  options: { readonly name: string; readonly quiet: boolean },
): ProgressView {
  if (options.quiet) return { watch: () => undefined, end: () => undefined };
  return output.isTTY ? createLiveLine(output, paint, options.name) : createLog(output, options.name);
}

function createLiveLine(output: Output, paint: Paint, name: string): ProgressView {
  let frame = 0;
  return {
    watch: (progress) => {
      const text = `${name}: ${describe(progress)}`.slice(0, (output.columns ?? 80) - 3);
      output.write(`${CLEAR_LINE}${paint(FRAMES[frame++ % FRAMES.length] ?? "", "cyan")} ${text}`);
    },
    end: () => {
      if (frame > 0) output.write(CLEAR_LINE);
      frame = 0;
    },
  };
}

function createLog(output: Output, name: string): ProgressView {
  let last = "";
  return {
    watch: (progress) => {
      const text = `${name}: ${describe(progress)}\n`;
      if (text !== last) output.write(text);
      last = text;
    },
    end: () => undefined,
  };
}

function describe({ stage, count, note }: Progress): string {
  const parts = [stage, count === undefined ? "" : count.toLocaleString("en"), escapeControls(note ?? "")];
  return parts.filter((part) => part !== "").join(" ");
}
