import type { Operation, Outcome } from "../contract/contract.js";
import { compareContents } from "./compare-contents.js";
import { compareHeaders } from "./compare-headers.js";
import { type Exchange, type Part } from "./exchange.js";
import type { Change, Direction, Guard } from "./finding.js";
import { makeChange, polarityOf } from "./session.js";
import type { Pair } from "./walk.js";

/** Compares what two operations answer. */
export function compareOutcomes(exchange: Exchange): void {
  const { old: before, new: after } = exchange.operations;
  const direction = polarityOf(after).response;
  for (const outcome of before.outcomes) {
    const other = after.outcomes.find(({ status }) => status === outcome.status);
    const guards = guardsOf(outcome, before);
    if (other !== undefined)
      compareOutcome(
        { old: outcome, new: other },
        { direction, guards, label: `response ${outcome.status}` },
        exchange,
      );
    else
      exchange.changes.push(
        statusChange("status-removed", outcome, { direction, guards, at: { old: outcome.at, new: after.at } }),
      );
  }
  for (const outcome of after.outcomes) {
    if (before.outcomes.some(({ status }) => status === outcome.status)) continue;
    const at = { old: before.at, new: outcome.at };
    exchange.changes.push(statusChange("status-added", outcome, { direction, guards: guardsOf(outcome, after), at }));
  }
}

/** `default` is where failures go, unless no success has a status of its own. */
function guardsOf({ status }: Outcome, { outcomes }: Operation): Guard[] {
  const isSuccess = (each: string): boolean => /^[23]/.test(each);
  if (isSuccess(status)) return [];
  return status === "default" && !outcomes.some((each) => isSuccess(each.status)) ? [] : ["failure"];
}

function statusChange(
  rule: "status-added" | "status-removed",
  { status }: Outcome,
  remark: {
    readonly direction: Direction;
    readonly guards: readonly Guard[];
    readonly at: { readonly old: string; readonly new: string };
  },
): Change {
  return makeChange(rule, { ...remark, element: `response ${status}`, words: { key: status } });
}

function compareOutcome({ old: before, new: after }: Pair<Outcome>, part: Part, exchange: Exchange): void {
  const at = { old: before.at, new: after.at };
  const { direction, guards, label } = part;
  const words = { key: before.status };
  if (before.contents.length > 0 && after.contents.length === 0) {
    exchange.changes.push(makeChange("response-body-removed", { element: label, direction, guards, words, at }));
  } else if (before.contents.length === 0 && after.contents.length > 0) {
    exchange.changes.push(makeChange("response-body-added", { element: label, direction, guards, words, at }));
  } else compareContents({ old: before, new: after }, part, exchange);
  compareHeaders({ old: before, new: after }, part, exchange);
}
