import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { resolveRequest } from "../../generator/config/resolve.js";
import { packageRoot } from "../../generator/package-root.js";
import { generate } from "../../generator/pipeline.js";
import { cache } from "../golden/compilers.js";
import { compareTypes, writeFiles } from "./judge-types.js";
import { makeDocuments } from "./make-documents.js";
import { readReal, realSchemas, whySkipped } from "./real-schemas.js";

const root = packageRoot();
const installed = join(cache, "graphql-codegen");
const command = join(installed, "node_modules/@graphql-codegen/cli/cjs/bin.js");
const why = existsSync(command) ? "" : " -- SKIPPED: run `npm run corpus:install`";
if (why !== "") process.stderr.write(`skipped: the command of graphql-codegen${why}\n`);

const cli = join(root, "dist/cli.js");
const whyNoCli = existsSync(cli) ? "" : " -- SKIPPED: run `npm run build`";
if (whyNoCli !== "") process.stderr.write(`skipped: conn-gen as a command${whyNoCli}\n`);

const run = promisify(execFile);

/** A folder that goes with the test; among what `corpus:install` installs, `@graphql-codegen/cli` can be imported. */
function makeFolder(parent: string): string {
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "codegen-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

interface Asked {
  readonly schema: string;
  readonly documents: readonly string[];
  readonly scalars: { readonly [scalar: string]: string };
}

/** A config that both commands read. */
function writeConfig({ schema, documents, scalars }: Asked): string {
  const config = { namingConvention: "keep", defaultScalarType: "unknown", scalars };
  return `import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: ${JSON.stringify(schema)},
  documents: ${JSON.stringify(documents)},
  config: ${JSON.stringify(config)},
  generates: { "theirs.ts": { plugins: ["typescript-operations"] } },
};

export default config;
`;
}

/** Lets both commands do what the same `codegen.ts` says, and compares the types of what they made. */
async function compareCommands(name: string, home: string): Promise<readonly string[]> {
  await run(process.execPath, [command, "--config", "codegen.ts"], { cwd: home });
  const [settings, ...others] = await resolveRequest({}, { cwd: home });
  if (settings === undefined || others.length > 0) throw new Error("codegen.ts makes one client");
  const { files: made } = await generate(settings, () => undefined);
  const files = Object.fromEntries(made.map(({ path, text }) => [path, text]));
  const theirs = readFileSync(join(home, "theirs.ts"), "utf8");
  const { compared, verdict } = await compareTypes({ name: `command-${name}`, home, files, theirs });
  expect(verdict).toBe("");
  return compared;
}

const github = realSchemas.filter(({ name }) => name === "github");

describe("the graphql-codegen command and ours, told by one codegen.ts", () => {
  it.skipIf(why !== "")(`agree on the types of the shop's documents${why}`, { timeout: 120_000 }, async () => {
    const home = makeFolder(installed);
    const documents = [join(root, "specs/shop/*.{graphql,mjs}")];
    const scalars = { DateTime: "string", Decimal: "string" };
    const asked = { schema: join(root, "specs/shop.graphql"), documents, scalars };
    writeFiles({ "codegen.ts": writeConfig(asked) }, home);
    expect(await compareCommands("shop", home)).toEqual([
      "ShelfQueryVariables",
      "ShelfQuery",
      "FindQueryVariables",
      "FindQuery",
      "LookupQueryVariables",
      "LookupQuery",
      "BuyMutationVariables",
      "BuyMutation",
      "TrackingSubscriptionVariables",
      "TrackingSubscription",
      "ProductPageQueryVariables",
      "ProductPageQuery",
      "VisitorQuery",
    ]);
  });

  describe.each(github)("for the schema $name", (real) => {
    const reason = why || whySkipped(real);
    it.skipIf(reason !== "")(
      `agree on the types of documents of every shape${reason}`,
      { timeout: 300_000 },
      async () => {
        const home = makeFolder(installed);
        const texts = makeDocuments(readReal(real), real.documents);
        const asked = { schema: real.path, documents: [join(home, "documents.graphql")], scalars: real.scalars };
        writeFiles({ "documents.graphql": texts.join("\n\n"), "codegen.ts": writeConfig(asked) }, home);
        const compared = await compareCommands(real.name, home);
        expect(compared.filter((name) => !name.endsWith("Variables"))).toHaveLength(real.documents);
      },
    );
  });
});

describe.each([
  { where: "beside the command", parent: installed, reason: why || whyNoCli },
  { where: "where the command is not installed", parent: tmpdir(), reason: whyNoCli },
])("a codegen.ts $where", ({ parent, reason }) => {
  // The second is how it was written before types were imported as such: Node leaves it standing.
  it.skipIf(reason !== "").each(["import type", "import"])(
    `is read by conn-gen with \`%s { CodegenConfig }\`${reason}`,
    async (words) => {
      const home = makeFolder(parent);
      const asked = { schema: "a.graphql", documents: ["b.graphql"], scalars: {} };
      const config = writeConfig(asked).replace("import type", words);
      const files = { "a.graphql": "type Query { a: Int }", "b.graphql": "query Mine { a }", "codegen.ts": config };
      writeFiles(files, home);
      await run(process.execPath, [cli, "-q"], { cwd: home });
      const [made] = await resolveRequest({}, { cwd: home });
      expect(readFileSync(join(made?.output ?? "", "types.ts"), "utf8")).toContain("interface MineQuery");
    },
  );
});
