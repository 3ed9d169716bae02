import type { Finding } from "./finding.js";

/** The next version of the generated client: `major` where code or deployed clients break, `minor` where there is more. */
export function suggestBump(findings: readonly Pick<Finding, "level" | "rule">[]): "major" | "minor" | "patch" {
  if (findings.some(({ level }) => level === "breaking")) return "major";
  return findings.some(({ rule }) => /(?:^|-)(?:added|loosened|widened|became-optional)$/.test(rule))
    ? "minor"
    : "patch";
}
