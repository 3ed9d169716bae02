import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../generator/commands/run.js";
import type { DiagnosticJson } from "../../generator/report/diagnostics.js";
import { contract, failures, type Mistake, mistakes } from "./mistakes.js";

let cwd = "";

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "broken-"));
});

afterEach(() => rmSync(cwd, { recursive: true }));

async function conn(...argv: string[]): Promise<{ readonly code: number; readonly text: string }> {
  let text = "";
  const output = { write: (more: string) => (text += more) };
  const stdin = (async function* () {})();
  const code = await run(argv, { cwd, env: {}, stdin, stdout: output, stderr: output });
  return { code, text };
}

/** What a run tells of what is wrong. */
async function judge(...flags: string[]): Promise<readonly DiagnosticJson[]> {
  const { text } = await conn("api.yaml", "--name", "shop", "-o", "out", "--json", ...flags);
  type Told = { readonly contracts?: readonly Told[]; readonly diagnostics?: readonly DiagnosticJson[] };
  const told = JSON.parse(text) as Told;
  const all = [told, ...(told.contracts ?? [])].flatMap(({ diagnostics = [] }) => diagnostics);
  return all.filter(({ severity }) => severity !== "note");
}

function write({ edit }: Mistake): readonly string[] {
  let text = contract;
  for (const [from, to] of edit) {
    expect(text, from).toContain(from);
    text = text.replace(from, () => to);
  }
  writeFileSync(join(cwd, "api.yaml"), text);
  return text.split("\n");
}

function writeOverlay(actions: DiagnosticJson["overlay"]): void {
  writeFileSync(
    join(cwd, "mend.yaml"),
    JSON.stringify({ overlay: "1.0.0", info: { title: "x", version: "1" }, actions }),
  );
}

/** What every message must have: a place that is right, and what to do. */
function expectPlace(told: DiagnosticJson | undefined, { code, at }: Mistake, lines: readonly string[]): void {
  expect(told).toMatchObject({ code, file: "api.yaml" });
  expect(told?.message.endsWith(".")).toBe(true);
  expect(told?.help?.endsWith(".")).toBe(true);
  expect(
    lines[(told?.line ?? 0) - 1]
      ?.slice((told?.column ?? 0) - 1)
      .replace(/^"/, "")
      .startsWith(at),
    told?.message,
  ).toBe(true);
}

describe("a pattern that nothing is held against", () => {
  it.each([
    ["(?i)abc", "JavaScript cannot read it", "ECMA-262"],
    ["[", "JavaScript cannot read it", "ECMA-262"],
    ["(?i:abc)", "modifiers", "[aA]"],
    ["^(a+)+$", "exponential time", "nested repetition"],
    ["a".repeat(1001), "very long", "1,000 characters"],
  ])("says why: %s", async (pattern, reason, help) => {
    write({ edit: [["name: { type: string }", `name: { type: string, pattern: "${pattern}" }`]], code: "", at: "" });
    const found = (await judge()).find(({ code }) => code === "pattern-not-checked");
    expect(found?.message).toContain(reason);
    expect(found?.help).toContain(help);
  });
});

describe("a contract with a mistake", () => {
  it.each(Object.keys(mistakes))("says where it is and what mends it: %s", async (name) => {
    const mistake = mistakes[name] as Mistake;
    const lines = write(mistake);
    const told = await judge();
    const found = told.find(({ code }) => code === mistake.code);
    expectPlace(found, mistake, lines);
    const shown = (await conn("api.yaml", "--name", "shop", "-o", "out")).text;
    expect(shown).toContain(`[${mistake.code}]: `);
    expect(shown).toContain(`--> api.yaml:${found?.line}:${found?.column}`);
    expect(shown).toMatch(/\n *\| +\^+\n/);
    if (mistake.overlay === false) return;
    expect(shown).toMatch(/= overlay: (?:- \{"target":|too long)/);
    writeOverlay(found?.overlay);
    expect((await judge("--overlay", "mend.yaml")).filter(({ code }) => code === mistake.code)).toEqual([]);
  });

  it.each(Object.keys(failures))("ends with the line to look at: %s", async (name) => {
    const mistake = failures[name] as Mistake & { readonly line: number };
    const lines = write(mistake);
    expect((await conn("api.yaml", "-o", "out")).code).toBe(65);
    const [found, ...more] = await judge();
    expect(more).toEqual([]);
    expectPlace(found, mistake, lines);
    expect(found?.line).toBe(mistake.line);
    if (mistake.overlay === false) return;
    writeOverlay(found?.overlay);
    expect((await conn("api.yaml", "-o", "out", "--overlay", "mend.yaml")).code).toBe(0);
  });

  it("says that nothing can be called", async () => {
    writeFileSync(join(cwd, "api.yaml"), "openapi: 3.0.3\ninfo: { title: Shop, version: '1' }\n");
    expect(await judge()).toMatchObject([{ code: "contract-without-paths", line: 1, column: 1 }]);
    writeFileSync(join(cwd, "api.yaml"), "openapi: 3.0.3\ninfo: { title: Shop, version: '1' }\npaths: []\n");
    expect((await judge()).map(({ code }) => code).sort()).toEqual([
      "contract-without-paths",
      "keyword-of-another-kind",
    ]);
  });
});
