// Runs programs and says what they cost.
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(fileURLToPath(import.meta.url), "../..");

/** Where peers are installed and output goes; ignored by git. */
export const cache = join(root, ".cache/bench");

const usageHook = join(root, "bench/report-usage.mjs");

/** How often each figure is taken, after one run to warm up. */
export const runs = Number(process.env.RUNS ?? 3);

/** Wall and CPU seconds and peak MiB of a program, the median of several runs; `undefined` where it fails and must not. */
export async function measure(args, { prepare = () => {}, mayFail = false, times = runs, cwd = root } = {}) {
  const results = [];
  for (let run = 0; run <= times; run++) {
    prepare();
    const result = await runOnce(args, cwd);
    if (result.code !== 0 && !mayFail) {
      console.error(`${args.join(" ")}\n${result.said.slice(-2000)}`);
      return undefined;
    }
    if (run > 0) results.push(result);
  }
  const costs = ["wall", "cpu", "memory"].map((key) => [key, median(results.map((result) => result[key]))]);
  return { ...Object.fromEntries(costs), said: results.at(-1)?.said ?? "" };
}

/** Runs a script in a process of its own and returns what it prints as JSON, the median of several runs. */
export async function ask(script, { input, times = runs }) {
  const answers = [];
  for (let run = 0; run <= times; run++) {
    const { code, said } = await runOnce([join(root, "bench", script), JSON.stringify(input)]);
    if (code !== 0) {
      console.error(`${script}: ${said.slice(-2000)}`);
      return undefined;
    }
    if (run > 0) answers.push(Number(said.trim().split("\n").at(-1)));
  }
  return median(answers);
}

async function runOnce(args, cwd = root) {
  const usage = join(cache, "usage");
  rmSync(usage, { recursive: true, force: true });
  mkdirSync(usage, { recursive: true });
  const env = { ...process.env, NO_COLOR: "1", USAGE_FOLDER: usage, NODE_OPTIONS: `--import=${usageHook}` };
  const start = performance.now();
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  const code = await new Promise((done) => child.on("close", done));
  return { code, said, wall: (performance.now() - start) / 1000, ...readUsage(usage) };
}

/** Of all processes together; what is no Node process is not in it. */
function readUsage(folder) {
  const costs = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")));
  return {
    cpu: costs.reduce((sum, { cpu }) => sum + cpu, 0),
    memory: Math.max(...costs.map(({ memory }) => memory)),
  };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
