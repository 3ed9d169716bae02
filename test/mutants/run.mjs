// Makes each mistake of mutants.json in the runtime and runs the tests that should see it, then all: one that nobody notices is a gap in them.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { transform } from "esbuild";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const remembered = join(root, ".cache/mutants/results.ndjson");
/** By module of the runtime: the tests that are asked first, and the mistakes: the text that stands there once, and what stands there instead. */
const modules = JSON.parse(readFileSync(join(root, "test/mutants/mutants.json"), "utf8"));
/** Who is asked when these saw nothing. */
const WIDER = ["test/runtime", "test/conformance", "test/testing", "generated/stripe"];

const flags = process.argv.slice(2).filter((word) => word.startsWith("--"));
const only = process.argv.slice(2).filter((word) => !word.startsWith("--"));

const MINUTE = 60_000;

const minutes = (milliseconds) => `${(milliseconds / MINUTE).toFixed(1)} min`;
const read = (path) => readFileSync(join(root, path), "utf8");
/** Nothing where the module is gone. */
const readModule = (file) => {
  const path = `templates/runtime/v1/${file}`;
  return existsSync(join(root, path)) ? read(path) : "";
};

/** Runs tests with one mistake in the runtime, or none, up to the first that fails twice; gives the name of that one. */
async function runTests(tests, mistake, limit = 15 * MINUTE) {
  const planted = mistake && { MISTAKE: JSON.stringify(mistake) };
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const options = ["run", "--config", "test/mutants/vitest.config.ts", "--bail=1", "--retry=1", "--reporter=json"];
  const child = spawn(process.execPath, [vitest, ...options, ...tests], {
    cwd: root,
    // A mistake may make a loop that never ends, or one that fills the memory.
    detached: true,
    env: { ...process.env, NODE_OPTIONS: "--max-old-space-size=1024", NO_COLOR: "1", ...planted },
  });
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    process.kill(-child.pid, "SIGKILL");
  }, limit);
  let output = "";
  let complaints = "";
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (complaints += chunk));
  const code = await new Promise((done) => child.on("close", done));
  clearTimeout(timer);
  if (isOver) return `no end within ${minutes(limit)}`;
  if (code === 0) return undefined;
  return findFailure(output) ?? (complaints.trim().split("\n").at(-1) || "vitest breaks down");
}

function findFailure(output) {
  const start = output.indexOf('{"numTotalTestSuites"');
  if (start < 0) return undefined;
  const { testResults } = JSON.parse(output.slice(start));
  const failed = testResults.find(({ status }) => status === "failed");
  const test = failed?.assertionResults.find(({ status }) => status === "failed");
  return failed && `${failed.name.slice(root.length + 1)}: ${test?.fullName ?? "does not end well"}`;
}

async function tryMistake({ file, tests, from, to }) {
  const parts = readModule(file).split(from);
  // What is no TypeScript any more says nothing of the tests.
  const isCode = await transform(parts.join(to), { loader: "ts" }).catch(() => false);
  if (parts.length !== 2 || !isCode) return { result: "stale" };
  const by = (await runTests(tests, { file, from, to }, 3 * MINUTE)) ?? (await runTests(WIDER, { file, from, to }));
  return by === undefined ? { result: "SURVIVED" } : { result: "caught", by };
}

/** What an earlier run found holds until the mistake, its module or the tests that are asked first change. */
function keyOf(mistake) {
  const hash = createHash("sha256").update(JSON.stringify(mistake)).update(readModule(mistake.file));
  for (const test of mistake.tests) hash.update(read(test));
  return hash.digest("hex");
}

function recall() {
  if (flags.includes("--fresh")) rmSync(remembered, { force: true });
  const lines = existsSync(remembered) ? readFileSync(remembered, "utf8").trim().split("\n") : [];
  return new Map(lines.filter((line) => line !== "").map((line) => [JSON.parse(line).key, JSON.parse(line)]));
}

function remember(entry) {
  mkdirSync(join(remembered, ".."), { recursive: true });
  appendFileSync(remembered, `${JSON.stringify(entry)}\n`);
}

function printTable(results) {
  const rows = modules.flatMap(({ file }) => {
    const own = results.filter((each) => each.file === file);
    if (own.length === 0) return [];
    const count = (result) => own.filter((each) => each.result === result).length;
    return [[file, own.length, count("caught"), count("SURVIVED"), count("stale")]];
  });
  const sum = (column) => rows.reduce((total, row) => total + row[column], 0);
  const head = ["module", "mistakes", "caught", "survived", "stale"];
  for (const row of [head, ...rows, ["all", sum(1), sum(2), sum(3), sum(4)]])
    console.log(row.map((cell, column) => (column === 0 ? cell.padEnd(26) : String(cell).padStart(9))).join(""));
}

const chosen = modules
  .flatMap(({ mistakes, ...module }) => mistakes.map((mistake) => ({ ...module, ...mistake })))
  .filter(({ file, breaks }) => only.every((word) => `${file} ${breaks}`.includes(word)));
const known = recall();
const open = chosen.filter((mistake) => !known.has(keyOf(mistake)));
if (open.length > 0) {
  const broken = await runTests([...new Set(open.flatMap(({ tests }) => tests))]);
  if (broken !== undefined) {
    console.error(`${broken}\nfails without any mistake: mend that first.`);
    process.exit(1);
  }
}

const begun = Date.now();
let tried = 0;
const results = [];
for (const mistake of chosen) {
  const key = keyOf(mistake);
  const earlier = known.get(key);
  const { result, by } = earlier ?? (await tryMistake(mistake));
  if (earlier === undefined) {
    tried += 1;
    if (result !== "stale") remember({ key, result, by });
  }
  results.push({ ...mistake, result });
  const left = earlier ? "as before" : `${minutes(((Date.now() - begun) / tried) * (open.length - tried))} left`;
  const what = `${mistake.file}: ${mistake.breaks}${by === undefined ? "" : ` (${by})`}`;
  console.log(`${String(results.length).padStart(3)}/${chosen.length}  ${result.padEnd(8)}  ${what}  ${left}`);
}
console.log("");
printTable(results);
process.exitCode = results.every(({ result }) => result === "caught") ? 0 : 1;
