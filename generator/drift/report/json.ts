import { suggestBump } from "../bump.js";
import type { PlacedFinding } from "./places.js";
import { countLevels, isFailing, type Report, type Traffic } from "./report.js";

/** The report as data; its schema is published beside the package. */
export function renderJson({ findings, sides, failOn, traffic }: Report): string {
  const document = {
    version: 1,
    old: sides.old,
    new: sides.new,
    failOn,
    ...(traffic === undefined ? { bump: suggestBump(findings) } : { traffic: describeTraffic(traffic) }),
    counts: countLevels(findings),
    findings: findings.map((finding) => describeFinding(finding, isFailing(finding, failOn))),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function describeTraffic({ exchanges, foreign, operations }: Traffic): object {
  return { exchanges, foreign, operations };
}

function describeFinding(finding: PlacedFinding, fails: boolean): object {
  const { rule, level, wire, source, effect, direction, guards, message, help, element } = finding;
  const { before, after, witness, operations, symbols, uses, client, seen, fingerprint } = finding;
  return {
    rule,
    level,
    fails,
    wire,
    source,
    effect,
    ...(direction !== undefined && { direction }),
    guards,
    message,
    help,
    element,
    ...(finding.old !== undefined && { old: describeSide(finding, "old") }),
    ...(finding.new !== undefined && { new: describeSide(finding, "new") }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(witness !== undefined && { witness }),
    operations,
    symbols,
    ...(uses !== undefined && { uses }),
    ...(client !== undefined && { client }),
    ...(seen !== undefined && { seen }),
    fingerprint,
  };
}

function describeSide(finding: PlacedFinding, side: "old" | "new"): object {
  const place = finding.places[side];
  return {
    pointer: finding[side]?.pointer,
    ...(place !== undefined && { file: place.file, line: place.line, column: place.column }),
  };
}
