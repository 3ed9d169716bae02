import type { Json } from "../contract/schema.js";

/** A place in the user's code that touches something of the client. */
export interface Use {
  readonly file: string;
  /** 1-based, like `column`. */
  readonly line: number;
  readonly column: number;
  /** Whether a value is taken from there or put there. */
  readonly way: "read" | "write";
  /** The values that it is about, where the code names them; absent where it may be any. */
  readonly values?: readonly Json[];
}
