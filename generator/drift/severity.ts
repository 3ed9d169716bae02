import { sortFindings } from "./describe.js";
import type { Finding, Level } from "./finding.js";

/** How bad a project takes certain findings to be, whatever the law says. `*` stands for anything. */
export interface Severity {
  /** The rule's id, `property-*`. */
  readonly rule?: string;
  /** An operation, its call, or a place in the exchange: `GET /pets*`, `stripe.customers.*`, `customer.email`. */
  readonly at?: string;
  readonly level: Exclude<Level, "safe"> | "off";
}

/** Findings as a project takes them; of several words on one finding the last holds. */
export function applySeverities<Given extends Finding>(
  findings: readonly Given[],
  severities: readonly Severity[],
): readonly Given[] {
  if (severities.length === 0) return findings;
  const tests = severities.map((severity) => ({ level: severity.level, fits: testOf(severity) }));
  const judged = findings.flatMap((finding) => {
    const level = tests.findLast(({ fits }) => fits(finding))?.level;
    if (level === "off") return [];
    return level === undefined ? [finding] : [{ ...finding, level }];
  });
  return sortFindings(judged);
}

function testOf({ rule = "*", at = "*" }: Severity): (finding: Finding) => boolean {
  const [rules, places] = [toPattern(rule), toPattern(at)];
  return ({ rule: id, operations, symbols, element }) =>
    rules.test(id) && [...operations, ...symbols, element].some((place) => places.test(place));
}

function toPattern(text: string): RegExp {
  const parts = text.split("*").map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]*")}$`);
}
