import { createHash } from "node:crypto";
import type { MockFacts } from "../../templates/testing/mocks/mock-facts.js";
import type { Paint } from "../report/paint.js";
import type { TrafficFinding, Verdict } from "./verify.js";

/** Findings that say the same of the same thing, with everywhere they were seen. */
export interface GroupedFinding extends Omit<TrafficFinding, "place"> {
  readonly places: readonly string[];
  /** Stays as it is when wording and order change. */
  readonly fingerprint: string;
}

/** Puts what was seen many times into one finding; list positions make no difference. */
export function groupFindings(findings: readonly TrafficFinding[]): GroupedFinding[] {
  const groups = new Map<string, GroupedFinding>();
  for (const { place, ...finding } of findings) {
    const pointer = finding.pointer.replaceAll(/\/\d+(?=\/|$)/g, "/*");
    const identity = [
      finding.rule,
      finding.operation,
      pointer,
      finding.rule === "undocumented-status" ? finding.message : "",
    ];
    const fingerprint = createHash("sha256").update(JSON.stringify(identity)).digest("hex").slice(0, 16);
    const known = groups.get(fingerprint);
    groups.set(fingerprint, { ...finding, pointer, fingerprint, places: [...(known?.places ?? []), place] });
  }
  return [...groups.values()].sort((a, b) =>
    a.operation + a.rule + a.pointer < b.operation + b.rule + b.pointer ? -1 : 1,
  );
}

/** The verdict for people: by operation, and what was never seen. */
export function renderVerdict(
  verdict: Verdict,
  findings: readonly GroupedFinding[],
  view: { readonly mock: MockFacts; readonly paint: Paint; readonly coverage: boolean },
): string {
  const { mock, paint, coverage } = view;
  const lines: string[] = [];
  let operation = "";
  for (const each of findings) {
    if (each.operation !== operation) lines.push("", paint(clean((operation = each.operation)), "bold"));
    const where = `${each.places[0]}${each.places.length > 1 ? ` and ${each.places.length - 1} more` : ""}`;
    lines.push(
      `  ${paint(each.rule, "red")} ${clean(`${each.pointer} ${each.message}`).trim()}  ${paint(where, "dim")}`,
    );
    lines.push(`    ${paint(`the client ${each.client}`, "dim")}`);
  }
  if (coverage) lines.push("", ...renderCoverage(verdict, mock));
  const { exchanges, foreign } = verdict;
  const seen = `${verdict.coverage.size} of ${mock.cases.length} operations seen in ${exchanges - foreign} exchanges`;
  const elsewhere = foreign === 0 ? "" : `; ${foreign} went to other servers`;
  return `${[...lines, "", `${seen}${elsewhere}; ${findings.length === 0 ? "all as the contract says" : `${findings.length} findings`}.`].join("\n").trimStart()}\n`;
}

function renderCoverage({ coverage }: Verdict, { cases }: MockFacts): string[] {
  return cases.map(({ id, replies }) => {
    const seen = coverage.get(id);
    const declared = replies.map((reply) => reply.declared).filter((status) => !seen?.has(Number(status)));
    const counts = [...(seen ?? [])].sort(([a], [b]) => a - b).map(([status, count]) => `${status} × ${count}`);
    return `${seen === undefined ? "–" : "✓"} ${id}  ${counts.join(", ")}${declared.length > 0 ? `  (not seen: ${declared.join(", ")})` : ""}`;
  });
}

/** What was recorded may not steer the terminal. */
function clean(text: string): string {
  return text.replaceAll(/\p{C}/gu, "\ufffd");
}

/** The verdict for programs. */
export function describeVerdict(verdict: Verdict, findings: readonly GroupedFinding[]): object {
  const coverage = [...verdict.coverage].map(([operation, statuses]) => ({
    operation,
    statuses: Object.fromEntries(statuses),
  }));
  return { exchanges: verdict.exchanges, foreign: verdict.foreign, findings, coverage };
}
