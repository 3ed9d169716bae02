import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Line } from "../../generator/commands/line.js";
import { run } from "../../generator/commands/run.js";
import { check, generate } from "../../generator/index.js";
import { packageRoot } from "../../generator/package-root.js";
import * as pipeline from "../../generator/pipeline.js";

const SHOP = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
servers: [{ url: https://shop.example }]
paths:
  /pets:
    get:
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
  cwd = await mkdtemp(join(tmpdir(), "check-"));
  await writeFile(join(cwd, "shop.yaml"), SHOP);
  await conn("shop.yaml", "--quiet");
});

afterEach(() => rm(cwd, { recursive: true }));

async function conn(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  return connWith(async () => pipeline, argv);
}

async function connWith(loadLine: () => Promise<Line>, argv: readonly string[]) {
  let out = "";
  let err = "";
  const terminal = {
    cwd,
    env: { NO_COLOR: "1" },
    stdin: (async function* (): AsyncGenerator<Uint8Array> {})(),
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
  };
  const code = await run(argv, terminal, loadLine);
  return { code, out, err };
}

function client(path: string): string {
  return join(cwd, "generated/shop", path);
}

describe("conn-gen check", () => {
  it("confirms what did not change by hashes, without the line", async () => {
    const refuse = () => Promise.reject(new Error("the line was loaded"));
    const { code, out } = await connWith(refuse, ["check", "shop.yaml"]);
    expect({ code, out }).toEqual({ code: 0, out: `✓ shop → ${join("generated", "shop")}\n` });
  });

  it("confirms GraphQL documents by hashes too, and sees a new one", async () => {
    await writeFile(join(cwd, "shop.graphql"), "type Query { pet: String age: Int }\n");
    await writeFile(join(cwd, "pet.gql"), "query Pet { pet }\n");
    const contract = { source: "shop.graphql", documents: ["*.gql"] };
    await writeFile(join(cwd, "conn-gen.config.json"), JSON.stringify([{ contract, name: "graph" }]));
    await conn("-q");
    const refuse = () => Promise.reject(new Error("the line was loaded"));
    expect((await connWith(refuse, ["check"])).code).toBe(0);
    await writeFile(join(cwd, "age.gql"), "query Age { age }\n");
    expect(await conn("check")).toMatchObject({ code: 2, out: expect.stringMatching(/stale: age\.gql is new/) });
    rmSync(join(cwd, "age.gql"));
    await writeFile(join(cwd, "pet.gql"), "query Pet { age }\n");
    expect(await conn("check")).toMatchObject({ code: 2, out: expect.stringMatching(/stale: pet\.gql changed/) });
  });

  it("generates where it is asked to, and finds nothing either", async () => {
    expect(await conn("check", "shop.yaml", "--full", "-q")).toEqual({ code: 0, out: "", err: "" });
  });

  it("says that a client is stale, why, and which files would change", async () => {
    await writeFile(join(cwd, "shop.yaml"), SHOP.replace("name: { type: string }", "name: { type: integer }"));
    const { code, out } = await conn("check", "shop.yaml");
    expect(code).toBe(2);
    expect(out).toMatch(/stale: shop\.yaml changed\n/);
    expect(out).toMatch(/would change types\.ts, .*conn-gen\.lock\.json\n {4}help: run `conn-gen`/);
    expect(await readFile(client("types.ts"), "utf8")).toContain("name: string");
  });

  it("says that another conn-gen or other options would make something else", async () => {
    const lock = await readFile(client("conn-gen.lock.json"), "utf8");
    await writeFile(client("conn-gen.lock.json"), lock.replace(/"generator": "[^"]*"/, '"generator": "0.0.1"'));
    expect(await conn("check", "shop.yaml")).toMatchObject({ code: 2, out: expect.stringContaining("was 0.0.1") });
    await writeFile(client("conn-gen.lock.json"), lock);
    await writeFile(join(cwd, "conn-gen.config.json"), JSON.stringify({ contract: "shop.yaml", transport: "fetch" }));
    const { code, out } = await conn("check");
    expect(code).toBe(2);
    expect(out).toContain('stale: `transport` is "fetch", and was "ky"');
  });

  it("is not stale where the config says something else of another client", async () => {
    const configure = (clients: object[]) => writeFile(join(cwd, "conn-gen.config.json"), JSON.stringify(clients));
    await writeFile(join(cwd, "other.yaml"), SHOP);
    await configure([{ contract: "shop.yaml" }, { contract: "other.yaml" }]);
    await conn("-q");
    await configure([{ contract: "shop.yaml" }, { contract: "other.yaml", importExtension: ".ts" }]);
    const { code, out } = await conn("check");
    expect(code).toBe(2);
    expect(out).toMatch(/✓ shop[^]*✗ other[^]*stale: conn-gen\.config\.json changed\n/);
  });

  it("tells edits from staleness, and line ends from edits", async () => {
    const text = await readFile(client("types.ts"), "utf8");
    await writeFile(client("types.ts"), text.replaceAll("\n", "\r\n"));
    expect((await conn("check", "shop.yaml")).code).toBe(0);
    await appendFile(client("types.ts"), "export type Mine = 1;\n");
    const { code, out } = await conn("check", "shop.yaml");
    expect(code).toBe(3);
    expect(out).toMatch(/edited since it was written: types\.ts\n {4}help: make the change in the contract/);
  });

  it("finds files that are missing or left over, and leaves those of users alone", async () => {
    await writeFile(client("notes.ts"), "// mine\n");
    expect((await conn("check", "shop.yaml")).code).toBe(0);
    await writeFile(client("resources/old.ts"), await readFile(client("client.ts"), "utf8"));
    rmSync(client("types.ts"));
    const { code, out } = await conn("check", "shop.yaml");
    expect(code).toBe(2);
    expect(out).toContain("missing: types.ts\n");
    expect(out).toContain("left over: resources/old.ts\n");
  });

  it("says where there is no client at all", async () => {
    rmSync(client("conn-gen.lock.json"));
    expect(await conn("check", "shop.yaml")).toMatchObject({ code: 2, out: expect.stringContaining("holds no") });
  });

  it("takes names of clients, or everything of the config", async () => {
    const config = [{ contract: "shop.yaml" }, { contract: "shop.yaml", name: "other" }];
    await writeFile(join(cwd, "conn-gen.config.json"), JSON.stringify(config));
    await conn("--quiet");
    expect((await conn("check")).out).toMatch(/✓ shop[^]*✓ other/);
    expect((await conn("check", "other")).out).not.toContain("shop →");
    const { code, err } = await conn("check", "othr");
    expect(code).toBe(64);
    expect(err).toContain("Did you mean `other`?");
  });

  it("prints data with --json", async () => {
    await appendFile(client("types.ts"), "\n");
    const { code, out } = await conn("check", "shop.yaml", "--json");
    const clients = [
      { name: "shop", exitCode: 3, reasons: [], stale: [], edited: ["types.ts"], missing: [], extra: [] },
    ];
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ ok: false, exitCode: 3, clients });
  });

  it("is there for programs", async () => {
    expect(await check({ contract: "shop.yaml" }, { cwd })).toMatchObject({ stale: [], edited: [] });
    await appendFile(client("types.ts"), "\n");
    expect(await check({ contract: "shop.yaml" }, { cwd, full: true })).toMatchObject({
      stale: [],
      edited: ["types.ts"],
    });
  });
});

describe("programs", () => {
  it.each([
    [undefined, /the config is undefined; expected an object/],
    [{}, /`contract` is missing/],
    [{ contract: "shop.yaml", tets: true }, /`tets` is no setting/],
  ])("are told what is wrong with their configuration: %j", async (config, message) => {
    const run = generate(config as never, { cwd, write: false });
    await expect(run).rejects.toMatchObject({ name: "Failure", exitCode: 64, message: expect.stringMatching(message) });
  });
});

const dist = join(packageRoot(), "dist");

/** Everything that a chunk loads before it runs. */
function loadedBy(path: string, seen = new Set<string>()): Set<string> {
  for (const [, name = ""] of readFileSync(path, "utf8").matchAll(
    /^(?:import|\} from|export .* from)[^"\n]*"([^"\n]+)"/gm,
  )) {
    const target = name.startsWith(".") ? join(path, "..", name) : name;
    if (seen.has(target)) continue;
    seen.add(target);
    if (name.startsWith(".")) loadedBy(target, seen);
  }
  return seen;
}

describe.skipIf(!existsSync(dist))("the command as it is built", () => {
  it("loads neither compiler nor printer of types to check", () => {
    const chunk = readdirSync(join(dist, "chunks")).find((name) => /^check-\w+\.js$/.test(name)) ?? "";
    const loaded = [...loadedBy(join(dist, "chunks", chunk))];
    expect(loaded.length).toBeGreaterThan(2);
    expect(loaded.filter((name) => /ts-morph|jiti/.test(name))).toEqual([]);
    const heavy = /transformSchemaObject|startLine\(/;
    const isHeavy = (name: string): boolean => existsSync(name) && heavy.test(readFileSync(name, "utf8"));
    expect(loaded.filter(isHeavy)).toEqual([]);
    const chunks = readdirSync(join(dist, "chunks")).map((name) => join(dist, "chunks", name));
    expect(chunks.filter(isHeavy).length, "what is heavy is recognized").toBeGreaterThan(1);
  });
});
