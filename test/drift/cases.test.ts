import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../generator/drift/finding.js";
import { placeFindings } from "../../generator/drift/report/places.js";
import { renderText } from "../../generator/drift/report/text.js";
import examples from "../../generator/drift/rules/examples.json" with { type: "json" };
import { type RuleId, RULES } from "../../generator/drift/rules.js";
import { compareFiles, type Compared } from "./compared.js";

const folder = join(import.meta.dirname, "cases");
const rules = Object.keys(RULES) as RuleId[];
const cases = readdirSync(folder).sort();

/** The rules that hold a contract against traffic, and not against another contract. */
const traffic = join(import.meta.dirname, "../traffic/cases");
const trafficCases = readdirSync(traffic).sort();

/** The findings of a case as a terminal shows them. */
function print({ findings, sides, documents }: Compared): string {
  const report = { sides, findings: placeFindings(findings, documents), failOn: "breaking" } as const;
  return renderText(report).replaceAll(/\S*(?=(?:old|new)\.(?:yaml|graphql))/g, "");
}

function fileOf(name: string, side: string): string {
  const path = join(folder, name, side);
  return existsSync(`${path}.yaml`) ? `${path}.yaml` : `${path}.graphql`;
}

/** The documents of a case that is about what the user's documents say. */
function queriesOf(name: string): string[] {
  const path = join(folder, name, "documents.graphql");
  return existsSync(path) ? [path] : [];
}

function rulesOf(findings: readonly Finding[]): string[] {
  return findings.map(({ rule }) => rule);
}

describe("rules of drift", () => {
  it("have a directory each, and every directory its rule", () => {
    expect([...cases, ...trafficCases].sort()).toEqual([...rules].sort());
  });

  it("have a mirror that is a rule", () => {
    const mirrors = rules.map((rule) => RULES[rule].mirror).filter((mirror) => mirror !== undefined);
    expect(mirrors.filter((mirror) => !Object.hasOwn(RULES, mirror))).toEqual([]);
  });

  it("have an example, taken from their case", () => {
    expect(Object.keys(examples).sort()).toEqual([...rules].sort());
    for (const [name, { before, after }] of Object.entries(examples)) {
      const [old, next] = trafficCases.includes(name)
        ? ["contract.yaml", "traffic.ndjson"].map((file) => readFileSync(join(traffic, name, file), "utf8"))
        : [fileOf(name, "old"), fileOf(name, "new")].map((file) => readFileSync(file, "utf8"));
      const queries = queriesOf(name)
        .map((path) => readFileSync(path, "utf8"))
        .join("\n");
      expect(before.filter((line) => !old?.includes(line))).toEqual([]);
      expect(after.filter((line) => !next?.includes(line) && !queries.includes(line))).toEqual([]);
    }
  });

  it.each(cases.filter((name) => name in RULES))("%s", async (name) => {
    const rule = name as RuleId;
    const [before, after] = [fileOf(name, "old"), fileOf(name, "new")];
    const beside = { queries: queriesOf(name), ...(name.includes("version") && { versionBump: "semver" as const }) };
    const compared = await compareFiles(before, after, beside);
    expect(rulesOf(compared.findings)).toContain(rule);
    const { mirror } = RULES[rule];
    if (mirror !== undefined) expect(rulesOf((await compareFiles(after, before)).findings)).toContain(mirror);
    expect((await compareFiles(after, after)).findings).toEqual([]);
    const printed = print(compared);
    const expected = join(folder, name, "expected.txt");
    if (process.env["UPDATE"] || !existsSync(expected)) writeFileSync(expected, printed);
    expect(printed).toBe(readFileSync(expected, "utf8"));
  });
});
