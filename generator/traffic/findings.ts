import type { Names } from "../drift/compare.js";
import { describeFindings } from "../drift/describe.js";
import type { Change, Finding, Guard } from "../drift/finding.js";
import { makeChange } from "../drift/session.js";
import type { TrafficFinding } from "./verify.js";

/** Findings on traffic as `diff` has them: what says the same of the same thing is one, with everywhere it was seen. */
export function describeTraffic(findings: readonly TrafficFinding[], names: Names): readonly Finding[] {
  const groups = new Map<string, TrafficFinding[]>();
  for (const finding of findings) {
    const { rule, operation, words } = finding;
    const key = JSON.stringify([rule, operation, elementOf(finding), words["value"]]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  const collected = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ change: describeGroup(first, group), operations: [first.operation] }];
  });
  return describeFindings(collected, { old: { names }, new: { names } });
}

function describeGroup(first: TrafficFinding, group: readonly TrafficFinding[]): Change {
  const { rule, words, client, told, exchange } = first;
  const remark = { element: elementOf(first), words, guards: guardsOf(first) };
  return {
    ...makeChange(rule, {
      ...remark,
      direction: isOfRequest(first) ? "sent" : "received",
      at: { old: told, new: exchange.at },
    }),
    client,
    seen: [...new Set(group.map((each) => each.exchange.place))],
  };
}

function isOfRequest({ rule }: TrafficFinding): boolean {
  return rule === "undocumented-operation" || rule === "undocumented-parameter" || rule === "request-mismatch";
}

// `response 200 /items/*/price`: positions in lists make no difference.
function elementOf(finding: TrafficFinding): string {
  if (finding.rule === "undocumented-operation") return finding.operation;
  const side = isOfRequest(finding) ? "request" : `response ${finding.exchange.response.status}`;
  return `${side} ${finding.pointer.replaceAll(/\/\d+(?=\/|$)/g, "/*")}`.trim();
}

function guardsOf(finding: TrafficFinding): Guard[] {
  if (finding.rule === "undocumented-property") return ["tolerated"];
  return !isOfRequest(finding) && finding.exchange.response.status >= 400 ? ["failure"] : [];
}
