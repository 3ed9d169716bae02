// Loaded into measured programs and the Node processes that they start: at the end, each writes down what it cost.
import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const { USAGE_FOLDER } = process.env;

if (USAGE_FOLDER && isMainThread) {
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeFileSync(
      `${USAGE_FOLDER}/${process.pid}.json`,
      JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1024 }),
    );
  });
}
