// Makes each mistake of mutants.json in a copy of the runtime and runs the tests: one that nobody notices is a gap in them.
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const cache = join(root, ".cache/mutants");
/** The file below `templates/runtime/v1`, the text that stands there once, what stands there instead, and what that breaks. */
const mutants = JSON.parse(readFileSync(join(root, "test/mutants/mutants.json"), "utf8"));
const TESTS = ["test/runtime", "test/conformance", "generated/stripe"];
const COPIED = [
  "generated/stripe",
  "generator",
  "specs",
  "templates",
  "test",
  "package.json",
  "tsconfig.json",
  "vitest.config.ts",
];
const only = process.argv.slice(2);

/** A checkout of its own for each worker, so that mistakes do not meet. */
function makeBench(number) {
  const bench = join(cache, String(number));
  rmSync(bench, { recursive: true, force: true });
  mkdirSync(bench, { recursive: true });
  for (const path of COPIED) cpSync(join(root, path), join(bench, path), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(bench, "node_modules"), "junction");
  return bench;
}

/** The runtime's own file, and the copy that the generated client runs on. */
function filesOf(bench, file) {
  const places = ["templates/runtime/v1", "generated/stripe/runtime/v1"].map((folder) => join(bench, folder, file));
  return places.filter((path) => existsSync(path));
}

function runTests(bench) {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", "--bail=1", ...TESTS], {
    cwd: bench,
    env: { ...process.env, NO_COLOR: "1" },
  });
  let output = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (output += chunk));
  return new Promise((done) => child.on("close", (code) => done({ passed: code === 0, output })));
}

async function tryMutant(bench, { file, from, to }) {
  const originals = filesOf(bench, file).map((path) => [path, readFileSync(path, "utf8")]);
  const stale = originals.length === 0 || originals.some(([, text]) => text.split(from).length !== 2);
  if (stale) return "stale";
  try {
    for (const [path, text] of originals)
      writeFileSync(
        path,
        text.replace(from, () => to),
      );
    return (await runTests(bench)).passed ? "SURVIVED" : "caught";
  } finally {
    for (const [path, text] of originals) writeFileSync(path, text);
  }
}

const chosen = mutants.filter(({ file, breaks }) => only.every((word) => `${file} ${breaks}`.includes(word)));
const waiting = [...chosen];
const results = new Map();
const benches = Array.from({ length: Math.min(availableParallelism(), 4, chosen.length) }, (_, number) =>
  makeBench(number),
);
const { passed, output } = await runTests(benches[0]);
if (!passed) {
  console.error(`${output}\nThe tests fail without any mistake: mend that first.`);
  process.exit(1);
}

async function work(bench) {
  for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
    const result = await tryMutant(bench, mutant);
    results.set(mutant, result);
    console.log(
      `${String(results.size).padStart(3)}/${chosen.length}  ${result.padEnd(8)}  ${mutant.file}: ${mutant.breaks}`,
    );
  }
}

await Promise.all(benches.map(work));
rmSync(cache, { recursive: true, force: true });
const count = (result) => [...results.values()].filter((each) => each === result).length;
console.log(
  `\n${chosen.length} mistakes: ${count("caught")} caught, ${count("SURVIVED")} survived, ${count("stale")} that no longer fit the code.`,
);
process.exitCode = count("caught") === chosen.length ? 0 : 1;
