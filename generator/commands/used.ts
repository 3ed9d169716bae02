import { resolve } from "node:path";
import type { Settings } from "../config.js";
import type { Finding } from "../drift/finding.js";
import type { Drift } from "../pipeline.js";
import type { Flags } from "./arguments.js";
import { loadCompiler } from "./compiler.js";
import type { Line } from "./line.js";
import type { Terminal } from "./terminal.js";

/** Whether the user's code is asked, and by which tsconfig. */
export function readTsconfig({ used, tsconfig }: Flags, { cwd }: Terminal): string | undefined {
  return used || tsconfig !== undefined ? resolve(cwd, tsconfig ?? "tsconfig.json") : undefined;
}

/** Judges findings by what the user's code uses of the client that was made of the old contract. */
export async function judgeUse(
  drift: Drift,
  { old, tsconfig }: { readonly old: Settings; readonly tsconfig: string },
  { line, cwd }: { readonly line: Line; readonly cwd: string },
): Promise<readonly Finding[]> {
  const { applyUsage, readUsage } = await loadCompiler(() => import("../usage/usage.js"));
  const { files, lock } = await line.generate(old, () => undefined);
  const client = { output: old.output, files };
  return applyUsage(drift.findings, readUsage({ tsconfig, client, contract: drift.contracts.old, lock, cwd }));
}
