import { styleText } from "node:util";

/** A place for text: stdout, stderr, or what a test listens with. */
export interface Output {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

/** The variables of the environment. */
export interface Environment {
  readonly [name: string]: string | undefined;
}

/** The looks that reports use. */
export type Look = "red" | "yellow" | "green" | "blue" | "cyan" | "magenta" | "bold" | "dim" | "underline";

/** Gives text a look, or leaves it as it is where colors are not wanted. */
export type Paint = (text: string, ...looks: readonly Look[]) => string;

/** Leaves text as it is. */
export const paintNothing: Paint = (text) => text;

/** Colors for a terminal; `NO_COLOR` and `FORCE_COLOR` decide otherwise. */
export function createPaint(output: Output, env: Environment): Paint {
  return wantsColor(output, env) ? (text, ...looks) => paint(text, looks) : paintNothing;
}

function wantsColor(output: Output, env: Environment): boolean {
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  if (env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "") return false;
  return output.isTTY === true && env["TERM"] !== "dumb";
}

function paint(text: string, looks: readonly Look[]): string {
  // Newer versions of Node would look at stdout by themselves; that was decided above.
  const style = styleText as (looks: readonly Look[], text: string, options: { validateStream: boolean }) => string;
  return style(looks, text, { validateStream: false });
}
