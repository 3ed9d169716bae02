// Sends what generated clients send to mock servers of others, and holds their objections against the ledger of those that we know and why.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { findContracts, readContract } from "./contracts.mjs";
import { judges } from "./judges.mjs";
import { holdAgainst, updateCalls } from "./ledger.mjs";
import { keepRequests } from "./requests-only.mjs";
import { sendAll } from "./send-all.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const cache = join(root, ".cache/judges");
const modules = join(cache, "node_modules");
const ledgerPath = join(root, "test/judges/ledger.json");
let ledger = JSON.parse(readFileSync(ledgerPath, "utf8"));
const only = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const updates = process.argv.includes("--update");

function install() {
  mkdirSync(cache, { recursive: true });
  writeFileSync(join(cache, "package.json"), JSON.stringify({ private: true }));
  if (judges.every(({ package: spec }) => existsSync(join(modules, spec.replace(/@[^@]+$/, ""))))) return;
  console.log(`Installing ${judges.map((judge) => judge.package).join(" and ")} into .cache/judges`);
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
  const { status } = spawnSync("npm", ["install", ...flags, ...judges.map((judge) => judge.package)], {
    cwd: cache,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) throw new Error("npm could not install the judges");
}

/** Generates a client with its cases, and loads both. */
async function makeClient({ name, path }, { arrays }) {
  const folder = join(cache, "clients", `${name}-${arrays}`);
  rmSync(folder, { recursive: true, force: true });
  const config = `${folder}.json`;
  writeFileSync(config, JSON.stringify({ contract: path, name, output: folder, tests: true, values: { arrays } }));
  const made = spawnSync(process.execPath, ["dist/cli.js", "--config", config, "-q"], { cwd: root, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`${name} cannot be generated:\n${made.stderr}`);
  const outfile = join(folder, "bundle.mjs");
  const contents = `export * as client from "./index.ts";
export { cases, facts } from "./contract.cases.ts";
export { callOperation, spreadArguments } from "./testing/client-under-test.ts";
export { setAt } from "./testing/pointer.ts";`;
  const stdin = { contents, resolveDir: folder, loader: "ts" };
  await build({
    stdin,
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["msw", "ky"],
    logLevel: "error",
  });
  const { client, ...rest } = await import(pathToFileURL(outfile).href);
  const create = Object.entries(client).find(([key]) => /^create[A-Z]/.test(key))?.[1];
  return { create, ...rest };
}

function findPort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(String(port)));
    });
  });
}

/** Starts a judge on what a contract says of requests. */
async function start(judge, { name, hasDeepLists }) {
  const path = join(cache, "contracts", `${name}.json`);
  const port = await findPort();
  const args = [join(modules, judge.program), ...judge.flags({ port, hasDeepLists }), path];
  const child = spawn(process.execPath, args, { env: { ...process.env, NO_COLOR: "1" } });
  let output = "";
  const listens = new Promise((done, fail) => {
    const hear = (chunk) => {
      output += chunk;
      if (judge.listens.test(output)) done();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("close", () => fail(new Error(`${judge.name} does not start:\n${output.slice(-2000)}`)));
  });
  await listens;
  return { baseUrl: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

async function hear(judge, contract) {
  const started = Date.now();
  const client = await makeClient(contract, judge);
  const { baseUrl, stop } = await start(judge, contract);
  const watch = (done, all) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${contract.name} before ${judge.name}: ${done} of ${all} `);
  };
  const { verdicts, wrong } = await sendAll(client, { judge, baseUrl, watch }).finally(stop);
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  const isOwn = (entry) => entry.judge === judge.name && entry.contract === contract.name;
  if (updates) ledger = ledger.flatMap((entry) => (isOwn(entry) ? updateCalls([entry], verdicts) : [entry]));
  return { ...holdAgainst(ledger.filter(isOwn), verdicts), wrong, seconds: Math.round((Date.now() - started) / 1000) };
}

const WIDTHS = [10, 8, 10, 10, 11, 13, 7, 15, 9];
function printRow(cells) {
  console.log(cells.map((cell, index) => String(cell).padEnd(WIDTHS[index] ?? 0)).join(""));
}

install();
for (const folder of ["contracts", "clients"]) mkdirSync(join(cache, folder), { recursive: true });
printRow([
  "contract",
  "judge",
  "requests",
  "accepted",
  "explained",
  "unexplained",
  "stale",
  "wrong, refused",
  "seconds",
]);
const complaints = [];
for (const contract of findContracts(root)) {
  const asked = judges.filter(({ name }) => only.every((word) => `${contract.name} ${name}`.includes(word)));
  if (asked.length === 0) continue;
  if (!contract.isHere) {
    printRow([contract.name, "-- SKIPPED:", `it is not here, ${contract.origin}`]);
    continue;
  }
  const document = readContract(contract);
  writeFileSync(join(cache, "contracts", `${contract.name}.json`), JSON.stringify(keepRequests(document)));
  for (const judge of asked) {
    if (!judge.reads(document)) {
      printRow([contract.name, judge.name, "reads no Swagger 2.0"]);
      continue;
    }
    const { accepted, explained, unexplained, stale, wrong, seconds } = await hear(judge, contract);
    const requests = accepted.length + explained.length + new Set(unexplained.map(({ name }) => name)).size;
    const counts = [requests, accepted.length, explained.length, unexplained.length, stale.length];
    const refused = wrong.filter(({ against }) => against.length > 0).length;
    printRow([contract.name, judge.name, ...counts, `${refused} of ${wrong.length}`, seconds]);
    if (refused === 0 && wrong.length > 0)
      complaints.push(`${contract.name} before ${judge.name}: it accepts whatever is wrong, and judges nothing`);
    complaints.push(
      ...unexplained.map(({ name, id, says }) => `${contract.name} before ${judge.name}: ${name} (${id}): ${says}`),
      ...stale.map((text) => `${contract.name} before ${judge.name}: nothing needs the ledger's ${text}`),
    );
  }
}
if (updates) writeFileSync(ledgerPath, `${JSON.stringify(ledger, undefined, 2)}\n`);
if (complaints.length > 0) console.log(`\n${complaints.join("\n")}`);
process.exitCode = complaints.length === 0 ? 0 : 1;
