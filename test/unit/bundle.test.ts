import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../generator/commands/run.js";
import { bundleDocuments } from "../../generator/read/bundle.js";
import { readContract } from "../../generator/read/contract.js";

let cwd = "";

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "bundle-"));
});

afterEach(() => rmSync(cwd, { recursive: true }));

function write(files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
}

async function bundle(): Promise<unknown> {
  const { value } = await readContract(join(cwd, "api.yaml"), { cwd });
  return bundleDocuments(value).value;
}

async function conn(...argv: string[]) {
  let [out, err] = ["", ""];
  const stdin = (async function* () {})();
  const stdout = { write: (text: string) => (out += text) };
  const stderr = { write: (text: string) => (err += text) };
  const code = await run(argv, { cwd, env: {}, stdin, stdout, stderr });
  return { code, out, err };
}

const files = {
  "api.yaml": `
openapi: 3.0.3
info: { title: Shop, version: "1" }
paths:
  /pets: { $ref: paths/pets.yaml }
  /pets/{id}:
    parameters: [{ $ref: parts.yaml#/parameters/id }]
    get:
      responses:
        "200": { $ref: "parts.yaml#/responses/one" }
        default: { description: bad, content: { application/json: { schema: { $ref: "#/components/schemas/Error" } } } }
components:
  schemas:
    Pet: { $ref: schemas/pet.yaml }
    Error: { type: object, properties: { code: { type: integer } } }
    parent: { type: string }
`,
  "paths/pets.yaml": `
get:
  responses:
    "200":
      description: all
      content:
        application/json:
          schema: { type: array, items: { $ref: ../schemas/pet.yaml } }
          example: { $ref: no reference }
post:
  requestBody: { $ref: "../parts.yaml#/bodies/new" }
  responses: { default: { description: ok, content: { application/json: { schema: { $ref: "../api.yaml#/components/schemas/Error" } } } } }
`,
  "parts.yaml": `
parameters: { id: { name: id, in: path, required: true, schema: { $ref: "#/types/a~1b" } } }
responses: { one: { description: one, content: { application/json: { schema: { $ref: schemas/pet.yaml } } } } }
bodies: { new: { content: { application/json: { schema: { $ref: "schemas/pet.yaml#/properties/parent" } } } } }
types: { a/b: { type: string, maxLength: 9 } }
`,
  "schemas/pet.yaml": `
type: object
properties:
  properties: { type: string }
  parent: { nullable: true, allOf: [{ $ref: pet.yaml }] }
  kind: { $ref: kind.yaml }
  lost: { $ref: lost.yaml }
`,
  "schemas/kind.yaml": `
oneOf: [{ $ref: cat.yaml }, { $ref: pet.yaml }]
discriminator: { propertyName: k, mapping: { cat: cat.yaml, pet: pet.yaml, error: Error, cow: farm/cow.yaml }, defaultMapping: hen.yaml }
`,
  "schemas/cat.yaml": `{ type: object, properties: { k: { type: string } } }`,
  "schemas/farm/cow.yaml": `{ type: object, properties: { k: { type: string } } }`,
  "schemas/hen.yaml": `{ type: object, properties: { k: { type: string } } }`,
};

const ref = (name: string) => ({ $ref: `#/components/${name}` });

describe("a contract of several files", () => {
  it("is one document whose references lead into itself", async () => {
    write(files);
    const whole = (await bundle()) as { paths: object; components: { [section: string]: object } };
    expect(whole.paths).toMatchObject({
      "/pets": {
        get: {
          responses: {
            "200": {
              content: {
                "application/json": {
                  schema: { items: ref("schemas/Pet") },
                  example: { $ref: "no reference" },
                },
              },
            },
          },
        },
        post: {
          requestBody: ref("requestBodies/new"),
          responses: { default: { content: { "application/json": { schema: ref("schemas/Error") } } } },
        },
      },
      "/pets/{id}": { parameters: [ref("parameters/id")], get: { responses: { "200": ref("responses/one") } } },
    });
    const { schemas, parameters, responses, requestBodies } = whole.components;
    expect(Object.keys(schemas ?? {})).toEqual(
      ["Pet", "Error", "parent", "a-b", "cat", "cow", "hen", "kind", "parent-2"].sort(byOrder(schemas)),
    );
    expect(schemas).toMatchObject({
      Pet: {
        properties: {
          properties: { type: "string" },
          parent: { nullable: true, allOf: [ref("schemas/Pet")] },
          kind: ref("schemas/kind"),
          lost: { $ref: "lost.yaml" },
        },
      },
      kind: {
        oneOf: [ref("schemas/cat"), ref("schemas/Pet")],
        discriminator: {
          mapping: {
            cat: "#/components/schemas/cat",
            pet: "#/components/schemas/Pet",
            error: "Error",
            cow: "#/components/schemas/cow",
          },
          defaultMapping: "#/components/schemas/hen",
        },
      },
      "parent-2": { allOf: [ref("schemas/Pet")] },
      "a-b": { maxLength: 9 },
    });
    expect(parameters).toMatchObject({ id: { schema: ref("schemas/a-b") } });
    expect(responses).toMatchObject({ one: { content: { "application/json": { schema: ref("schemas/Pet") } } } });
    expect(requestBodies).toMatchObject({
      new: { content: { "application/json": { schema: ref("schemas/parent-2") } } },
    });
  });

  it("may lead back to itself in every way", async () => {
    write({
      "api.yaml": `openapi: 3.0.0\npaths: { /a: { $ref: a.yaml } }\ncomponents: { schemas: { A: { $ref: b.yaml }, B: { $ref: c.yaml } } }\n`,
      "a.yaml": `$ref: a.yaml\n`,
      "b.yaml": `$ref: c.yaml\n`,
      "c.yaml": `$ref: b.yaml\n`,
    });
    expect(await bundle()).toMatchObject({ components: { schemas: { A: ref("schemas/B"), B: ref("schemas/A") } } });
  });

  it("has one file of types, overlays applied, and what is missing said", async () => {
    write({
      ...files,
      "more.yaml": `overlay: 1.0.0\ninfo: { title: More, version: "1" }\nextends: schemas/cat.yaml\nactions: [{ target: $.properties, update: { lives: { type: integer } } }]\n`,
    });
    const { code, out, err } = await conn("types", "api.yaml", "--overlay", "more.yaml");
    expect(code).toBe(0);
    expect(err).toMatch(/^warning\[file-not-read\]: schemas\/lost\.yaml cannot be read/);
    expect(out).toContain('"application/json": components["schemas"]["Pet"][];');
    expect(out).toMatch(/k: "cat";\s+lives\?: number;/);
    expect(out).toMatch(/lost\?: unknown;/);
    expect(out).not.toContain("pet.yaml");
  });
});

/** Own schemas first; of those that were brought in the order is nobody's concern. */
function byOrder(schemas: object = {}) {
  const order = Object.keys(schemas);
  return (left: string, right: string): number => order.indexOf(left) - order.indexOf(right);
}
