import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../generator/commands/run.js";
import { listen } from "../runtime/loopback.js";

const SHOP = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
servers: [{ url: https://shop.example }]
paths:
  /pets:
    get:
      parameters: [{ name: limit, in: query, schema: { type: integer, maximum: 200 } }]
      responses:
        "200":
          description: All of them.
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Pet" } } } }
components:
  schemas:
    Pet: { type: object, required: [name], properties: { name: { type: string } } }
`;

let cwd = "";

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "check-drift-"));
});

afterEach(() => rm(cwd, { recursive: true }));

async function conn(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const terminal = {
    cwd,
    env: { NO_COLOR: "1" },
    stdin: (async function* (): AsyncGenerator<Uint8Array> {})(),
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
  };
  const code = await run(argv, terminal);
  return { code, out, err };
}

/** A contract that is fetched, and may become another one. */
async function serve(): Promise<{ url: string; become: (text: string) => void }> {
  let text = SHOP;
  const { origin } = await listen((_request, response) => response.end(text));
  return { url: `${origin}/shop.yaml`, become: (next) => (text = next) };
}

const TIGHT = SHOP.replace("maximum: 200", "maximum: 100");

describe("a contract from a URL", () => {
  it("is kept as it was, and nothing is said while it stays", async () => {
    const { url } = await serve();
    expect((await conn(url, "-q")).code).toBe(0);
    expect(await readFile(join(cwd, "generated/shop/conn-gen.snapshot.yaml"), "utf8")).toBe(SHOP);
    expect(await conn("check", url, "-q")).toEqual({ code: 0, out: "", err: "" });
    expect((await conn("check", url, "--full", "-q")).code).toBe(0);
  });

  it("is compared with what is served now: what breaks fails, the client itself is not stale", async () => {
    const { url, become } = await serve();
    await conn(url, "-q");
    become(SHOP.replace("name: { type: string }", "name: { type: string }, age: { type: integer }"));
    const grown = await conn("check", url);
    expect(grown.out).toMatch(/✓ shop[^]*serves another contract than `shop` was made of\n {4}help: run `conn-gen`/);
    expect(grown.code).toBe(0);
    become(TIGHT);
    const { code, out } = await conn("check", url);
    expect(code).toBe(1);
    expect(out).toContain("breaking[limit-tightened]");
    expect(out).toContain("valid before, rejected now: 200");
  });

  it("is generated from what was kept where something else changed", async () => {
    const { url, become } = await serve();
    await conn(url, "-q");
    become(SHOP.replace("properties: { name", "properties: { age: { type: integer }, name"));
    await writeFile(join(cwd, "conn-gen.config.json"), JSON.stringify({ contract: url, transport: "fetch" }));
    const { code, out } = await conn("check");
    expect(code).toBe(2);
    expect(out).toContain('`transport` is "fetch"');
    expect(out.split("\n").find((line) => line.includes("would change"))).not.toContain("types.ts");
  });

  it("has its findings in the data of --json", async () => {
    const { url, become } = await serve();
    await conn(url, "-q");
    become(TIGHT);
    const { code, out } = await conn("check", url, "--json", "--report", "junit=drift.xml");
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      exitCode: 1,
      clients: [{ name: "shop", exitCode: 0 }],
      drift: [{ findings: [{ rule: "limit-tightened", fails: true }] }],
    });
    expect(existsSync(join(cwd, "drift.xml"))).toBe(true);
  });

  it("cannot be compared with a commit", async () => {
    const { url } = await serve();
    await conn(url, "-q");
    expect(await conn("check", url, "--since", "main")).toMatchObject({ code: 64 });
  });
});

describe("--since", () => {
  function git(...argv: string[]): void {
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...argv], { cwd });
  }

  beforeEach(async () => {
    await writeFile(join(cwd, "shop.yaml"), SHOP);
    await writeFile(join(cwd, "conn-gen.config.json"), '[{ "contract": "shop.yaml" }]');
    await conn("-q");
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-q", "-m", "first");
  });

  it("says nothing where a contract is as the commit has it", async () => {
    expect(await conn("check", "--since", "main")).toMatchObject({ code: 0, err: "" });
  });

  it("fails where it breaks users of the commit's, though the client was made anew", async () => {
    await writeFile(join(cwd, "shop.yaml"), TIGHT);
    expect((await conn("check", "--since", "main")).code).toBe(2);
    await conn("-q");
    expect((await conn("check")).code).toBe(0);
    const { code, out } = await conn("check", "--since", "main", "--report", "json=drift.json");
    expect(code).toBe(1);
    expect(out).toMatch(/✓ shop[^]*breaking\[limit-tightened\][^]*main:shop\.yaml:7/);
    expect(JSON.parse(readFileSync(join(cwd, "drift.json"), "utf8"))).toMatchObject({
      findings: [{ rule: "limit-tightened", fails: true }],
    });
  });

  it("passes where nothing breaks, and says what is no commit", async () => {
    await writeFile(join(cwd, "shop.yaml"), SHOP.replace("maximum: 200", "maximum: 300"));
    await conn("-q");
    expect(await conn("check", "--since", "main")).toMatchObject({
      code: 0,
      out: expect.stringContaining("limit-loosened"),
    });
    expect(await conn("check", "--since", "nowhere")).toMatchObject({
      code: 65,
      err: expect.stringContaining("nowhere"),
    });
  });
});

describe("a baseline", () => {
  const DIFF = ["diff", "old.yaml", "new.yaml", "--baseline", "baseline.json"] as const;

  beforeEach(async () => {
    await writeFile(join(cwd, "old.yaml"), SHOP);
    await writeFile(join(cwd, "new.yaml"), TIGHT);
  });

  function entries(): { [key: string]: string }[] {
    return (JSON.parse(readFileSync(join(cwd, "baseline.json"), "utf8")) as { accepted: { [key: string]: string }[] })
      .accepted;
  }

  async function accept(change: { [key: string]: string }): Promise<void> {
    const accepted = entries().map((entry) => ({ ...entry, ...change }));
    await writeFile(join(cwd, "baseline.json"), JSON.stringify({ version: 1, accepted }));
  }

  it("is written for what fails, and asks for reasons", async () => {
    const { code, out } = await conn(...DIFF, "--baseline-update");
    expect({ code, out }).toEqual({
      code: 0,
      out: "baseline.json: 1 finding accepted; 1 of them still need a `reason`\n",
    });
    expect(entries()).toMatchObject([{ rule: "limit-tightened", reason: "" }]);
    const unexplained = await conn(...DIFF);
    expect(unexplained.code).toBe(1);
    expect(unexplained.err).toContain("error[baseline-unexplained]");
  });

  it("accepts findings for a reason, until a day", async () => {
    await conn(...DIFF, "--baseline-update");
    await accept({ reason: "nobody asks for more", ticket: "SHOP-1", expires: "2999-12-31" });
    const { code, out } = await conn(...DIFF);
    expect(code).toBe(0);
    expect(out).toContain("accepted by the baseline");
    await accept({ expires: "2020-01-31" });
    expect(await conn(...DIFF)).toMatchObject({ code: 1, err: expect.stringContaining("has expired") });
  });

  it("keeps what its entries say when it is written again, and drops those that accept nothing", async () => {
    await conn(...DIFF, "--baseline-update");
    await accept({ reason: "known", ticket: "SHOP-1", by: "me" });
    await conn(...DIFF, "--baseline-update");
    expect(entries()).toMatchObject([{ reason: "known", ticket: "SHOP-1", by: "me" }]);
    await writeFile(join(cwd, "new.yaml"), SHOP);
    const { code, err } = await conn(...DIFF);
    expect(code).toBe(1);
    expect(err).toContain("accepts nothing: there is no such finding");
    await conn(...DIFF, "--baseline-update");
    expect(entries()).toEqual([]);
  });

  it("must be one", async () => {
    expect((await conn(...DIFF)).code).toBe(64);
    await writeFile(join(cwd, "baseline.json"), '{"version":1,"accepted":[{"fingerprint":"x"}]}');
    expect(await conn(...DIFF)).toMatchObject({ code: 64, err: expect.stringContaining("is no baseline") });
    expect((await conn("diff", "old.yaml", "new.yaml", "--baseline-update")).code).toBe(64);
  });

  it("and a policy may begin with a byte order mark, and show where they are broken", async () => {
    await writeFile(join(cwd, "baseline.json"), '\ufeff{"version":1,"accepted":[]}');
    await writeFile(join(cwd, "policy.json"), '\ufeff{"severity":[]}');
    expect((await conn(...DIFF, "--policy", "policy.json")).code).toBe(1);
    await writeFile(join(cwd, "baseline.json"), '{\n  "version": 1,\n  "accepted": [,]\n}');
    expect((await conn(...DIFF)).err).toMatch(/baseline-invalid[^]* --> baseline\.json:3:\d+\n/);
    await writeFile(join(cwd, "policy.json"), '{\n  "severity": [},\n}');
    const { code, err } = await conn("diff", "old.yaml", "new.yaml", "--policy", "policy.json");
    expect({ code, err }).toMatchObject({
      code: 64,
      err: expect.stringMatching(/policy-invalid[^]* --> policy\.json:2:/),
    });
  });
});

describe("severities of a policy", () => {
  it.each([
    [{ rule: "limit-*", level: "info" }, 0],
    [{ at: "GET /pets", level: "warning" }, 0],
    [{ at: "new.pets.*", level: "off" }, 0],
    [{ rule: "property-*", level: "info" }, 1],
    [{ at: "GET /cats", level: "off" }, 1],
  ])("%j", async (severity, expected) => {
    await writeFile(join(cwd, "old.yaml"), SHOP);
    await writeFile(join(cwd, "new.yaml"), TIGHT);
    await writeFile(join(cwd, "conn-gen.policy.json"), JSON.stringify({ severity: [severity] }));
    expect(await conn("diff", "old.yaml", "new.yaml")).toMatchObject({ code: expected, err: "" });
  });

  it("are refused where they say nothing", async () => {
    await writeFile(join(cwd, "shop.yaml"), SHOP);
    await writeFile(join(cwd, "conn-gen.policy.json"), JSON.stringify({ severity: [{ rule: "x", level: "bad" }] }));
    expect((await conn("diff", "shop.yaml", "shop.yaml")).code).toBe(64);
  });
});

describe("--prove", () => {
  it("says what the compiler makes of every call", { timeout: 120_000 }, async () => {
    await writeFile(join(cwd, "old.yaml"), SHOP);
    await writeFile(join(cwd, "new.yaml"), SHOP.replace("required: [name], ", ""));
    const { code, err } = await conn("diff", "old.yaml", "new.yaml", "--prove");
    expect(code).toBe(1);
    expect(err).toMatch(/^The compiler refuses 1 of 1 call\.\n {2}pets\.list answers something else: /);
    expect(err).not.toContain("no rule");
  });
});
