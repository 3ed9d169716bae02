import type { Level } from "../finding.js";
import type { PlacedFinding } from "./places.js";
import type { Report } from "./report.js";
import { sayWitness } from "./words.js";

const SEVERITIES: { readonly [level in Level]: string } = {
  breaking: "critical",
  warning: "minor",
  info: "info",
  safe: "info",
};

/** GitLab's code quality report. */
export function renderGitlab({ findings }: Report): string {
  return `${JSON.stringify(findings.flatMap(describeIssue), undefined, 2)}\n`;
}

/** An issue without a place is refused, so what has none is left out. */
function describeIssue(finding: PlacedFinding): object[] {
  const place = finding.places.new ?? finding.places.old;
  if (place === undefined) return [];
  const witness = sayWitness(finding);
  return [
    {
      description: witness === undefined ? finding.message : `${finding.message} (${witness})`,
      check_name: finding.rule,
      fingerprint: finding.fingerprint,
      severity: SEVERITIES[finding.level],
      location: { path: place.file, lines: { begin: place.line } },
    },
  ];
}
