import type { MockFacts } from "../../templates/testing/mocks/mock-facts.js";
import type { SeenOperation } from "../drift/report/report.js";
import type { Verdict } from "./verify.js";

/** What of each operation was seen, in the contract's order. */
export function listCoverage({ coverage }: Verdict, { cases }: MockFacts): readonly SeenOperation[] {
  return cases.map(({ id, replies }) => {
    const seen = coverage.get(id) ?? new Map<number, number>();
    return {
      operation: id,
      statuses: Object.fromEntries([...seen].sort(([left], [right]) => left - right)),
      unseen: replies.map(({ declared }) => declared).filter((declared) => !isSeen(declared, seen)),
    };
  });
}

/** `404`, a range `4XX`, or `default`, which is whatever else comes. */
function isSeen(declared: string, seen: ReadonlyMap<number, number>): boolean {
  if (/^[1-5]XX$/i.test(declared)) return [...seen.keys()].some((status) => String(status)[0] === declared[0]);
  return seen.has(Number(declared));
}
