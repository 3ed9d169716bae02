import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Settings } from "../../generator/config.js";
import { generate } from "../../generator/pipeline.js";
import { contractSuite } from "../../templates/testing/suite.js";
import type { ContractSuite } from "../../templates/testing/suite.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
// Inside the repository, so that the emitted files find msw, vitest and ky.
const folder = join(root, ".cache", `contract-suite-${process.pid}`);

const settings: Settings = {
  contract: fileURLToPath(new URL("contract-suite.yaml", import.meta.url)),
  input: { cwd: ".", headers: {}, allowRemote: false, overlays: [], include: [], exclude: [], documents: [] },
  name: "depot",
  output: join(folder, "depot"),
  tests: true,
  importExtension: ".js",
  runtime: "copy",
  names: { calls: {}, types: {} },
  pages: {},
  values: { int64: "number", dates: "string", arrays: "indices", scalars: {} },
  transport: "ky",
  subscriptions: "ws",
  idempotencyHeader: undefined,
  auth: undefined,
  config: undefined,
};

async function writeClient(settings: Settings): Promise<void> {
  for (const { path, text } of (await generate(settings, () => {})).files) {
    const file = join(settings.output, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

describe.each(["indices", "brackets", "repeat"] as const)("the emitted suite, arrays as %s", async (arrays) => {
  const output = arrays === settings.values.arrays ? settings.output : join(folder, arrays);
  await writeClient({ ...settings, values: { ...settings.values, arrays }, output });
  const { createDepot, isDepotError } = (await import(join(output, "index.ts"))) as {
    createDepot: ContractSuite["create"];
    isDepotError: ContractSuite["isError"];
  };
  const { cases, facts } = (await import(join(output, "contract.cases.ts"))) as Pick<ContractSuite, "cases" | "facts">;

  it("leaves nothing untested", () => {
    expect(cases).toHaveLength(17);
    expect(facts.untested).toEqual([]);
  });

  const runner = { afterAll, beforeAll, describe, it };
  contractSuite({ create: createDepot, isError: isDepotError, cases, facts, runner });
});

/** One mistake in the copied runtime each: the suite must notice every one. */
const MISTAKES: readonly (readonly [name: string, file: string, from: RegExp, to: string])[] = [
  ["nothing is percent-encoded", "styles/text.ts", /encodeURIComponent\(text\)/, "text"],
  ["reserved characters stay", "styles/text.ts", /encodeURIComponent\(text\)/, "encodeURI(text)"],
  ["the delimiter is a comma", "styles/expand.ts", /style\.delimiter \?\? ","/, '","'],
  ["explode is ignored", "styles/expand.ts", /parameter\.explode \?\? style\.explode/, "style.explode"],
  ["names get lost", "styles/expand.ts", /\[write\(name\), write\(member\)\]/, "[write(member)]"],
  ["labels begin with nothing", "styles/label.ts", /first: "\."/, 'first: ""'],
  ["matrices are separated by commas", "styles/matrix.ts", /separator: ";"/, 'separator: ","'],
  ["deep members are dotted", "styles/deep-object.ts", /`\$\{name\}\[\$\{inner\}\]`/, "`${name}.${inner}`"],
  ["deep lists have no indices", "styles/deep-object.ts", /=> `\$\{name\}\[\$\{index\}\]`/, "=> (index, `${name}[]`)"],
  ["forms are separated by semicolons", "body/form.ts", /\.join\("&"\)/, '.join(";")'],
  ["a whole query has a name", "styles/whole.ts", /return encodeText\(writeJson/, 'return "q=" + encodeText(writeJson'],
  ["parts have no headers", "body/multipart.ts", /, \.\.\.headers \}/, " }"],
  ["JSON parts are plain text", "body/multipart.ts", /type \?\? "application\/json"/, 'type ?? "text/plain"'],
  ["cookies are separated by commas", "place/params.ts", /\.join\("; "\)/, '.join(", ")'],
  ["bearer tokens are called otherwise", "auth/bearer.ts", /Bearer \$/, "Token $"],
  [
    "passwords are Latin-1",
    "auth/basic.ts",
    /new TextEncoder\(\)\.encode\((`[^`]*`)\)/,
    "Uint8Array.from($1, (c) => c.charCodeAt(0))",
  ],
  [
    "keys go into another header",
    "auth/api-key.ts",
    /setHeader\(headers, name, value\)/,
    'setHeader(headers, "x-other", value)',
  ],
  ["every method is repeated", "retry.ts", /PUT\|DELETE/, "PUT|DELETE|POST"],
  ["DELETE is not repeated", "retry.ts", /PUT\|DELETE/, "PUT"],
  ["errors have no body", "errors.ts", /status, \.\.\.facts/, "status, ...facts, body: undefined"],
  ["pages end early", "pages/cursor.ts", /!token/, "token"],
  [
    "pointers do not grow",
    "check.ts",
    /issue\.pointer = step\(key\) \+ issue\.pointer/,
    "issue.pointer = issue.pointer",
  ],
  ["texts may be anything", "check.ts", /return report\(at, key, "must be a string"\)/, "return"],
];

describe("a client with a mistake in it", () => {
  const failed = new Set<string>();
  const place = (index: number): string => `mistake-${index}`;

  beforeAll(async () => {
    await Promise.all(MISTAKES.map(([, file, from, to], index) => plant(place(index), { file, from, to })));
    const run = spawnSync(
      process.execPath,
      [
        join(root, "node_modules/vitest/vitest.mjs"),
        "run",
        "--config",
        writeConfig(),
        "--reporter=json",
        "--no-isolate",
      ],
      {
        cwd: folder,
        encoding: "utf8",
        maxBuffer: 1 << 28,
        env: { ...process.env, VITEST: undefined, VITEST_POOL_ID: undefined, VITEST_WORKER_ID: undefined },
      },
    );
    const report = JSON.parse(run.stdout.slice(run.stdout.indexOf("{"))) as Report;
    for (const { name, assertionResults } of report.testResults) {
      if (assertionResults.some((result) => result.status === "failed")) failed.add(name.split("/").at(-2) ?? "");
    }
    return () => rmSync(folder, { recursive: true, force: true });
  }, 300_000);

  it.each(MISTAKES.map(([name], index) => [name, place(index)] as const))("fails: %s", (_, client) => {
    expect([...failed]).toContain(client);
  });
});

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** Bundles the client's contract test with one file of the runtime changed: one module loads faster than a hundred. */
async function plant(client: string, { file, from, to }: { file: string; from: RegExp; to: string }): Promise<void> {
  const path = join(settings.output, "runtime/v1", file);
  const text = readFileSync(path, "utf8");
  expect(text, `${file} has no ${from.source} any more`).toMatch(from);
  await build({
    entryPoints: [join(settings.output, "contract.test.ts")],
    outfile: join(folder, client, "contract.test.mjs"),
    bundle: true,
    format: "esm",
    external: ["vitest", "msw", "ky"],
    logLevel: "error",
    plugins: [
      {
        name: "mistake",
        setup({ onLoad }) {
          onLoad({ filter: /\.ts$/ }, (given) =>
            given.path === path ? { contents: text.replace(from, to), loader: "ts" } : undefined,
          );
        },
      },
    ],
  });
}

function writeConfig(): string {
  const path = join(folder, "vitest.config.mjs");
  writeFileSync(path, 'export default { test: { include: ["mistake-*/contract.test.mjs"] } };\n');
  return path;
}
