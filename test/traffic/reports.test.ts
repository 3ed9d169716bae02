import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { XMLValidator } from "fast-xml-parser";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../generator/commands/run.js";
import type { Json } from "../../generator/contract/schema.js";
import { fitsSchema } from "../drift/fits-schema.js";

const cases = join(import.meta.dirname, "cases");

let cwd = "";

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "traffic-"));
  cpSync(join(cases, "response-mismatch/contract.yaml"), join(cwd, "contract.yaml"));
  const kept = ["response-mismatch", "undocumented-property", "undocumented-operation", "undocumented-status"];
  record(kept.map((name) => readFileSync(join(cases, name, "traffic.ndjson"), "utf8")));
});

afterEach(() => rmSync(cwd, { recursive: true }));

function record(lines: readonly string[]): void {
  writeFileSync(join(cwd, "traffic.ndjson"), lines.join(""));
}

async function verify(...flags: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ["", ""];
  const terminal = {
    cwd,
    env: { NO_COLOR: "1" },
    stdin: Readable.from([""]),
    stdout: { write: (text: string) => void (out += text) },
    stderr: { write: (text: string) => void (err += text) },
  };
  const code = await run(["verify", "contract.yaml", "--ndjson", "traffic.ndjson", ...flags], terminal);
  return { code, out, err };
}

interface Described {
  readonly findings: readonly { readonly rule: string; readonly level: string; readonly fingerprint: string }[];
}

async function describeAll(...flags: string[]): Promise<Described> {
  return JSON.parse((await verify("--json", ...flags)).out) as Described;
}

function prints({ findings }: Described): string[] {
  return findings.map(({ fingerprint }) => fingerprint).sort();
}

describe("what traffic shows", () => {
  it("is told in every form that a comparison is", async () => {
    const forms = ["json", "markdown", "github", "sarif", "junit", "gitlab"];
    const { code, out } = await verify(...forms.flatMap((form) => ["--report", `${form}=${form}.txt`]));
    expect(code).toBe(1);
    expect(out).toContain("2 of 2 operations seen in 9 exchanges; 6 findings.");
    const texts = Object.fromEntries(forms.map((form) => [form, readFileSync(join(cwd, `${form}.txt`), "utf8")]));
    const schema = JSON.parse(readFileSync("schemas/drift-report.schema.json", "utf8")) as Json;
    expect(fitsSchema(schema, JSON.parse(texts["json"] ?? "") as Json)).toBe("yes");
    expect(texts["markdown"]).toMatch(/^<!-- conn-gen verify -->[^]*Traffic and contract disagree[^]*seen 2 times/);
    expect(texts["github"]).toMatch(/^::error file=traffic\.ndjson,line=\d,col=1,/);
    expect(texts["sarif"]).toMatch(/"uri": "traffic\.ndjson"[^]*"uri": "contract\.yaml"/);
    expect(texts["gitlab"]).toContain('"path": "traffic.ndjson"');
    expect(XMLValidator.validate(texts["junit"] ?? "")).toBe(true);
    expect(texts["junit"]).toContain('<testsuites name="conn-gen verify"');
    expect((await verify("--report", "changelog")).code).toBe(64);
  });

  it("has fingerprints that stay when lines move and more of the same comes", async () => {
    const before = await describeAll();
    const text = readFileSync(join(cwd, "traffic.ndjson"), "utf8");
    record([...text.trimEnd().split("\n").reverse(), ...text.trimEnd().split("\n")].map((line) => `${line}\n`));
    expect(prints(await describeAll())).toEqual(prints(before));
    expect(new Set(prints(before)).size).toBe(6);
  });

  it("is accepted by a baseline, which fails where it is out of date", async () => {
    const baseline = ["--baseline", "traffic.json"];
    expect((await verify(...baseline, "--baseline-update")).out).toContain("6 findings accepted");
    expect((await verify(...baseline)).err).toContain("gives no reason");
    const path = join(cwd, "traffic.json");
    writeFileSync(path, readFileSync(path, "utf8").replaceAll('"reason": ""', '"reason": "known"'));
    expect((await verify(...baseline, "--fail-on", "breaking")).code).toBe(0);
    record([readFileSync(join(cases, "undocumented-status/traffic.ndjson"), "utf8")]);
    expect((await verify(...baseline, "--fail-on", "breaking")).err).toContain("there is no such finding");
  });

  it("is told of errors in XML as of those in JSON", async () => {
    cpSync(join(import.meta.dirname, "../testing/xml-press.yaml"), join(cwd, "contract.yaml"));
    const answer = (body: string): string => {
      const request = { method: "POST", url: "https://press.example/v1/books", headers: {} };
      const headers = { "content-type": "application/xml" };
      return `${JSON.stringify({ request, response: { status: 409, headers, body } })}\n`;
    };
    record([answer("<Failure><Code>Known</Code></Failure>")]);
    expect((await verify()).out).toContain("all as the contract says");
    record([answer("<Failure><Why>Known</Why></Failure>"), answer("<Failure>")]);
    const { out } = await verify();
    expect(out).toContain("response-mismatch]: response 409 /Code is required");
    expect(out).toContain("undocumented-property]: response 409 /Why is received");
    expect(out).toContain("throws ApiError with the body as text");
  });

  it("is as bad as a policy says, and fails from where it is asked to", async () => {
    writeFileSync(join(cwd, "conn-gen.policy.json"), '{ "severity": [{ "rule": "*", "level": "info" }] }');
    expect((await verify("--fail-on", "breaking")).code).toBe(0);
    expect((await verify()).code).toBe(1);
    writeFileSync(join(cwd, "conn-gen.policy.json"), '{ "severity": [{ "rule": "*", "level": "off" }] }');
    expect((await verify()).code).toBe(0);
  });

  it("is placed in an archive where its exchange is", async () => {
    const entry = (status: number) => ({
      request: { method: "GET", url: "https://pets.example/pets", headers: [] },
      response: { status, headers: [], content: { mimeType: "application/json", text: "[]" } },
    });
    const har = { log: { version: "1.2", entries: [entry(200), entry(206)] } };
    writeFileSync(join(cwd, "traffic.har"), JSON.stringify(har, undefined, 2));
    let out = "";
    const write = (text: string): void => void (out += text);
    const terminal = { cwd, env: {}, stdin: Readable.from([""]), stdout: { write }, stderr: { write } };
    expect(await run(["verify", "contract.yaml", "--har", "traffic.har"], terminal)).toBe(1);
    const line = JSON.stringify(har, undefined, 2).split("\n").lastIndexOf("      {") + 1;
    expect(out).toMatch(new RegExp(`undocumented-status[^]*seen once: entry 2[^]*\\+ traffic\\.har:${line}:7`));
  });

  it.each([
    ["nothing", ""],
    ["what is no exchange", '{"a":1}\nnot json\n'],
  ])("is no pass where the recording holds %s", async (_, text) => {
    record([text]);
    expect(await verify()).toMatchObject({ code: 65, err: expect.stringContaining("holds no exchange") });
    expect(JSON.parse((await verify("--json")).out)).toMatchObject({ ok: false, exitCode: 65 });
  });

  it("is no pass where all of it went elsewhere", async () => {
    const { code, err } = await verify("--base-url", "https://staging.example");
    expect(code).toBe(64);
    expect(err).toContain("None of 9 exchanges went to https://staging.example.");
    expect(err).toContain("`--base-url URL`");
  });

  it("shows nothing of what was recorded but where it stands", async () => {
    record(['{"request":{"url":"https://pets.example/pets?limit=1"},"response":{"status":201,"body":"hush"}}\n']);
    const { out } = await verify("--report", "text", "--report", "json=all.json");
    expect(out + readFileSync(join(cwd, "all.json"), "utf8")).not.toMatch(/hush|limit=1/);
  });
});
