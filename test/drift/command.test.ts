import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../generator/commands/run.js";

let cwd = "";

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "diff-"));
  writeFileSync(join(cwd, "old.yaml"), contractOf("{ type: integer, maximum: 200 }"));
  writeFileSync(join(cwd, "new.yaml"), contractOf("{ type: integer, maximum: 100 }"));
});

afterEach(() => rmSync(cwd, { recursive: true }));

function contractOf(schema: string): string {
  return `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
paths:
  /pets:
    get:
      operationId: pets/list
      parameters: [{ name: limit, in: query, schema: ${schema} }]
      responses: { "200": { description: ok } }
`;
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function start(argv: readonly string[], env: { readonly [name: string]: string } = {}): Promise<Ended> {
  const said = { stdout: "", stderr: "" };
  const listen = (to: "stdout" | "stderr") => ({ write: (text: string) => void (said[to] += text) });
  const here = process.cwd();
  // Paths on the command line start at the working directory, which the process has only one of.
  process.chdir(cwd);
  try {
    const terminal = { cwd, env, stdin: Readable.from([""]), stdout: listen("stdout"), stderr: listen("stderr") };
    return { code: await run(argv, terminal), ...said };
  } finally {
    process.chdir(here);
  }
}

describe("conn-gen diff", () => {
  it("ends with 1 where something breaks, and shows the proof and both places", async () => {
    const { code, stdout } = await start(["diff", "old.yaml", "new.yaml", "--name", "shop"]);
    expect(code).toBe(1);
    expect(stdout).toContain("shop.pets.list  GET /pets");
    expect(stdout).toContain("valid before, rejected now: 200");
    expect(stdout).toMatch(/- old\.yaml:7:\d+/);
    expect(stdout).toMatch(/\+ new\.yaml:7:\d+/);
  });

  it("ends with 0 where nothing is bad enough", async () => {
    expect((await start(["diff", "new.yaml", "old.yaml"])).code).toBe(0);
    expect((await start(["diff", "new.yaml", "old.yaml", "--fail-on", "any"])).code).toBe(1);
    expect((await start(["diff", "old.yaml", "new.yaml", "--fail-on", "never"])).code).toBe(0);
    const same = await start(["diff", "old.yaml", "old.yaml", "--fail-on", "any"]);
    expect(same).toEqual({ code: 0, stdout: "No differences.\n", stderr: "" });
  });

  it("reads a file of a commit", async () => {
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd });
    git("init", "-q");
    git("add", "old.yaml");
    git("commit", "-q", "-m", "first");
    writeFileSync(join(cwd, "old.yaml"), contractOf("{ type: integer, maximum: 50 }"));
    const { code, stdout } = await start(["diff", "git:HEAD:old.yaml", "old.yaml"]);
    expect(code).toBe(1);
    expect(stdout).toContain("HEAD:old.yaml:7");
    const missing = await start(["diff", "git:HEAD:none.yaml", "old.yaml"]);
    expect(missing.code).toBe(65);
    expect(missing.stderr).toMatch(/git has no none\.yaml in HEAD/i);
    expect((await start(["diff", "git:--help:old.yaml", "old.yaml"])).code).toBe(64);
  });

  it("writes several reports at once", async () => {
    const { stdout } = await start([
      "diff",
      "old.yaml",
      "new.yaml",
      "--report",
      "json=a.json",
      "--report",
      "sarif=b.sarif",
    ]);
    expect(stdout).toContain("1 breaking");
    const { counts } = JSON.parse(readFileSync(join(cwd, "a.json"), "utf8")) as { readonly counts: object };
    expect(counts).toEqual({ breaking: 1, warning: 0, info: 0 });
    expect(readFileSync(join(cwd, "b.sarif"), "utf8")).toContain('"2.1.0"');
  });

  it("leaves everything in the summary of a GitHub step", async () => {
    const summary = join(cwd, "summary.md");
    const { stdout } = await start(["diff", "old.yaml", "new.yaml", "--report", "github"], {
      GITHUB_STEP_SUMMARY: summary,
    });
    expect(stdout).toMatch(/^::error file=new\.yaml,line=7,/);
    expect(readFileSync(summary, "utf8")).toContain("limit-tightened");
  });

  it("holds a contract to a policy", async () => {
    writeFileSync(join(cwd, "conn-gen.policy.json"), '{ "versionBump": "semver" }');
    expect((await start(["diff", "old.yaml", "new.yaml"])).stdout).toContain("version-not-bumped");
    writeFileSync(join(cwd, "conn-gen.policy.json"), '{ "versionBmp": "semver" }');
    const wrong = await start(["diff", "old.yaml", "new.yaml"]);
    expect(wrong.code).toBe(64);
    expect(wrong.stderr).toMatch(/did you mean `versionBump`\?/i);
  });

  it("says what is wrong with a command line", async () => {
    expect((await start(["diff", "old.yaml"])).code).toBe(64);
    expect((await start(["diff", "old.yaml", "new.yaml", "--fail-on", "all"])).stderr).toContain(
      "--fail-on is breaking",
    );
    expect((await start(["diff", "old.yaml", "new.yaml", "--report", "pdf"])).stderr).toMatch(/no report format pdf/i);
    expect((await start(["diff", "old.yaml", "none.yaml"])).code).toBe(65);
  });

  it("compares a Swagger 2.0 contract with its successor", async () => {
    const swagger = `swagger: "2.0"
info: { title: Shop, version: 1.0.0 }
paths:
  /pets:
    get:
      operationId: pets/list
      parameters: [{ name: limit, in: query, type: integer, maximum: 100 }]
      responses: { "200": { description: ok } }
`;
    writeFileSync(join(cwd, "swagger.yaml"), swagger);
    expect((await start(["diff", "swagger.yaml", "new.yaml"])).stdout).toBe("No differences.\n");
  });
});

describe("conn-gen explain", () => {
  it("derives the verdicts of a rule", async () => {
    const { code, stdout } = await start(["explain", "limit-tightened"]);
    expect(code).toBe(0);
    expect(stdout).toContain("it allows less than before in what the client sends: breaking");
    expect(stdout).toContain("it allows less than before in what the client receives: info");
    expect(stdout).toMatch(/For example:\n {2}- .*\n {2}\+ /);
  });

  it("lists all rules, and helps with wrong names", async () => {
    expect((await start(["explain"])).stdout).toContain("property-removed");
    const wrong = await start(["explain", "limit-tightend"]);
    expect(wrong.code).toBe(64);
    expect(wrong.stderr).toMatch(/did you mean `limit-tightened`\?/i);
  });
});
