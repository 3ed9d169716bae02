// Runs in a process of its own: generates the clients that it is told of on stdin, and prints a line about each.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const { module, judge: judgeModule, runtime, contracts } = JSON.parse(readFileSync(0, "utf8"));
const { generate, inspect } = await import(pathToFileURL(module).href);
const { judge } = judgeModule === undefined ? {} : await import(pathToFileURL(judgeModule).href);

for (const { name, file, output } of contracts) {
  const start = performance.now();
  const config = { contract: file, name: "api", output, tests: true, runtime: "@conn-gen/runtime" };
  const outcome = await run(config);
  const seconds = (performance.now() - start) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const judged = judge !== undefined && outcome.generated ? { judged: await findFaults(config) } : {};
  process.stdout.write(`${JSON.stringify({ name, ...outcome, seconds, megabytes, ...judged })}\n`);
}

async function run(config) {
  try {
    const { counts, diagnostics } = await generate(config);
    shareKit(config.output);
    const repairs = diagnostics.filter(({ severity }) => severity === "repair").length;
    const skips = countReasons(diagnostics.filter(({ severity }) => severity === "skip"));
    return { generated: true, operations: counts.operations, types: counts.types, repairs, skips, errors: [] };
  } catch (error) {
    const said = error.diagnostics?.filter(({ severity }) => severity === "error").map(describe);
    return { generated: false, errors: said ?? [String(error.stack ?? error)] };
  }
}

/** What the judge finds; that it cannot judge is a fault too. */
async function findFaults(config) {
  try {
    const {
      samples,
      renamed,
      roundTrip = { operations: 0, differ: [] },
      split = { differ: [] },
    } = await judge(config, { generate, inspect, runtime });
    const faults = [
      ...samples.refused.map((said) => `sample ${said}`),
      ...samples.passed.map((said) => `broken ${said} is accepted`),
      ...renamed.map((said) => `renamed ${said}`),
      ...roundTrip.differ.map((said) => `Swagger 2.0 ${said}`),
    ];
    const { schemas, undrawn } = samples;
    // No fault: where a name follows from the place of a schema, in a file of its own it may be called otherwise.
    return { schemas, undrawn, roundTrip: roundTrip.operations, split: split.differ.length, faults };
  } catch (error) {
    return { schemas: 0, undrawn: [], roundTrip: 0, split: 0, faults: [`not judged: ${String(error.stack ?? error)}`] };
  }
}

/** The test kit is the same for all: one copy beside the clients is compiled once. */
function shareKit(output) {
  const kit = join(output, "testing");
  const shared = join(dirname(output), "testing");
  if (!existsSync(kit)) return;
  cpSync(kit, shared, { recursive: true, force: false });
  rmSync(kit, { recursive: true });
  for (const file of readdirSync(output).filter((name) => name.endsWith(".ts"))) {
    const path = join(output, file);
    const text = readFileSync(path, "utf8");
    if (text.includes(' from "./testing/'))
      writeFileSync(path, text.replaceAll(' from "./testing/', ' from "../testing/'));
  }
}

function describe({ code, message, pointer }) {
  return `${code}: ${message}${pointer === undefined ? "" : ` (${pointer})`}`;
}

/** Why operations are left out, without saying which. */
function countReasons(skips) {
  const counts = {};
  for (const { operation, message } of skips) {
    const reason = message.replace(`${operation} `, "");
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}
