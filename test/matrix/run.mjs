// Runs clients with their contract tests, and the kit for users' own tests, on every Node, ky, msw, graphql and test framework that they promise to work with, and compiles them.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { install, installNode } from "./install.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const cache = join(root, ".cache/matrix");

const NODES = { 20: "20.19.5", 22: "22.23.3", 24: "24.21.0" };

/** What clients with tests need, in the versions of two generations. */
const LIBRARIES = {
  "ky 1, msw 2, graphql 16": { ky: "1.14.3", msw: "2.15.0", graphql: "16.15.0" },
  "ky 2, msw 3, graphql 17": { ky: "2.1.0", msw: "3.0.5", graphql: "17.1.0" },
};

const SHARED = {
  ...JSON.parse(readFileSync(join(root, "package.json"), "utf8")).dependencies,
  "@jest/globals": "30.5.2",
  "@types/node": "20.19.43",
  "fast-xml-parser": "5.12.1",
  "graphql-request": "7.4.0",
  "graphql-sse": "2.6.1",
  "graphql-ws": "6.4.2",
  jest: "30.5.2",
  vitest: "4.1.12",
  ws: "8.23.0",
};

/** The second generation needs a newer Node. */
const ROWS = [
  [20, "ky 1, msw 2, graphql 16"],
  [22, "ky 1, msw 2, graphql 16"],
  [22, "ky 2, msw 3, graphql 17"],
  [24, "ky 1, msw 2, graphql 16"],
  [24, "ky 2, msw 3, graphql 17"],
];

const COMPILERS = { "TypeScript 5.9": "typescript@5.9.3", "TypeScript 7": "typescript@7.0.2" };
const aliasOf = (compiler) => compiler.toLowerCase().replaceAll(/\W+/g, "-");

const OPTIONS = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  target: "es2022",
  module: "nodenext",
  types: ["node"],
};

/** What each Node runs in a project, and where it says how much there was, and that something skipped itself: real connections, for one. */
const RUNS = {
  "conn-gen": {
    command: () => ["node_modules/conn-gen/dist/cli.js", "--config", "again.json"],
    counts: /(\d+) files/,
    unit: "files",
  },
  vitest: {
    command: () => ["node_modules/vitest/vitest.mjs", "run"],
    counts: /Tests\s+(\d+) passed/,
    unit: "passed",
  },
  // Newer Nodes run TypeScript as it is.
  "node:test": {
    command: (major) => [
      "--test",
      "--test-reporter=spec",
      "kit/node.test.mjs",
      major === 20 ? "compiled/node-test/contract.test.js" : "node-test/contract.test.ts",
    ],
    counts: /pass (\d+)/,
    skips: /skipped [1-9]/,
    unit: "passed",
  },
  jest: {
    command: () => ["--experimental-vm-modules", "node_modules/jest/bin/jest.js"],
    counts: /Tests:.*?(\d+) passed/,
    skips: /Tests:.*skipped/,
    unit: "passed",
  },
};

const JEST = {
  testEnvironment: "node",
  transform: {},
  testMatch: ["<rootDir>/compiled/jest-test/*.test.js", "<rootDir>/kit/jest.test.mjs"],
  moduleFileExtensions: ["js", "mjs", "json"],
};

const VITEST = `export default { test: { include: ["generated/**/*.test.ts", "kit/vitest.test.mjs"] } };\n`;

/** A user's project with these libraries: our committed clients, and one for each other framework. */
function makeProject(libraries) {
  const folder = join(cache, libraries.replaceAll(/\W+/g, "-"));
  const compilers = Object.entries(COMPILERS).map(([name, spec]) => [aliasOf(name), `npm:${spec}`]);
  install(folder, { ...LIBRARIES[libraries], ...SHARED, ...Object.fromEntries(compilers) });
  for (const part of ["generated", "again", "node-test", "jest-test", "compiled", "kit"])
    rmSync(join(folder, part), { recursive: true, force: true });
  cpSync(join(root, "generated"), join(folder, "generated"), { recursive: true });
  cpSync(join(root, "test/matrix/kit"), join(folder, "kit"), { recursive: true });
  for (const part of ["package.json", "dist", "templates/runtime/v1", "templates/testing"])
    cpSync(join(root, part), join(folder, "node_modules/conn-gen", part), { recursive: true });
  generate(folder, { tests: "node:test", output: join(folder, "node-test"), importExtension: ".ts" });
  generate(folder, { tests: "jest", output: join(folder, "jest-test") });
  const write = (name, value) => writeFileSync(join(folder, name), JSON.stringify(value));
  const include = ["generated", "node-test", "jest-test"];
  write("tsconfig.json", { compilerOptions: { ...OPTIONS, noEmit: true, allowImportingTsExtensions: true }, include });
  const emit = { rootDir: ".", outDir: "compiled", rewriteRelativeImportExtensions: true };
  write("tsconfig.emit.json", { compilerOptions: { ...OPTIONS, ...emit }, include });
  write("jest.config.json", JEST);
  const again = ["stripe.yaml", "shop.graphql"].map((name) => ({ contract: join(root, "specs", name), tests: true }));
  write(
    "again.json",
    again.map((each) => ({ ...each, output: `again/${each.contract.replace(/.*[/]|\.\w+$/g, "")}` })),
  );
  writeFileSync(join(folder, "vitest.config.mjs"), VITEST);
  return folder;
}

function generate(folder, settings) {
  const config = join(folder, `${settings.tests.replace(/\W/, "-")}.json`);
  writeFileSync(config, JSON.stringify({ contract: join(root, "specs/stripe.yaml"), name: "stripe", ...settings }));
  const cli = join(folder, "node_modules/conn-gen/dist/cli.js");
  const { status, stderr } = spawnSync(process.execPath, [cli, "--config", config, "-q"]);
  if (status !== 0) throw new Error(`a client for ${settings.tests} cannot be generated:\n${stderr}`);
}

function run(program, args, cwd) {
  const child = spawn(program, args, { cwd, env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined } });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  return new Promise((done) => child.on("close", (code) => done({ code, output })));
}

const table = [];
function report(row, what, { code, output }, said) {
  const cell = code === 0 ? said : "FAILS";
  console.log(`${code === 0 ? "✓" : "✗"} ${row.padEnd(36)} ${what.padEnd(14)} ${cell}`);
  if (code !== 0) console.log(output.split("\n").slice(-60).join("\n"));
  table.push({ row, what, cell });
}

const projects = new Map();
for (const libraries of Object.keys(LIBRARIES)) {
  const folder = makeProject(libraries);
  projects.set(libraries, folder);
  for (const compiler of Object.keys(COMPILERS)) {
    const tsc = join("node_modules", aliasOf(compiler), "bin/tsc");
    report(libraries, compiler, await run(process.execPath, [tsc, "-p", "."], folder), "compiles");
  }
  const tsc = join("node_modules", aliasOf("TypeScript 5.9"), "bin/tsc");
  report(libraries, "JavaScript", await run(process.execPath, [tsc, "-p", "tsconfig.emit.json"], folder), "is written");
}
for (const [major, libraries] of ROWS) {
  const node = installNode(join(cache, `node-${major}`), NODES[major]);
  for (const [name, { command, counts, skips, unit }] of Object.entries(RUNS)) {
    const result = await run(node, command(major), projects.get(libraries));
    const count = counts.exec(result.output)?.[1];
    const isWhole = count !== undefined && !skips?.test(result.output);
    const checked = isWhole ? result : { ...result, code: result.code || 1 };
    report(`Node ${major}, ${libraries}`, name, checked, `${count} ${unit}`);
  }
}

const columns = [...Object.keys(COMPILERS), ...Object.keys(RUNS)];
console.log(`\n${"".padEnd(36)}${columns.map((column) => column.padEnd(16)).join("")}`);
for (const row of new Set(table.map((each) => each.row))) {
  const cells = columns.map((column) => table.find((each) => each.row === row && each.what === column)?.cell ?? "");
  console.log(`${row.padEnd(36)}${cells.map((cell) => cell.padEnd(16)).join("")}`.trimEnd());
}
process.exitCode = table.some(({ cell }) => cell === "FAILS") ? 1 : 0;
