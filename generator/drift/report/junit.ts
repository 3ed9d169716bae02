import type { PlacedFinding } from "./places.js";
import { groupFindings, isFailing, type Report } from "./report.js";
import { sayPlace, sayNotes } from "./words.js";

/** JUnit XML: one case an operation or schema, which fails where its findings do. */
export function renderJunit(report: Report): string {
  const groups = [...groupFindings(report.findings), ...listPassed(report)];
  const cases = groups.map(([name, findings]) => renderCase(name, findings, report));
  const failures = groups.filter(([, findings]) => findings.some((each) => isFailing(each, report.failOn))).length;
  const counts = `tests="${groups.length}" failures="${failures}" errors="0"`;
  const name = escapeXml(`${report.sides.new.title} ${report.sides.old.version} -> ${report.sides.new.version}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="conn-gen ${report.traffic === undefined ? "diff" : "verify"}" ${counts}>`,
    `  <testsuite name="${name}" ${counts} skipped="0">`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

/** The operations that traffic has shown and that nothing is said of. */
function listPassed({ traffic, findings }: Report): [string, readonly PlacedFinding[]][] {
  const told = new Set(findings.flatMap(({ operations }) => operations));
  const seen = (traffic?.operations ?? []).filter(({ statuses }) => Object.keys(statuses).length > 0);
  return seen.filter(({ operation }) => !told.has(operation)).map(({ operation }) => [operation, []]);
}

function renderCase(name: string, findings: readonly PlacedFinding[], { failOn }: Report): string {
  const failing = findings.filter((finding) => isFailing(finding, failOn));
  const others = findings.filter((finding) => !isFailing(finding, failOn));
  const open = `    <testcase name="${escapeXml(name)}" classname="conn-gen.drift">`;
  const failures = failing.map(
    (finding) =>
      `      <failure type="${finding.rule}" message="${escapeXml(finding.message)}">${escapeXml(describe(finding))}</failure>`,
  );
  const said = others.map(({ level, message }) => `${level}: ${message}`).join("\n");
  const output = others.length === 0 ? [] : [`      <system-out>${escapeXml(said)}</system-out>`];
  return [open, ...failures, ...output, "    </testcase>"].join("\n");
}

function describe(finding: PlacedFinding): string {
  const { places, help, wire, source } = finding;
  return [
    `wire ${wire}, source ${source}`,
    ...sayNotes(finding),
    ...(places.old === undefined ? [] : [`before: ${sayPlace(places.old)}`]),
    ...(places.new === undefined ? [] : [`now: ${sayPlace(places.new)}`]),
    help,
  ].join("\n");
}

/** XML knows no control characters, not even escaped ones. */
function escapeXml(text: string): string {
  return text
    .replaceAll(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      "\ufffd",
    )
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
