import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { XMLValidator } from "fast-xml-parser";
import { afterAll, describe, expect, it } from "vitest";
import type { Json } from "../../generator/contract/schema.js";
import { FORMATS, type Format, renderReport } from "../../generator/drift/report/formats.js";
import { placeFindings } from "../../generator/drift/report/places.js";
import type { Report } from "../../generator/drift/report/report.js";
import { compareFiles } from "./compared.js";
import { fitsSchema } from "./fits-schema.js";

const folder = mkdtempSync(join(tmpdir(), "reports-"));

afterAll(() => rmSync(folder, { recursive: true }));

/** Words that mean something in every one of the formats. */
const HOSTILE = [
  "]]><script>alert(1)</script>",
  "%0A::error::pwned",
  "a\n::warning file=x::pwned",
  "| a | `b` @octocat [c](https://example.com) ![d](https://example.com/e) </details>",
  "see https://example.com/x or WWW.example.com",
  "\u0000\u001b[31m\u202e",
  "\"&'",
];

function contractOf(version: string, type: string): string {
  const properties = Object.fromEntries(HOSTILE.map((name) => [name, { type }]));
  const content = { "application/json": { schema: { type: "object", properties } } };
  const put = { operationId: "save", requestBody: { content }, responses: { 200: { description: "ok", content } } };
  const paths = Object.fromEntries(
    HOSTILE.map((name) => [`/${name}`, { put: { ...put, operationId: `save${name}` } }]),
  );
  return JSON.stringify({ openapi: "3.1.0", info: { title: HOSTILE.join(" "), version }, paths }, undefined, 1);
}

async function makeReport(): Promise<Report> {
  const [before, after] = [join(folder, "old.json"), join(folder, "new.json")];
  writeFileSync(before, contractOf("1", "string"));
  writeFileSync(after, contractOf("2", "integer"));
  const { findings, documents, sides } = await compareFiles(before, after);
  return { findings: placeFindings(findings, documents), sides, failOn: "breaking" };
}

const report = await makeReport();
const texts = Object.fromEntries(FORMATS.map((format) => [format, renderReport(format, report)])) as {
  readonly [format in Format]: string;
};

describe("the places that a finding touches", () => {
  const uses = [7, 12, 30].map((line) => ({ file: "src/billing shop.ts", line, column: 3 }));
  const [finding, ...others] = report.findings;
  const used: Report = {
    ...report,
    findings: finding === undefined ? [] : [{ ...finding, uses }, ...others],
  };

  it.each(FORMATS.filter((format) => format !== "changelog"))("are listed: %s", (format) => {
    const text = renderReport(format, used);
    if (format === "json" || format === "sarif") {
      for (const { line } of uses) expect(text).toMatch(new RegExp(`"(?:startL|l)ine": ${line},`));
    } else for (const { line } of uses) expect(text).toContain(`src/billing shop.ts:${line}:3`);
  });

  it("stand in for the contract's, where it says nothing of what is wrong", () => {
    const homeless: Report = { ...report, findings: finding === undefined ? [] : [{ ...finding, places: {}, uses }] };
    const sarif = JSON.parse(renderReport("sarif", homeless)) as { runs: { results: { locations: unknown[] }[] }[] };
    expect(sarif.runs[0]?.results[0]?.locations).toMatchObject([
      { physicalLocation: { artifactLocation: { uri: "src/billing%20shop.ts" }, region: { startLine: 7 } } },
    ]);
    expect(JSON.parse(renderReport("gitlab", homeless))).toMatchObject([
      { location: { path: "src/billing shop.ts", lines: { begin: 7 } } },
    ]);
    expect(renderReport("github", homeless)).toContain("file=src/billing shop.ts,line=7,col=3");
  });
});

describe("reports of contracts that are not trusted", () => {
  it("has something to report", () => {
    expect(report.findings.filter(({ level }) => level === "breaking").length).toBeGreaterThan(20);
  });

  it("text: shows no control characters", () => {
    expect(texts.text).not.toMatch(/[\u0000-\u0008\u001b\u202e]/);
  });

  it("json: is what its published schema says", () => {
    const schema = JSON.parse(readFileSync("schemas/drift-report.schema.json", "utf8")) as Json;
    const value = JSON.parse(texts.json) as { readonly [key: string]: Json };
    expect(fitsSchema(schema, value)).toBe("yes");
    expect(fitsSchema(schema, { ...value, extra: 1 })).toBe("no");
  });

  it("junit: is XML", () => {
    expect(XMLValidator.validate(texts.junit)).toBe(true);
    expect(texts.junit).not.toContain("<script>");
    expect(texts.junit.match(/<testcase /g)?.length).toBe(HOSTILE.length);
  });

  it("github: is one command a line, and no more than ten of a kind", () => {
    const lines = texts.github.trim().split("\n");
    expect(lines.filter((line) => !/^::(?:error|warning|notice) [^:]*::/.test(line))).toEqual([]);
    expect(lines.filter((line) => line.startsWith("::error")).length).toBe(10);
    expect(texts.github).toContain("more findings are in the step summary");
  });

  it("markdown: holds no HTML, links or mentions of the contract", () => {
    expect(texts.markdown.startsWith("<!-- conn-gen drift -->")).toBe(true);
    const outside = texts.markdown.replaceAll(/(`+) ?[^]*? ?\1/g, "");
    expect(outside.match(/<(?!!--|\/?(?:details|summary)>)/g)).toBeNull();
    expect(outside).not.toMatch(/(?<!\\)\]\(|@octocat|:\/\/|www\./i);
    expect(outside.match(/<details>/g)?.length).toBe(outside.match(/<\/details>/g)?.length);
  });

  it("sarif: points at lines of both files, with fingerprints and known rules", () => {
    const { runs } = JSON.parse(texts.sarif) as {
      readonly runs: readonly {
        readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
        readonly results: readonly {
          readonly ruleId: string;
          readonly ruleIndex: number;
          readonly locations: readonly {
            readonly physicalLocation: { readonly region: { readonly startLine: number } };
          }[];
          readonly partialFingerprints: { readonly [key: string]: string };
        }[];
      }[];
    };
    const [run] = runs;
    for (const { ruleId, ruleIndex, locations, partialFingerprints } of run?.results ?? []) {
      expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(locations[0]?.physicalLocation.region.startLine).toBeGreaterThan(0);
      expect(partialFingerprints["connGenDrift/v1"]).toMatch(/^[0-9a-f]{16}/);
    }
    expect(run?.results.length).toBe(report.findings.length);
  });

  it("gitlab: has a place and a fingerprint of its own for every issue", () => {
    const issues = JSON.parse(texts.gitlab) as readonly { readonly fingerprint: string }[];
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
  });

  it("changelog: names the next version's kind", () => {
    expect(texts.changelog).toContain("**major**");
  });
});
