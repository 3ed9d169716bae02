import type { diff, generate, inspect, understand } from "../pipeline.js";

/** The straight line up to the disk, as commands call it. */
export interface Line {
  readonly generate: typeof generate;
  readonly inspect: typeof inspect;
  readonly understand: typeof understand;
  readonly diff: typeof diff;
}
