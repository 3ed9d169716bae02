import { countOf } from "../../report/text.js";
import type { SeenOperation, Traffic } from "./report.js";

/** How much of a contract traffic has shown, in one sentence. */
export function saySeen({ operations, exchanges, foreign }: Traffic, findings: number): string {
  const seen = operations.filter(({ statuses }) => Object.keys(statuses).length > 0).length;
  const elsewhere = foreign === 0 ? "" : `; ${foreign} went to other servers`;
  const said = findings === 0 ? "all as the contract says" : countOf(findings, "finding");
  const all = countOf(operations.length, "operation");
  return `${seen} of ${all} seen in ${countOf(exchanges - foreign, "exchange")}${elsewhere}; ${said}.`;
}

/** Every operation with the statuses that were seen, for people; nothing where nobody asked. */
export function listSeen({ operations, isCoverageAsked }: Traffic): string[] {
  return isCoverageAsked ? operations.map(describeSeen) : [];
}

function describeSeen({ operation, statuses, unseen }: SeenOperation): string {
  const counts = Object.entries(statuses).map(([status, count]) => `${status} × ${count}`);
  const parts = [
    `${counts.length === 0 ? "–" : "✓"} ${operation}`,
    ...(counts.length === 0 ? [] : [counts.join(", ")]),
    ...(unseen.length === 0 ? [] : [`(not seen: ${unseen.join(", ")})`]),
  ];
  return parts.join("  ");
}
