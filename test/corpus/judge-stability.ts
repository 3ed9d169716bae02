import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ContractConfig } from "../../generator/index.js";
import type { Plan } from "../../generator/plan/plan.js";
import { LOCK_FILE, printLock } from "../../generator/write/lock.js";
import { generateInMemory, readRoot, type Root, type Tools, withContract } from "./tools.js";

/** Holds back a tenth of the paths, adds them again with the lock carried over, and names what is called otherwise then. */
export async function findRenamed(
  config: ContractConfig & { readonly output: string },
  tools: Tools,
): Promise<readonly string[]> {
  const root = await readRoot(config);
  const before = await withContract(holdBack(root), config, (held) => generateInMemory(held, tools));
  const after = await withContract(root, config, async (whole) => {
    mkdirSync(whole.output, { recursive: true });
    writeFileSync(join(whole.output, LOCK_FILE), printLock(before.lock));
    return (await tools.inspect(whole)).plan as Plan;
  });
  const callsAfter = new Map(after.operations.map(({ id, call }) => [id, String(call)]));
  const calls = Object.entries(before.lock.operations).map(([id, { call }]) => [id, call] as const);
  const types = Object.entries(before.lock.types);
  return [
    ...calls.map(([id, call]) => compare(id, call, callsAfter.get(id))),
    ...types.map(([id, type]) => compare(id, type, after.typeNames[id])),
  ].filter((said) => said !== "");
}

function compare(id: string, before: string, after: string | undefined): string {
  return before === after ? "" : `${id}: ${before} -> ${after ?? "nothing"}`;
}

function holdBack(root: Root): Root {
  const paths = Object.entries((root["paths"] ?? {}) as Root);
  return { ...root, paths: Object.fromEntries(paths.filter(([path]) => lotOf(path) % 10 !== 0)) };
}

/** A number that is as good as drawn, and the same every time. */
function lotOf(path: string): number {
  let sum = 7;
  for (const character of path) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
  return sum;
}
