// Loaded into measured programs: at the end, writes down what they cost.
import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const { USAGE_FILE } = process.env;

if (USAGE_FILE && isMainThread) {
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeFileSync(USAGE_FILE, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1024 }));
  });
}
