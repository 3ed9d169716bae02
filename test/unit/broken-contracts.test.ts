import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../generator/commands/run.js";
import type { DiagnosticJson } from "../../generator/report/diagnostics.js";

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

const contract = `openapi: 3.0.3
info: { title: Shop, version: "1" }
servers: [{ url: https://shop.example }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
    delete:
      operationId: deletePet
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
      responses: { "204": { description: gone } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
`;

const ID = "- { name: id, in: path, required: true, schema: { type: integer } }";
const BODIES = `requestBodies: { A: { $ref: "#/components/requestBodies/B" }, B: { $ref: "#/components/requestBodies/A" } }`;

interface Mistake {
  /** What is replaced by what. */
  readonly edit: readonly (readonly [string, string])[];
  readonly code: string;
  /** What stands at the place that is named. */
  readonly at: string;
  /** Where no overlay could know what is meant. */
  readonly overlay?: false;
}

const mistakes: { readonly [mistake: string]: Mistake } = {
  "a reference to a schema that is not there": {
    edit: [["schemas/Pet", "schemas/Pett"]],
    code: "unresolved-ref",
    at: "$ref",
  },
  "a reference to a file that is not there": {
    edit: [["#/components/schemas/Pet", "pet.yaml"]],
    code: "unresolved-ref",
    at: "$ref",
  },
  "a reference to a parameter that is not there": {
    edit: [[ID, `- { $ref: "#/components/parameters/id" }`]],
    code: "unresolved-ref",
    at: "$ref",
  },
  "an operation that is lost by a reference": {
    edit: [[ID, `- { $ref: "#/components/parameters/id" }`]],
    code: "operation-skipped",
    at: "delete:",
    overlay: false,
  },
  "references that go round in a circle": {
    edit: [
      [`responses: { "204"`, `requestBody: { $ref: "#/components/requestBodies/A" }\n      responses: { "204"`],
      ["  securitySchemes:", `  ${BODIES}\n  securitySchemes:`],
    ],
    code: "circular-ref",
    at: "$ref",
    overlay: false,
  },
  "a type that is none": {
    edit: [["name: { type: string }", "name: { type: text }"]],
    code: "unknown-type",
    at: "type: text",
  },
  "a parameter without a name": {
    edit: [[ID, ID.replace("name: id, ", "")]],
    code: "parameter-without-place",
    at: "{",
  },
  "a parameter in no place": {
    edit: [[ID, ID.replace("in: path", "in: param")]],
    code: "parameter-without-place",
    at: "in: param",
  },
  "a parameter without a schema": {
    edit: [[ID, ID.replace(", schema: { type: integer }", "")]],
    code: "parameter-without-schema",
    at: "{",
  },
  "a style that is none": {
    edit: [[ID, ID.replace("in: path", "in: path, style: bold")]],
    code: "unknown-style",
    at: "style",
  },
  "a parameter of the path that is missing": {
    edit: [[`      parameters:\n        ${ID}\n`, ""]],
    code: "path-parameter-not-declared",
    at: "delete",
  },
  "a parameter of the path that is optional": {
    edit: [[ID, ID.replace("required: true, ", "")]],
    code: "path-parameter-optional",
    at: "{",
  },
  "a parameter of the path that is not in it": {
    edit: [[ID, `${ID}\n        ${ID.replace("id", "ids")}`]],
    code: "path-parameter-not-in-path",
    at: "{",
  },
  "a path without a slash": { edit: [["  /pets/{id}", "  pets/{id}"]], code: "path-without-slash", at: "pets/{id}" },
  "a method that is none": { edit: [["    delete:", "    remove:"]], code: "unknown-method", at: "remove" },
  "a status that is none": { edit: [[`"204"`, `"20x"`]], code: "unknown-status", at: `20x` },
  "one operationId twice": { edit: [["deletePet", "getPet"]], code: "duplicate-operation-id", at: "operationId" },
  "security that is not defined": {
    edit: [["paths:", "security: [{ key: [] }]\npaths:"]],
    code: "unknown-security-scheme",
    at: "{ key",
  },
  "security that nobody knows": {
    edit: [
      ["paths:", "security: [{ token: [] }]\npaths:"],
      ["type: http", "type: kerberos"],
    ],
    code: "auth-not-supported",
    at: "token",
    overlay: false,
  },
  "a server's address that is none": {
    edit: [["https://shop.example", "https://"]],
    code: "server-without-address",
    at: "url",
  },
  "a server's variable that is not declared": {
    edit: [["https://shop.example", `"https://{region}.shop.example"`]],
    code: "server-variable-not-declared",
    at: "url",
    overlay: false,
  },
  "a schema that is a text": {
    edit: [["Pet: { type: object, properties: { name: { type: string } } }", "Pet: object"]],
    code: "schema-not-an-object",
    at: "Pet",
  },
  "a list where an object belongs": {
    edit: [["{ name: { type: string } }", "[name]"]],
    code: "keyword-of-another-kind",
    at: "properties",
  },
  "a text where a number belongs": {
    edit: [["type: string } } }\n", `type: string, maxLength: "5" } } }\n`]],
    code: "keyword-of-another-kind",
    at: "maxLength",
  },
  "a text where a list belongs": {
    edit: [["type: string } } }\n", `type: string, enum: cat } } }\n`]],
    code: "keyword-of-another-kind",
    at: "enum",
  },
  "true where a list belongs": {
    edit: [["type: string } } }\n", `type: string, required: true } } }\n`]],
    code: "keyword-of-another-kind",
    at: "required",
  },
  "a body that is a text": {
    edit: [[`responses: { "204"`, `requestBody: json\n      responses: { "204"`]],
    code: "keyword-of-another-kind",
    at: "requestBody",
  },
  "content that is a list": {
    edit: [[`content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }`, "content: [json]"]],
    code: "keyword-of-another-kind",
    at: "content",
  },
  "a discriminator that names nothing": {
    edit: [["type: object,", "type: object, discriminator: { propertyName: name, mapping: { cat: Cat } },"]],
    code: "unresolved-ref",
    at: "cat",
  },
  "values that break what stands beside them": {
    edit: [["type: string } } }\n", `type: string, enum: [cat, dog], pattern: "^c" } } }\n`]],
    code: "enum-beyond-its-limits",
    at: "pattern",
  },
  "a pattern that cannot be checked": {
    edit: [["type: string } } }\n", `type: string, pattern: "[" } } }\n`]],
    code: "pattern-not-checked",
    at: "pattern",
    overlay: false,
  },
  "a pattern of names that cannot be checked": {
    edit: [["properties: { name", `patternProperties: { "(a+)+$": {} }, properties: { name`]],
    code: "pattern-not-checked",
    at: "(a+)",
    overlay: false,
  },
  "half a version": { edit: [["openapi: 3.0.3", "openapi: 3.0"]], code: "version-incomplete", at: "openapi" },
};

/** What ends the run. */
const failures: { readonly [failure: string]: Mistake & { readonly line: number } } = {
  "a version that nobody knows": {
    edit: [["openapi: 3.0.3", "openapi: 3.9.0"]],
    code: "unsupported-version",
    at: "openapi",
    line: 1,
  },
  "no version": { edit: [["openapi: 3.0.3\n", ""]], code: "unknown-contract", at: "info", line: 1 },
  "YAML that is indented otherwise": {
    edit: [["    delete:", "   delete:"]],
    code: "yaml-syntax",
    at: "delete",
    line: 12,
    overlay: false,
  },
  "YAML with a tab": {
    edit: [["    delete:", "\tdelete:"]],
    code: "yaml-syntax",
    at: "\tdelete",
    line: 12,
    overlay: false,
  },
  "YAML with a key twice": {
    edit: [["    delete:", "    get:"]],
    code: "yaml-syntax",
    at: "get",
    line: 12,
    overlay: false,
  },
};

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
