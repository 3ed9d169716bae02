import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { resolveSettings } from "../../generator/config/resolve.js";
import { reaches } from "../../generator/drift/law.js";
import { generate } from "../../generator/pipeline.js";
import { type Proof, proveOperations } from "../../generator/usage/prove.js";
import { compareFiles } from "../drift/compared.js";

const root = resolve(import.meta.dirname, "../..");

/** What the compiler says of a pair of contracts, and what the rules do. */
async function judgePair(name: string) {
  const paths = { old: fileOf(name, "old"), new: fileOf(name, "new") };
  const make = async (contract: string) => {
    const asked = { contract, name: "shop", output: "never-written", runtime: "@conn-gen/runtime" };
    return generate(await resolveSettings(asked, { cwd: root }), () => undefined);
  };
  const clients = { old: await make(paths.old), new: await make(paths.new) };
  const proofs = proveOperations({ ...clients, runtime: join(root, "templates/runtime") });
  const { findings } = await compareFiles(paths.old, paths.new);
  return { proofs, sources: findings.map(({ source }) => source) };
}

function fileOf(name: string, side: string): string {
  return join(root, "test/drift/cases", name, `${side}.yaml`);
}

function breaks(proofs: readonly Proof[]): string {
  return proofs.map(({ params, result }) => `${params ? "params " : ""}${result ? "result" : ""}`.trim()).join();
}

describe("the compiler agrees with the rules", { timeout: 120_000 }, () => {
  it.each([
    ["parameter-required-added", "params"],
    ["property-became-required", "params"],
    ["enum-value-removed", "params"],
    ["nullable-removed", "params"],
    ["variant-removed", "params"],
    ["property-became-optional", "result"],
    ["nullable-added", "result"],
    ["variant-added", "result"],
    ["type-changed", "params result"],
    ["tuple-item-added", "params result"],
  ])("that %s breaks what goes in or comes out: %s", async (name, expected) => {
    const { proofs, sources } = await judgePair(name);
    expect(breaks(proofs)).toBe(expected);
    expect(sources).toContain("breaking");
  });

  it.each(["parameter-added", "property-added", "limit-tightened", "format-changed", "security-tightened"])(
    "that %s breaks no code",
    async (name) => {
      const { proofs, sources } = await judgePair(name);
      expect(breaks(proofs)).toBe("");
      expect(sources.filter((source) => reaches(source, "breaking"))).toEqual([]);
    },
  );
});
