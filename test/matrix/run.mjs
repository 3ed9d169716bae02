// Runs the committed clients with their contract tests on every Node, ky and msw that they promise to work with, and type-checks them.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const cache = join(root, ".cache/matrix");

const NODES = { 20: "20.19.5", 22: "22", 24: "24" };

/** What clients with tests need, in the versions of two generations. */
const LIBRARIES = {
  "ky 1, msw 2": { ky: "1.14.3", msw: "2.15.0", "graphql-request": "7.4.0", graphql: "16.15.0" },
  "ky 2, msw 3": { ky: "2.1.0", msw: "3.0.5", "graphql-request": "7.4.0", graphql: "17.1.0" },
};

/** The second generation needs a newer Node. */
const ROWS = [
  [20, "ky 1, msw 2"],
  [22, "ky 1, msw 2"],
  [22, "ky 2, msw 3"],
  [24, "ky 1, msw 2"],
  [24, "ky 2, msw 3"],
];

const COMPILERS = { "TypeScript 5.9": "typescript@5.9.3", "TypeScript 7": "typescript@7.0.2" };

function install(folder, dependencies) {
  const wanted = JSON.stringify({ private: true, type: "module", dependencies });
  mkdirSync(folder, { recursive: true });
  if (existsSync(join(folder, "node_modules"))) return;
  writeFileSync(join(folder, "package.json"), wanted);
  const flags = [
    "install",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--no-package-lock",
    "--legacy-peer-deps",
    "--loglevel=error",
  ];
  const { status } = spawnSync("npm", flags, { cwd: folder, stdio: "inherit", shell: process.platform === "win32" });
  if (status === 0) return;
  rmSync(join(folder, "node_modules"), { recursive: true, force: true });
  throw new Error(`npm could not install ${Object.keys(dependencies).join(", ")}`);
}

/** The package `node` holds the program in a package of the platform. */
function findNode(major) {
  const folder = join(cache, `node-${major}`);
  install(folder, { node: NODES[major] });
  const modules = join(folder, "node_modules");
  const candidates = [
    join(modules, "node/bin/node"),
    ...readdirSync(modules).map((name) => join(modules, name, "bin/node")),
  ];
  const found = candidates.find((path) => existsSync(path) && spawnSync(path, ["--version"]).status === 0);
  if (found === undefined) throw new Error(`the package node@${NODES[major]} brings no program for this platform`);
  return found;
}

function makeProject(libraries) {
  const folder = join(cache, libraries.replaceAll(/\W+/g, "-"));
  install(folder, { ...LIBRARIES[libraries], vitest: "4.1.12", "@types/node": "20.19.43", ...compilers() });
  rmSync(join(folder, "generated"), { recursive: true, force: true });
  cpSync(join(root, "generated"), join(folder, "generated"), { recursive: true });
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: OPTIONS, include: ["generated"] }));
  return folder;
}

const OPTIONS = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  target: "es2022",
  module: "nodenext",
  types: ["node"],
  noEmit: true,
};

function compilers() {
  return Object.fromEntries(Object.entries(COMPILERS).map(([name, spec]) => [aliasOf(name), `npm:${spec}`]));
}

function aliasOf(compiler) {
  return compiler.toLowerCase().replaceAll(/\W+/g, "-");
}

function run(program, args, cwd) {
  const child = spawn(program, args, { cwd, env: { ...process.env, NO_COLOR: "1", FORCE_COLOR: undefined } });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  return new Promise((done) => child.on("close", (code) => done({ code, output })));
}

let failures = 0;
function report(what, { code, output }, said) {
  if (code !== 0) failures += 1;
  console.log(`${code === 0 ? "✓" : "✗"} ${what.padEnd(40)} ${said}`);
  if (code !== 0) console.log(output.split("\n").slice(-60).join("\n"));
}

for (const libraries of Object.keys(LIBRARIES)) {
  const folder = makeProject(libraries);
  for (const compiler of Object.keys(COMPILERS)) {
    const result = await run(process.execPath, [join("node_modules", aliasOf(compiler), "bin/tsc"), "-p", "."], folder);
    report(`${libraries}, ${compiler}`, result, result.code === 0 ? "compiles" : "does not compile");
  }
}
for (const [major, libraries] of ROWS) {
  const result = await run(findNode(major), ["node_modules/vitest/vitest.mjs", "run"], makeProject(libraries));
  report(`Node ${major}, ${libraries}`, result, /Tests\s+(.*)/.exec(result.output)?.[1] ?? "did not run");
}
process.exitCode = failures === 0 ? 0 : 1;
