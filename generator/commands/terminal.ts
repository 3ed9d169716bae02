import type { ReadOptions } from "../read/source.js";
import type { Output } from "../report/paint.js";

/** The world that a command runs in. */
export interface Terminal {
  readonly cwd: string;
  readonly env: { readonly [name: string]: string | undefined };
  readonly stdin: NonNullable<ReadOptions["stdin"]>;
  readonly stdout: Output;
  readonly stderr: Output;
}
