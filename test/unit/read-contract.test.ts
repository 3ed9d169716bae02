import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Contract } from "../../generator/contract/contract.js";
import { type Diagnostic, Failure } from "../../generator/diagnostics.js";
import { resolveSettings } from "../../generator/config/resolve.js";
import { normalize } from "../../generator/normalize/normalize.js";
import { generate } from "../../generator/pipeline.js";
import { readContract } from "../../generator/read/contract.js";
import type { Documents } from "../../generator/read/documents.js";
import { diagnosticsToJson } from "../../generator/report/diagnostics.js";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "several-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A contract whose only operation answers with what `ref` leads to, beside other files. */
function write(ref: string, files: { readonly [path: string]: unknown }, version = "3.1.0"): string {
  const schema = { $ref: ref };
  const get = { responses: { 200: { description: "ok", content: { "application/json": { schema } } } } };
  const contract = { openapi: version, info: { title: "Shop", version: "1" }, paths: { "/a": { get } } };
  for (const [path, content] of Object.entries({ "project/api.json": contract, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
  }
  return join(folder, "project/api.json");
}

interface Read {
  readonly documents: Documents;
  readonly contract: Contract;
  readonly diagnostics: readonly Diagnostic[];
}

async function read(path: string, cwd = join(folder, "project")): Promise<Read> {
  const { value: documents } = await readContract(path, { cwd });
  const { value, diagnostics } = normalize(documents);
  return { documents, contract: value, diagnostics };
}

const pet = { type: "object", properties: { name: { type: "string" } } };

describe("references to other files", () => {
  it.each([
    ["a whole file", "schemas/pet.json", "schemas/pet.json#", "pet"],
    ["an index file, which speaks for its folder", "cat/index.json", "cat/index.json#", "cat"],
    ["a spaced name", "my%20pet.json", "my pet.json#", "my pet"],
    ["a spaced name, not encoded", "my pet.json", "my pet.json#", "my pet"],
    ["a name with a hash", "a%23b.json", "a%23b.json#", "a%23b"],
    ["a fragment", "all.yaml#/Pet", "all.yaml#/Pet", "Pet"],
    ["an anchor", "all.yaml#dog", "all.yaml#/Dog", "Dog"],
    ["a file that stands for another", "hop.json", "schemas/pet.json#", "pet"],
    ["a map that stands in another file", "hop-map.json#/schemas/Pet", "all.yaml#/Pet", "Pet"],
  ])("finds %s", async (_, ref, id, key) => {
    const all = "Pet: { type: object }\nDog: { $anchor: dog }\n";
    const path = write(ref, {
      "project/schemas/pet.json": pet,
      "project/cat/index.json": pet,
      "project/my pet.json": pet,
      "project/a#b.json": pet,
      "project/all.yaml": all,
      "project/hop.json": { $ref: "schemas/pet.json" },
      "project/hop-map.json": { schemas: { $ref: "all.yaml" } },
      "project/more.json": { $ref: "all.yaml" },
    });
    const { contract, diagnostics } = await read(path);
    expect(diagnostics).toEqual([]);
    expect(contract.schemas[id]).toMatchObject({ id, key });
  });

  it("finds a schema by the `$id` that it has in another file", async () => {
    const dog = {
      properties: { cat: { $ref: "https://pets.example/cats/cat" }, kitten: { $ref: "cats/cat#/kitten" } },
    };
    const cat = { $id: "https://pets.example/cats/cat", type: "object", kitten: { type: "string" } };
    const path = write("dog.json", { "project/dog.json": { $id: "https://pets.example/dog", ...dog, $defs: { cat } } });
    const { contract, diagnostics } = await read(path);
    expect(diagnostics).toEqual([]);
    expect(Object.keys(contract.schemas)).toEqual(["dog.json#", "dog.json#/$defs/cat", "dog.json#/$defs/cat/kitten"]);
  });

  it("goes round in circles without end, and comes to one", async () => {
    const path = write("a.json", {
      "project/a.json": { type: "object", properties: { b: { $ref: "b.json" }, again: { $ref: "api.json#/x" } } },
      "project/b.json": { type: "array", items: { $ref: "./a.json#" } },
      "project/c.json": { $ref: "d.json" },
    });
    expect(Object.keys((await read(path)).contract.schemas)).toEqual(["a.json#", "b.json#"]);
    const circle = write("c.json", { "project/c.json": { $ref: "d.json" }, "project/d.json": { $ref: "c.json" } });
    expect(Object.keys((await read(circle)).contract.schemas)).toEqual(["c.json#", "d.json#"]);
  });

  it("names the place in the very file", async () => {
    const path = write("deep/pet.yaml", {
      "project/deep/pet.yaml": "type: object\nproperties:\n  a: { type: strin }\n",
    });
    const { documents, diagnostics } = await read(path);
    const [told] = diagnosticsToJson(diagnostics, [...documents.parts.values()]);
    expect(told).toMatchObject({
      code: "unknown-type",
      file: expect.stringMatching(/deep.pet\.yaml$/),
      line: 3,
      column: 8,
    });
  });

  it("gives the contract's own name where it has one, and the same types in whatever order", async () => {
    write("pet.json", { "project/pet.json": pet });
    const schemas = { Animal: { $ref: "pet.json" }, Pet: { $ref: "hop.json" } };
    const contract = { openapi: "3.1.0", info: { title: "Shop", version: "1" }, paths: {}, components: { schemas } };
    const path = write("x", { "project/api.json": contract, "project/hop.json": { $ref: "pet.json" } });
    const { value } = normalize((await readContract(path, { cwd: folder })).value);
    expect(value.schemas["#/components/schemas/Pet"]?.schema.kind).toBe("object");
    expect(value.schemas["#/components/schemas/Animal"]?.schema).toEqual({
      kind: "ref",
      id: "#/components/schemas/Pet",
    });
    expect(Object.keys(value.schemas)).toHaveLength(2);
  });

  it("locks every input with its hash, and names that do not move", async () => {
    const path = write("a/pet.json", {
      "project/a/pet.json": { type: "object", properties: { other: { $ref: "../b/pet.json" } } },
      "project/b/pet.json": pet,
    });
    const settings = await resolveSettings({ contract: path, output: "out" }, { cwd: join(folder, "project") });
    const { lock } = await generate(settings, () => undefined);
    expect(lock.inputs.map(({ source }) => source)).toEqual(["../a/pet.json", "../b/pet.json"]);
    expect(lock.types).toEqual({ "a/pet.json#": "Pet", "b/pet.json#": "BPet" });
  });
});

describe("a file that only the mapping of a discriminator names", () => {
  const heir = (ref: string, key: string) => ({
    allOf: [{ $ref: ref }, { type: "object", properties: { [key]: { type: "string" } } }],
  });
  const properties = { kind: { type: "string" } };
  const base = (mapping: object) => ({
    type: "object",
    required: ["kind"],
    properties,
    discriminator: { propertyName: "kind", mapping },
  });

  it.each(["pet.json", "pet.yaml"])("is read as what a `$ref` leads to, from %s", async (file) => {
    const mapping = { cat: "./cat.json", dog: "animals.json#/Dog", cow: "farm/cow" };
    const path = write(file, {
      [`project/${file}`]: base(mapping),
      "project/cat.json": heir(file, "meow"),
      "project/animals.json": { Dog: heir(file, "bark") },
      "project/farm/cow": heir(`../${file}`, "moo"),
    });
    const { contract, diagnostics } = await read(path);
    expect(diagnostics).toEqual([]);
    expect(contract.schemas[`${file}#`]?.schema).toMatchObject({
      kind: "union",
      tag: {
        key: "kind",
        mapping: [
          { value: "cat", id: "cat.json#" },
          { value: "dog", id: "animals.json#/Dog" },
          { value: "cow", id: "farm/cow#" },
        ],
      },
    });
  });

  it("is read in YAML, however that is written", async () => {
    const head = "type: object\nrequired: [kind]\nproperties: { kind: { type: string } }\n";
    const discriminator =
      "discriminator:\n  propertyName: kind\n  mapping: &all\n    cat: cat.json\n    dog: dog.json\n";
    const path = write("pet.yaml", {
      "project/pet.yaml": head + discriminator,
      "project/cat.json": heir("pet.yaml", "meow"),
      "project/dog.json": heir("pet.yaml", "bark"),
    });
    expect((await read(path)).contract.schemas["pet.yaml#"]?.schema.kind).toBe("union");
  });

  it("is what a value without a tag is, as the default of 3.2", async () => {
    const path = write("pet.json", {
      "project/pet.json": {
        oneOf: [{ $ref: "cat.json" }],
        discriminator: { propertyName: "kind", defaultMapping: "other.json" },
      },
      "project/cat.json": pet,
      "project/other.json": pet,
    });
    const { contract } = await read(path);
    expect(Object.keys(contract.schemas)).toEqual(["pet.json#", "cat.json#", "other.json#"]);
  });

  it.each([
    ["nowhere", "lost.yaml", "there is no file lost.yaml"],
    ["out of the folder", "../secret.yaml", "lies outside of the folder"],
    ["to another host", "http://127.0.0.1:9/pet.json", "not followed unless that is allowed"],
    ["to a name that nobody has", "Cat", ""],
  ])("that leads %s is left out, and told", async (_, target, why) => {
    const path = write("pet.json", { "project/pet.json": base({ cat: target }), "secret.yaml": "type: string" });
    const { documents, diagnostics } = await read(path);
    expect([...documents.parts.keys()]).toEqual(["", "pet.json"]);
    expect(diagnostics).toMatchObject([
      { code: "unresolved-ref", severity: "repair", pointer: "pet.json#/discriminator/mapping/cat" },
    ]);
    expect(diagnostics[0]?.message).toContain(why);
    expect(diagnostics[0]?.mend).toEqual([{ at: "pet.json#/discriminator/mapping/cat", remove: true }]);
  });

  it("is looked for beside the file, whatever the contract calls what stands in it", async () => {
    const schemas = { Pet: { $ref: "models/pet.json" } };
    const path = write("x", {
      "project/api.json": {
        openapi: "3.0.3",
        info: { title: "Shop", version: "1" },
        paths: {},
        components: { schemas },
      },
      "project/models/pet.json": base({ meowing: "cat.json", barking: "dog.json" }),
      "project/models/cat.json": heir("pet.json", "meow"),
      "project/models/dog.json": heir("pet.json", "bark"),
    });
    const tag = { mapping: [{ value: "meowing" }, { value: "barking" }] };
    expect((await read(path)).contract.schemas["#/components/schemas/Pet"]?.schema).toMatchObject({ tag });
  });

  it("may mean the contract's own schema, as references do", async () => {
    const contract = {
      openapi: "3.0.3",
      info: { title: "Shop", version: "1" },
      paths: {},
      components: {
        schemas: { Pet: { $ref: "pet.json" }, Cat: heir("pet.json", "meow"), Dog: heir("pet.json", "bark") },
      },
    };
    const path = write("x", {
      "project/api.json": contract,
      "project/pet.json": base({ cat: "#/components/schemas/Cat", dog: "Dog" }),
    });
    const { contract: read1, diagnostics } = await read(path);
    expect(diagnostics).toMatchObject([{ code: "ref-into-contract", pointer: "pet.json#/discriminator/mapping/cat" }]);
    expect(read1.schemas["#/components/schemas/Pet"]?.schema.kind).toBe("union");
  });
});

describe("a reference that may not be followed", () => {
  const secret = "token: abc\n";
  it.each([
    ["out of the folder", "../secret.yaml"],
    ["out of the folder, encoded", "%2e%2e/secret.yaml"],
    ["out of the folder by an absolute path", "/etc/hosts"],
    ["through a symbolic link", "link.yaml"],
    ["through a linked folder", "linked/secret.yaml"],
    ["into a hidden folder", ".git/config.yaml"],
    ["to a hidden file", ".env"],
    ["to a folder", "empty"],
    ["to another host", "http://127.0.0.1:9/pet.json"],
    ["by file URL to a place outside", "file:///etc/hosts"],
    ["by another protocol", "ftp://pets.example/pet.json"],
    ["as data", "data:application/json,{}"],
  ])("%s is read as anything, and told", async (_, ref) => {
    const path = write(ref, {
      "secret.yaml": secret,
      "project/.git/config.yaml": secret,
      "project/.env": secret,
      "project/empty/a.yaml": "",
    });
    symlinkSync(join(folder, "secret.yaml"), join(folder, "project/link.yaml"));
    symlinkSync(folder, join(folder, "project/linked"));
    const { documents, diagnostics } = await read(path);
    expect([...documents.parts.keys()]).toEqual([""]);
    expect(diagnostics).toMatchObject([{ code: "unresolved-ref", severity: "repair" }]);
  });

  it("may leave the contract's folder for one that conn-gen runs in", async () => {
    const path = write("../shared/pet.json", { "shared/pet.json": pet });
    expect((await read(path)).diagnostics).toHaveLength(1);
    expect((await read(path, folder)).contract.schemas).toHaveProperty("../shared/pet.json#");
  });

  it("takes only its operations with it", async () => {
    const contract = {
      openapi: "3.1.0",
      info: { title: "Shop", version: "1" },
      paths: { "/a": { $ref: "lost.yaml" }, "/b": { get: { $ref: "lost.yaml" }, put: { responses: {} } } },
    };
    const { contract: read1, diagnostics } = await read(write("x", { "project/api.json": contract }));
    expect(read1.operations.map(({ id }) => id)).toEqual(["PUT /b"]);
    expect(diagnostics.filter(({ severity }) => severity === "skip").map(({ operation }) => operation)).toEqual([
      "/a",
      "GET /b",
    ]);
  });

  it("has no folder to start from where the contract came from stdin", async () => {
    const text = JSON.stringify({ openapi: "3.1.0", paths: { "/a": { $ref: "a.yaml" } } });
    const stdin = (async function* () {
      yield text;
    })();
    const { diagnostics } = normalize((await readContract("-", { stdin })).value);
    expect(diagnostics[0]?.message).toContain("stdin");
  });
});

describe("a contract of very many files", () => {
  it("is read where they follow each other", async () => {
    const links = Array.from({ length: 1500 }, (_, index) => [
      `project/f${index}.json`,
      { type: "object", properties: { next: { $ref: `f${index + 1}.json` } } },
    ]);
    const path = write("f0.json", { ...Object.fromEntries(links), "project/f1500.json": pet });
    expect(Object.keys((await read(path)).contract.schemas)).toHaveLength(1501);
  });

  it("is refused where they are more than any contract has", async () => {
    const properties = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`p${n}`, { $ref: `f${n}.json` }]));
    const path = write("all.json", { "project/all.json": { properties } });
    await expect(read(path)).rejects.toBeInstanceOf(Failure);
  });
});
