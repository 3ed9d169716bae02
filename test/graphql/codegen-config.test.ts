import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { resolveRequest } from "../../generator/config/resolve.js";
import { generate } from "../../generator/pipeline.js";

const FILES = {
  "schema/base.graphql":
    "scalar DateTime\nscalar Money\nscalar JSON\n\ntype Query {\n  now: DateTime\n  price: Money\n  raw: JSON\n}",
  "schema/more.graphql": "extend type Query {\n  name: String\n}",
  "src/page.ts": 'import { graphql } from "./gql";\n\nexport const Page = graphql(`query Page { now price }`);\n',
  "src/gql/graphql.ts": "export const PageDocument = /* GraphQL */ `query Page { now price }`;\n",
};

const CODEGEN_TS = `import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  overwrite: true,
  schema: ["./schema/base.graphql", "./schema/more.graphql"],
  documents: ["src/**/*.ts", "!src/gql/**/*"],
  generates: {
    "./src/gql/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: { useTypeImports: true, scalars: { DateTime: "Date", Money: { input: "Dinero", output: "Dinero" }, JSON: "unknown" } },
    },
  },
};

export default config;
`;

/** A folder with these files; it goes with the test. */
function writeFiles(files: { readonly [path: string]: string }): string {
  const folder = mkdtempSync(join(tmpdir(), "codegen-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** What bare `conn-gen` makes in a folder. */
async function run(cwd: string) {
  const all = await resolveRequest({}, { cwd });
  return Promise.all(all.map(async (settings) => ({ settings, ...(await generate(settings, () => undefined)) })));
}

describe("a config of graphql-codegen", () => {
  it("says where schema and documents are, and what scalars become", async () => {
    const [made, ...others] = await run(writeFiles({ ...FILES, "codegen.ts": CODEGEN_TS }));
    expect(others).toEqual([]);
    const text = (path: string) => made?.files.find((file) => file.path === path)?.text ?? "";
    expect(text("operations.ts")).toContain('document: "query Page{now price}"');
    expect(text("types.ts")).toContain("now: globalThis.Date | null;\n  price: unknown;");
    expect(made?.settings.output).toMatch(/generated/);
    expect(made?.diagnostics.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      "note: Of graphql-codegen's config, `presetConfig`, `config.useTypeImports` means nothing to conn-gen.",
      "warning: The scalar Money has a type of the config's own, which no value can be checked by: it is `unknown` in the client.",
    ]);
  });

  it("is read as YAML too, and makes a client for each schema", async () => {
    const yaml = `generates:
  src/one.ts: { schema: schema/base.graphql, plugins: [typescript] }
  src/two.ts:
    schema:
      - "https://example.com/graphql":
          headers: { authorization: "Bearer \${TOKEN}" }
    plugins: [typescript]
`;
    const cwd = writeFiles({ ...FILES, "codegen.yml": yaml });
    const [one, two] = await resolveRequest({}, { cwd, env: { TOKEN: "t1" } });
    expect(one?.contract).toBe(join(cwd, "schema/base.graphql"));
    expect(two?.contract).toBe("https://example.com/graphql");
    expect(two?.input.headers).toEqual({ authorization: "Bearer t1" });
  });

  it("yields to a config of ours, and to a contract that is named", async () => {
    const cwd = writeFiles({
      ...FILES,
      "codegen.ts": "export default { generates: {} };",
      "a.graphql": "type Query { a: Int }",
    });
    const [named] = await resolveRequest({ contract: "a.graphql" }, { cwd });
    expect(named?.config).toBeUndefined();
    await expect(resolveRequest({}, { cwd })).rejects.toMatchObject({
      diagnostics: [{ code: "config-invalid", message: "codegen.ts: `schema` is missing" }],
    });
    writeFileSync(join(cwd, "conn-gen.config.json"), '{ "contract": "a.graphql" }');
    const [own] = await resolveRequest({}, { cwd });
    expect(own?.contract).toBe(join(cwd, "a.graphql"));
  });

  it("is refused where one client would have many sources", async () => {
    const schema = '["schema/*.graphql", "https://example.com/graphql"]';
    const cwd = writeFiles({
      ...FILES,
      "codegen.mjs": `export default { schema: ${schema}, generates: { "a.ts": {} } };`,
    });
    await expect(resolveRequest({}, { cwd })).rejects.toMatchObject({
      diagnostics: [{ message: "codegen.mjs: `schema` names several patterns; a client has one source" }],
    });
  });
});
