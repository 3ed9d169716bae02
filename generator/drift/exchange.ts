import type { Operation } from "../contract/contract.js";
import type { Change, Direction, Guard } from "./finding.js";
import { compareRoot, type Compared, type Session } from "./session.js";
import type { Pair } from "./walk.js";

/** What comparing two operations' exchanges comes to. */
export interface ExchangeResult {
  readonly changes: Change[];
  /** Schemas that were compared, with the way they travel. */
  readonly schemas: (Compared & { readonly direction: Direction; readonly guards: readonly Guard[] })[];
}

/** Two operations whose exchanges are compared, and what was found so far. */
export interface Exchange extends ExchangeResult {
  readonly operations: Pair<Operation>;
  readonly session: Session;
}

/** A part of an exchange: what people call it, which way it goes, what holds there. */
export interface Part {
  readonly label: string;
  readonly direction: Direction;
  readonly guards: readonly Guard[];
}

/** Compares the schemas of one place of an exchange. */
export function addSchemas(
  exchange: Exchange,
  direction: Direction,
  root: {
    readonly nodes: Parameters<typeof compareRoot>[0];
    readonly label: string;
    readonly guards: readonly Guard[];
  },
): void {
  const compared = compareRoot(root.nodes, root, { session: exchange.session, direction });
  exchange.schemas.push({ ...compared, direction, guards: root.guards });
}
