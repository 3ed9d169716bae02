import type { Level } from "../finding.js";
import type { PlacedFinding } from "./places.js";
import type { Report } from "./report.js";
import { sayUses, sayWitness } from "./words.js";

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
  const place = finding.places.new ?? finding.places.old ?? finding.uses?.[0];
  if (place === undefined) return [];
  const notes = [sayWitness(finding), sayUses(finding)].filter((words) => words !== undefined);
  return [
    {
      description: notes.length === 0 ? finding.message : `${finding.message} (${notes.join("; ")})`,
      check_name: finding.rule,
      fingerprint: finding.fingerprint,
      severity: SEVERITIES[finding.level],
      location: { path: place.file, lines: { begin: place.line } },
    },
  ];
}
