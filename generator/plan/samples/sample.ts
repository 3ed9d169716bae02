import type { Contract } from "../../contract/contract.js";
import type { Schema, SchemaId } from "../../contract/schema.js";
import type { Closeness } from "./check.js";
import type { Direction } from "../types/directions.js";

/** A value as a caller writes it: JSON, and bytes where the contract wants bytes. */
export type Sample =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly Sample[]
  | { readonly [key: string]: Sample };

/** Which sample of a schema is wanted. */
export interface Sampling {
  readonly contract: Contract;
  readonly direction: Direction;
  /** `minimal` has what is required, `maximal` everything, as far as the sample stays readable. */
  readonly variant: "minimal" | "maximal";
  /** The same seed gives the same sample. */
  readonly seed: string;
  /** The name of what is sampled, for values that look real. */
  readonly name?: string;
  /** Only letters, digits, `-` and `_` in texts, where others would mean something. */
  readonly plain?: boolean;
  /** How many steps may be taken, where the usual ones are too many. */
  readonly steps?: number;
  /** What is drawn is held against schemas as validators hold it. */
  readonly closely?: Closeness;
  /** Nothing is empty, as far as something may be in it: texts and forms have no words for empty lists and objects. */
  readonly filled?: boolean;
  /** Bytes are sent as they are, not as text inside JSON. */
  readonly uploads?: boolean;
}

/** Where drawing stands inside a sample. */
export interface Walk extends Sampling {
  readonly name: string;
  readonly plain: boolean;
  readonly depth: number;
  /** Tells the items of a list apart. */
  readonly number: number;
  /** The named schemas on the way here. */
  readonly refs: readonly SchemaId[];
  /** Optional members that may still be added, and steps that may still be taken. */
  readonly left: { members: number; steps: number };
  /** Draws what lies inside. */
  readonly draw: (schema: Schema, walk: Walk) => Sample | undefined;
}
