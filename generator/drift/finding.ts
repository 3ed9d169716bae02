import type { OperationId } from "../contract/contract.js";
import type { Pointer } from "../contract/pointer.js";
import type { Json } from "../contract/schema.js";
import type { Direction } from "../plan/types/directions.js";
import type { RuleId } from "./rules.js";

export type { Direction };

/** What a change does to the set of values that a contract allows. */
export type Effect = "none" | "narrows" | "widens" | "incomparable" | "unknown";

/** How bad a finding is for one of the two that it can hurt. */
export type Level = "breaking" | "warning" | "info" | "safe";

/** Why the law's first verdict does not stand; each is a row of `GUARDS`. */
export type Guard =
  | "hidden"
  | "failure"
  | "unnamed"
  | "tolerated"
  | "open"
  | "ignored"
  | "sanctioned"
  | "policy"
  | "overlap"
  | "positional"
  | "unstable"
  | "text"
  | "optional"
  | "deployment"
  | "unused"
  | "uncalled"
  | "valid"
  | "refused"
  | "accepted";

/** A place in one of the two contracts. */
export interface Spot {
  readonly pointer: Pointer;
  readonly value?: Json;
}

/** A value that one contract allows and the other does not. */
export interface Witness {
  readonly value: Json;
  /** `before` = valid before and rejected now, `after` = the other way round. */
  readonly valid: "before" | "after";
}

/** A difference between two contracts as `compare` sees it: which rule, where, and what it does. */
export interface Change {
  readonly rule: RuleId;
  readonly effect: Effect;
  /** Absent where nothing travels: names, lifecycle. */
  readonly direction?: Direction;
  readonly guards: readonly Guard[];
  /** What the message names: `{key}`, `{value}`, `{keyword}`. */
  readonly words: { readonly [word: string]: string };
  /** Where in the exchange, as people say it: `query limit`, `body.items[].price`. */
  readonly element: string;
  readonly old?: Spot;
  readonly new?: Spot;
  readonly before?: Json;
  readonly after?: Json;
  readonly witness?: Witness;
  /** Of traffic: what the generated client does with it, and the exchanges that show it. */
  readonly client?: string;
  readonly seen?: readonly string[];
}

/** A place in the user's code. */
export interface CodePlace {
  readonly file: string;
  /** 1-based, like `column`. */
  readonly line: number;
  readonly column: number;
}

/** A change with everything that is known of it. */
export interface Finding extends Change {
  /** The deployed client against the new server. */
  readonly wire: Level;
  /** The user's code against the client made of the new contract. */
  readonly source: Level;
  /** The worse of the two. */
  readonly level: Level;
  readonly message: string;
  /** What to do about it. */
  readonly help: string;
  /** The operations that it reaches; none for what belongs to the whole contract. */
  readonly operations: readonly OperationId[];
  /** The calls of those operations, `stripe.customers.create`, where there is a plan. */
  readonly symbols: readonly string[];
  /** The places in the user's code that it touches; absent where nobody looked, or where it cannot be decided. */
  readonly uses?: readonly CodePlace[];
  /** Stays as it is when words, lines and other findings change. */
  readonly fingerprint: string;
}
