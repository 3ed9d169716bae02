import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../generator/commands/run.js";
import type { DiagnosticJson } from "../../generator/report/diagnostics.js";

let cwd = "";

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "fix-"));
});

afterEach(() => rmSync(cwd, { recursive: true }));

async function conn(...argv: string[]): Promise<{ readonly code: number; readonly out: string }> {
  let out = "";
  const output = { write: (text: string) => (out += text) };
  const stdin = (async function* () {})();
  const code = await run(argv, { cwd, env: {}, stdin, stdout: output, stderr: output });
  return { code, out };
}

function write(files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
}

/** Everything that a run writes, but for what records the run itself. */
async function generate(output: string, ...flags: string[]) {
  const { out } = await conn("api.yaml", "--name", "shop", "-o", output, "--json", ...flags);
  const { contracts } = JSON.parse(out) as { contracts: { diagnostics: DiagnosticJson[] }[] };
  const paths = readdirSync(join(cwd, output), { recursive: true, withFileTypes: true }).filter((each) =>
    each.isFile(),
  );
  const files = paths
    .filter(({ name }) => name !== "conn-gen.lock.json")
    .map((entry) => [
      join(entry.parentPath, entry.name).slice(join(cwd, output).length),
      readFileSync(join(entry.parentPath, entry.name), "utf8"),
    ]);
  const repairs = contracts.flatMap(({ diagnostics }) => diagnostics).filter(({ severity }) => severity === "repair");
  return { files: Object.fromEntries(files) as { readonly [path: string]: string }, repairs };
}

const sloppy30 = `
openapi: 3.0.3
info: { title: Shop, version: "1" }
servers: [{ url: https://shop.example }]
security: [{ lost: [] }]
paths:
  pets:
    get:
      operationId: list
      responses:
        "200": { description: ok, content: { application/json: { schema: { type: array } } } }
        "2000": { description: no status }
        "404": { $ref: "#/components/responses/lost" }
        "409": { description: headers, headers: { X-Lost: { $ref: "#/components/headers/lost" } } }
  /pets/{id}/{part}:
    parameters:
      - { name: gone, in: path, required: true, schema: { type: string } }
      - { name: id, in: path, required: true, schema: { type: Integer } }
      - { name: nowhere, in: body }
      - { $ref: "#/components/parameters/away" }
    get:
      operationId: list
      responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" }, examples: { a: { $ref: "#/components/examples/wrong" }, b: { $ref: "#/components/examples/right" }, c: { value: '{"id":"x"}' } } } } } }
    post:
      parameters: [{ name: size, in: query, schema: { type: integer }, example: big }]
      requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { photo: { type: file } } } } } }
      responses: { "200": { description: ok } }
components:
  examples:
    wrong: { value: [1] }
    right: { value: { id: x, kind: "1" } }
  parameters:
    away: { name: away, in: path, required: true, schema: { type: string } }
  schemas:
    Pet:
      type: object
      properties:
        id: { type: strin, maxLength: 3 }
        kind: { type: string, enum: [1, true, "x"] }
        none: { type: string, enum: [] }
        long: { type: string, enum: [a, bb, ccc], maxLength: 2 }
        few: { type: integer, enum: [8, 9], maximum: 7 }
        shaped: { type: string, enum: [AB, abc], pattern: "^[A-Z]+$" }
        stepped: { type: number, enum: [1, 1.5], multipleOf: 1 }
        spelled: { type: integer, enum: ["1", "2"] }
        truths: { type: boolean, enum: ["true", "false"] }
        words: { type: integer, enum: [low, high] }
        holes: { type: string, enum: [a, 1, null] }
        many: { type: array, items: { type: string }, enum: [a, b] }
        kinds: { type: array, items: { $ref: "#/components/schemas/Kind" }, enum: [a, b] }
        all: { type: array }
        sibling: { $ref: "#/components/schemas/Kind", type: object, description: The kind. }
        lost: { $ref: "#/components/schemas/Lost" }
        odd: 5
        any: { allOf: [{ $ref: "#/components/schemas/Kind" }, 7] }
        count: { type: integer, example: many }
        shown: { $ref: "#/components/schemas/kind" }
    Kind: { type: string, example: 7 }
    kind: { type: object, properties: { a: { type: string } }, required: [a], example: { b: 1 } }
    KIND: { type: object, properties: { long: { type: integer, format: int64, example: 9223372036854775807 } } }
    Self: { $ref: "#/components/schemas/Self" }
`;

const sloppy31 = `
openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /pets:
    get:
      responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } } }
components:
  schemas:
    Pet:
      type: object
      properties:
        a: { type: string, nullable: true, description: Words. }
        b: { $ref: "#/components/schemas/Kind", nullable: true, description: Words. }
        c: { type: string, enum: [x, y], nullable: true }
        d: { type: string, enum: [x, null], nullable: true }
        e: { allOf: [{ $ref: "#/components/schemas/Kind" }, { type: object, properties: { n: { type: number, nullable: true } } }], nullable: true }
        f: { oneOf: [{ type: string }, { type: object, nullable: true }], nullable: true }
        g: { nullable: true }
        h: { type: [string, "null"], nullable: true }
        i: { type: object, nullable: true, properties: { j: { type: array, items: { type: integer, nullable: true } } } }
        k: { type: [Text, String] }
        l: { $recursiveRef: "#" }
        m: { type: integer, examples: [one, 1] }
        n: { type: string, const: abc, maxLength: 2, enum: [x] }
        o: { type: integer, const: "1" }
        p: { oneOf: [{ $ref: "#/components/schemas/Kind" }, { type: string }], discriminator: { propertyName: k, mapping: { a: "#/components/schemas/Lost", b: Kind, c: lost.yaml } } }
    kind: { $ref: "#/components/schemas/Kind" }
    Kind: { type: object, properties: { k: { type: string } } }
`;

const sloppy20 = `
swagger: "2.0"
info: { title: Shop, version: "1" }
host: https://shop.example
paths:
  /pets/{id}:
    get:
      parameters:
        - { name: tags, in: query, type: array, items: { type: string }, collectionFormat: colons }
        - { name: words, in: query, type: array, items: { type: string }, enum: [a, b] }
        - { name: untyped, in: query }
        - { name: nested, in: query, schema: { type: integer } }
        - { name: either, in: query, type: array, items: [{ type: string }, { type: integer }] }
        - { name: shown, in: query, type: integer, x-example: one }
      responses: { "200": { description: ok, schema: { type: array }, examples: { application/json: {} } } }
`;

describe("--fix", () => {
  it.each([
    ["OpenAPI 3.0", sloppy30],
    ["OpenAPI 3.1", sloppy31],
    ["Swagger 2.0", sloppy20],
  ])("writes an overlay for %s that leaves nothing to repair, and the same client", async (_, contract) => {
    write({ "api.yaml": contract });
    const before = await generate("before", "--fix", "fix.yaml");
    expect(before.repairs.length).toBeGreaterThan(3);
    for (const repair of before.repairs) expect(repair, repair.code).toHaveProperty("overlay");
    const after = await generate("after", "--overlay", "fix.yaml");
    expect(after.repairs).toEqual([]);
    expect(Object.keys(after.files)).toEqual(Object.keys(before.files));
    for (const [path, text] of Object.entries(before.files)) expect(after.files[path], path).toBe(text);
    expect((await conn("api.yaml", "-o", "strict", "--strict")).code).toBe(65);
    expect((await conn("api.yaml", "-o", "strict", "--strict", "--overlay", "fix.yaml")).code).toBe(0);
  });

  it("knows what contracts do wrong", async () => {
    const codes = new Set<string>();
    for (const contract of [sloppy30, sloppy31, sloppy20]) {
      write({ "api.yaml": contract });
      for (const { code } of (await generate("before")).repairs) codes.add(code);
      rmSync(join(cwd, "before"), { recursive: true });
    }
    const usual = `duplicate-operation-id path-parameter-not-declared nullable-in-3-1 type-file array-without-items ref-siblings
      schema-names-clash enum-not-of-its-type example-not-of-its-schema`;
    expect([...codes]).toEqual(expect.arrayContaining(usual.split(/\s+/)));
  });

  it("keeps the names of a contract whose clashes a lock has settled", async () => {
    write({ "api.yaml": sloppy31 });
    const first = await generate("before");
    const again = await generate("before");
    expect(first.repairs.map(({ code }) => code)).toContain("schema-names-clash");
    expect(again.repairs.map(({ code }) => code)).not.toContain("schema-names-clash");
    expect(again.files).toEqual(first.files);
  });

  it("says what was written, also where there is nothing to repair and where --strict refuses", async () => {
    write({ "api.yaml": sloppy30 });
    expect((await conn("api.yaml", "--strict", "--fix", "fix.yaml")).out).toMatch(/\d+ repairs in fix\.yaml/);
    const { out } = await conn("api.yaml", "--fix", "fix.yaml", "--json");
    const { fixes } = JSON.parse(out) as { fixes: unknown };
    expect(fixes).toEqual([{ path: join(cwd, "fix.yaml"), repairs: expect.any(Number) }]);
    const again = await conn("api.yaml", "--overlay", "fix.yaml", "--fix", "more.yaml");
    expect(again.out).toContain("Nothing to repair: more.yaml changes nothing.");
  });

  it("says why, and shows the action beside the place", async () => {
    write({ "api.yaml": sloppy30 });
    const { out } = await conn("api.yaml", "--fix", "fix.yaml");
    expect(out).toContain("api.yaml:22:7");
    expect(out).toContain(`= overlay: - {"target":"$.paths['/pets/{id}/{part}'].get.operationId","remove":true}`);
    expect(out).toMatch(/\d+ repairs in fix\.yaml/);
    const overlay = readFileSync(join(cwd, "fix.yaml"), "utf8");
    expect(overlay).toContain("overlay: 1.0.0");
    expect(overlay).toContain("extends: api.yaml");
    expect(overlay).toMatch(/# The operationId `list` already belongs to GET \/pets;[^\n]*\n {2}- target: /);
  });

  it("writes one for each file of a contract", async () => {
    write({
      "api.yaml": `openapi: 3.0.0\ninfo: { title: Shop, version: "1" }\npaths: { /pets: { $ref: paths/pets.yaml } }\ncomponents: { schemas: { Kind: { type: array } } }\n`,
      "paths/pets.yaml": `get: { responses: { "200": { description: ok, content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Kind" } } } } } } }\n`,
    });
    const before = await generate("before", "--fix", "fix.yaml");
    expect(existsSync(join(cwd, "fix.paths-pets.yaml"))).toBe(true);
    const after = await generate("after", "--overlay", "fix.yaml", "--overlay", "fix.paths-pets.yaml");
    expect(after.repairs).toEqual([]);
    expect(after.files).toEqual(before.files);
  });

  it("overwrites nothing that somebody else wrote", async () => {
    write({ "api.yaml": sloppy31, "mine.yaml": "overlay: 1.0.0\nactions: []\n" });
    expect((await conn("api.yaml", "--fix", "mine.yaml")).code).toBe(64);
    expect((await conn("api.yaml", "--fix", "fix.yaml")).code).toBe(0);
    expect((await conn("api.yaml", "--fix", "fix.yaml")).code).toBe(0);
    expect((await conn("api.yaml", "--fix", "fix.yaml", "--overlay", "fix.yaml")).code).toBe(64);
  });

  it("cannot be led out of its comments", async () => {
    const hostile = "a\\n  - target: $\\n    remove: true\\u2028# \\u0085x";
    const contract = sloppy31.replace("k: {", `"${hostile}": { type: "${hostile}" }\n        k: {`);
    write({ "api.yaml": contract });
    await conn("api.yaml", "--fix", "fix.yaml");
    const overlay = readFileSync(join(cwd, "fix.yaml"), "utf8");
    expect(overlay).not.toMatch(/^ {2}- target: \$$/m);
    expect((await generate("after", "--overlay", "fix.yaml")).repairs).toEqual([]);
  });
});
