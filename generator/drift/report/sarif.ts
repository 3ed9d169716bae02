import type { Place } from "../../diagnostics.js";
import type { CodePlace, Level } from "../finding.js";
import type { RuleId } from "../rules.js";
import { RULES } from "../rules.js";
import type { PlacedFinding } from "./places.js";
import { isFailing, type Report } from "./report.js";
import { sayUses, sayWitness } from "./words.js";

const LEVELS: { readonly [level in Level]: string } = {
  breaking: "error",
  warning: "warning",
  info: "note",
  safe: "note",
};

/** SARIF 2.1.0, as code scanning reads it. */
export function renderSarif(report: Report): string {
  const rules = [...new Set(report.findings.map(({ rule }) => rule))];
  const driver = {
    name: "conn-gen",
    rules: rules.map((id) => describeRule(id)),
  };
  const results = report.findings.map((finding) => describeResult(finding, rules, report));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results }],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function describeRule(id: RuleId): object {
  const { says, help } = RULES[id];
  return { id, shortDescription: { text: says }, help: { text: `${help} See \`conn-gen explain ${id}\`.` } };
}

function describeResult(finding: PlacedFinding, rules: readonly RuleId[], { failOn }: Report): object {
  const { rule, level, message, places, fingerprint, wire, source, effect, symbols, uses = [] } = finding;
  const said = [message, sayWitness(finding), sayUses(finding)].filter((words) => words !== undefined);
  // A finding needs a location; what is gone stands in the old contract only, what is refused in the user's code.
  const [first, ...others] = [places.new, places.old].filter((place) => place !== undefined).map(describeLocation);
  const related = others.map((location) => ({ ...location, message: { text: "before" } }));
  const used = uses.map((use) => ({ ...describeSpot(use), message: { text: "used here" } }));
  const own = first ?? (uses[0] && describeSpot(uses[0]));
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: isFailing(finding, failOn) ? "error" : LEVELS[level],
    message: { text: said.join("\n") },
    locations: own === undefined ? [] : [own],
    relatedLocations: [...related, ...used].map((location, id) => ({ id, ...location })),
    partialFingerprints: { "connGenDrift/v1": fingerprint },
    properties: { wire, source, effect, symbols },
  };
}

function describeLocation({ file, line, column, caret }: Place): object {
  const region = { startLine: line, startColumn: column, endColumn: column + caret.length };
  return { physicalLocation: { artifactLocation: { uri: toUri(file) }, region } };
}

/** A place in the user's code: where it begins is all that is known of it. */
function describeSpot({ file, line, column }: CodePlace): object {
  const region = { startLine: line, startColumn: column };
  return { physicalLocation: { artifactLocation: { uri: toUri(file) }, region } };
}

/** A relative path as a URI reference; a URL stays as it is. */
function toUri(file: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file)) return file;
  return file.split(/[\\/]/).map(encodeURIComponent).join("/");
}
