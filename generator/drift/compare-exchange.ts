import type { Operation } from "../contract/contract.js";
import { compareBodies } from "./compare-contents.js";
import { compareInputs } from "./compare-inputs.js";
import { compareOutcomes } from "./compare-outcomes.js";
import type { Exchange, ExchangeResult } from "./exchange.js";
import type { Session } from "./session.js";
import type { Pair } from "./walk.js";

/** Compares what goes out and what comes back. */
export function compareExchange(operations: Pair<Operation>, session: Session): ExchangeResult {
  const exchange: Exchange = { operations, session, changes: [], schemas: [] };
  compareInputs(exchange);
  compareBodies(exchange);
  compareOutcomes(exchange);
  return { changes: exchange.changes, schemas: exchange.schemas };
}
