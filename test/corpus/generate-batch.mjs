// Runs in a process of its own: generates the clients that it is told of on stdin, and prints a line about each.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const { module, contracts } = JSON.parse(readFileSync(0, "utf8"));
const { generate } = await import(pathToFileURL(module).href);

for (const { name, file, output } of contracts) {
  const start = performance.now();
  const outcome = await run({ contract: file, name: "api", output, tests: true, runtime: "@conn-gen/runtime" });
  const seconds = (performance.now() - start) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ name, ...outcome, seconds, megabytes })}\n`);
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

/** The test kit is the same for all: one copy beside the clients is compiled once. */
function shareKit(output) {
  const kit = join(output, "testing");
  const shared = join(dirname(output), "testing");
  if (!existsSync(kit)) return;
  if (existsSync(shared)) rmSync(kit, { recursive: true });
  else renameSync(kit, shared);
  for (const file of ["contract.cases.ts", "contract.test.ts"].map((name) => join(output, name))) {
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(' from "./testing/', ' from "../testing/'));
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
