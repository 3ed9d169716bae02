import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../generator/commands/run.js";

let cwd = "";

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "cli-input-"));
  const get = (id: string) => ({ get: { operationId: id, tags: [id], responses: { 200: { description: "ok" } } } });
  const paths = { "/cats": get("cats"), "/dogs": get("dogs") };
  const contract = { openapi: "3.1.0", info: { title: "Pets", version: "1" }, security: [], paths };
  writeFileSync(join(cwd, "pets.json"), JSON.stringify(contract));
  mkdirSync(join(cwd, "overlays"));
  const overlay = (actions: object[]) => JSON.stringify({ overlay: "1.0.0", info: {}, actions });
  const hint = { "x-conn-gen": { call: "felines.all" } };
  writeFileSync(join(cwd, "overlays/names.json"), overlay([{ target: "$.paths['/cats'].get", update: hint }]));
  writeFileSync(join(cwd, "overlays/last.json"), overlay([{ target: "$.paths['/dogs']", remove: true }]));
});

afterEach(() => rmSync(cwd, { recursive: true }));

async function runIn(...argv: string[]): Promise<{ readonly code: number; readonly out: string }> {
  let out = "";
  const output = { write: (text: string) => (out += text) };
  const stdin = (async function* () {})();
  const code = await run(argv, { cwd, env: {}, stdin, stdout: output, stderr: output });
  return { code, out };
}

async function callsOf(...argv: string[]): Promise<string[]> {
  const { out } = await runIn("inspect", "pets.json", "--plan", "-q", ...argv);
  return (JSON.parse(out) as { operations: { call: string }[] }).operations.map(({ call }) => call);
}

describe("what is said of reading a contract", () => {
  it("applies overlays in their order, those of the config first", async () => {
    expect(await callsOf()).toEqual(["cats.retrieve", "dogs.retrieve"]);
    expect(await callsOf("--overlay", "overlays/names.json")).toEqual(["dogs.retrieve", "felines.all"]);
    const config = { contract: { source: "pets.json", overlays: ["overlays/names.json"] } };
    writeFileSync(join(cwd, "conn-gen.config.json"), JSON.stringify(config));
    expect(await callsOf("--overlay", "overlays/last.json")).toEqual(["felines.all"]);
  });

  it("filters", async () => {
    expect(await callsOf("--include", "tag:cats")).toEqual(["cats.retrieve"]);
    expect(await callsOf("--exclude", "path:/c*", "--exclude", "deprecated")).toEqual(["dogs.retrieve"]);
    expect((await runIn("pets.json", "--include", "cats")).code).toBe(64);
  });

  it("leaves the client as it was where a filter leaves nothing", async () => {
    expect((await runIn("pets.json")).code).toBe(0);
    const before = readdirSync(join(cwd, "generated/pets/resources"));
    const { code, out } = await runIn("pets.json", "--include", "tag:Cats");
    expect(code).toBe(65);
    expect(out).toMatch(/`tag:Cats` matches no operation[^]*error\[selectors-leave-nothing\][^]*= help: /);
    expect(readdirSync(join(cwd, "generated/pets/resources"))).toEqual(before);
  });

  it.each([["generate"], ["inspect"], ["diff", "pets.json"]])("is known to %s", async (...command) => {
    const flags = [
      "--overlay",
      "overlays/names.json",
      "--include",
      "tag:*",
      "--exclude",
      "deprecated",
      "--allow-remote",
    ];
    const { code, out } = await runIn(...command, "pets.json", ...flags, "-q");
    expect(out).not.toContain("has no flag");
    expect(code).toBe(0);
  });

  it("reaches those that hold a server against the contract, too", async () => {
    for (const command of [["mock"], ["verify", "--live", "http://127.0.0.1:9"]]) {
      const { code, out } = await runIn(...command, "pets.json", "--overlay", "nowhere.yaml", "--allow-remote");
      expect(out).toMatch(/no file nowhere\.yaml/);
      expect(code).toBe(65);
    }
  });

  it("names what the config says of nothing in the contract", async () => {
    const names = { calls: { "GET /cat": "cats.all", cats: "cats.all" }, types: { Cat: "Feline" } };
    const pages = { "GET /birds": false };
    writeFileSync(join(cwd, "conn-gen.config.json"), JSON.stringify({ contract: "pets.json", names, pages }));
    const { code, out } = await runIn();
    expect(code).toBe(0);
    const told = [...out.matchAll(/warning\[setting-matches-nothing\]: `([\w.]+)` of the config speaks of `([^`]+)`/g)];
    expect(told.map(([, setting, key]) => [setting, key])).toEqual([
      ["names.calls", "GET /cat"],
      ["names.types", "Cat"],
      ["pages", "GET /birds"],
    ]);
    // What is said of all contracts need not concern each of them.
    const shared = { contracts: [{ contract: "pets.json" }], names, pages };
    writeFileSync(join(cwd, "conn-gen.config.json"), JSON.stringify(shared));
    expect((await runIn()).out).not.toContain("setting-matches-nothing");
  });

  it("tells what is wrong with an overlay, and where", async () => {
    writeFileSync(join(cwd, "broken.yaml"), "overlay: 1.0.0\nactions:\n  - target: $.paths[\n    remove: true\n");
    const { code, out } = await runIn("pets.json", "--overlay", "broken.yaml");
    expect(code).toBe(65);
    expect(out).toContain("broken.yaml:3:5");
    expect((await runIn("pets.json", "--overlay", "nowhere.yaml")).out).toMatch(/no file nowhere\.yaml/);
  });
});
