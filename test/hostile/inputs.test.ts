import { closeSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Failure } from "../../generator/diagnostics.js";
import { readSource } from "../../generator/read/source.js";
import { cache } from "../golden/compilers.js";
import { runText } from "./line.js";

const HEAD = '{"openapi":"3.1.0","info":{"title":"Shop","version":"1"},"paths":{},';
const DEEP = 10_000;

/** What a run ends with: the code of its first failure, or nothing where it went well. */
async function codeOf(run: Promise<unknown>): Promise<string | undefined> {
  try {
    await run;
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.diagnostics[0]?.code;
    throw error;
  }
}

describe("an input that is too much", () => {
  it("is refused by its size: a file of 200 MB", async () => {
    mkdirSync(cache, { recursive: true });
    const folder = mkdtempSync(join(cache, "hostile-"));
    try {
      const file = openSync(join(folder, "contract.json"), "w");
      ftruncateSync(file, 200_000_000);
      closeSync(file);
      expect(await codeOf(readSource("contract.json", { cwd: folder }))).toBe("contract-too-large");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("is refused by its size: 200 MB through a pipe", async () => {
    const block = Buffer.alloc(1_000_000, " ");
    let blocks = 0;
    const stdin = (async function* () {
      while (blocks < 200) {
        blocks++;
        yield block;
      }
    })();
    expect(await codeOf(readSource("-", { stdin }))).toBe("contract-too-large");
    expect(blocks).toBeLessThan(200);
  });

  it.each([
    ["lists in JSON", `${HEAD}"x-deep":${"[".repeat(DEEP)}${"]".repeat(DEEP)}}`],
    ["objects in JSON", `${HEAD}"x-deep":${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}}`],
    ["lists in YAML", `openapi: 3.1.0\nx-deep: ${"[".repeat(DEEP)}${"]".repeat(DEEP)}\n`],
    [
      "blocks in YAML",
      `openapi: 3.1.0\n${Array.from({ length: 2000 }, (_, level) => `${" ".repeat(level)}a:\n`).join("")}`,
    ],
    ["a circle of aliases", "openapi: 3.1.0\nx-a: &a [*a]\n"],
    [
      "aliases that double",
      `openapi: 3.1.0\nx-0: &x0 [1]\n${Array.from({ length: 40 }, (_, i) => `x-${i + 1}: &x${i + 1} [*x${i}, *x${i}]\n`).join("")}`,
    ],
  ])("is refused in words: %s", async (_, text) => {
    expect(await codeOf(runText(text))).toMatch(/^(?:json|yaml)-syntax$/);
  });
});

describe("keys that are none", () => {
  it("pollute nothing: __proto__ and constructor wherever a key can stand", async () => {
    const evil = '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}';
    const schemas = `{"__proto__":{"type":"object","properties":{${evil}}},"A":{"type":"object","required":["__proto__"],"properties":{${evil}},"dependentRequired":{"__proto__":["constructor"]}}}`;
    const text = `{"openapi":"3.1.0",${evil},"info":{"title":"Shop","version":"1",${evil}},"paths":{${evil}},"components":{"schemas":${schemas},${evil}}}`;
    await codeOf(runText(text));
    expect(({} as { readonly polluted?: unknown }).polluted).toBeUndefined();
  });

  it("are read once: the last of two in JSON, none of two in YAML", async () => {
    const { files } = await runText(`${HEAD}"x-a":1,"info":{"title":"Other","version":"2"}}`);
    expect(files.find(({ path }) => path === "README.md")?.text).toContain("Other");
    expect(await codeOf(runText("openapi: 3.1.0\nopenapi: 3.0.0\n"))).toBe("yaml-syntax");
  });
});
