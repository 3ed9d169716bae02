import type { Effect } from "./finding.js";

/** A kind of change: its two effects, from which the law derives its levels, and its words. */
export interface Rule {
  /** On the values that travel; `computed` where it depends on the two sides. */
  readonly wire: Effect | "computed";
  /** On the types that users compile against; `wire` where it is the same. */
  readonly types: Effect | "wire";
  /** The rule of the opposite change; a policy that is broken has none. */
  readonly mirror?: string;
  /** The message; words in braces come from the change. */
  readonly says: string;
  readonly help: string;
}
