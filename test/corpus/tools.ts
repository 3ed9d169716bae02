import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ContractConfig, generate, inspect, Result } from "../../generator/index.js";
import { parseDocument } from "../../generator/read/document.js";
import { readSource } from "../../generator/read/source.js";

/** What judges work with; given, since they are bundled apart from the generator that is judged. */
export interface Tools {
  readonly generate: typeof generate;
  readonly inspect: typeof inspect;
  /** The folder of the runtime that generated clients import. */
  readonly runtime: string;
}

/** A contract as it is written. */
export type Root = ReturnType<typeof parseDocument>["root"];

export async function readRoot({ contract }: ContractConfig): Promise<Root> {
  const { root } = parseDocument(await readSource(typeof contract === "string" ? contract : contract.source));
  return root;
}

/** A variant of a contract with an output folder of its own, both gone when the work with them is done. */
export async function withContract<Value>(
  root: Root,
  config: ContractConfig & { readonly output: string },
  work: (config: ContractConfig & { readonly output: string }) => Promise<Value>,
): Promise<Value> {
  mkdirSync(dirname(config.output), { recursive: true });
  const folder = mkdtempSync(join(dirname(config.output), "judged-"));
  const contract = join(folder, "contract.json");
  try {
    writeFileSync(contract, JSON.stringify(root));
    return await work({ ...config, contract, output: join(folder, "out") });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A client in memory. */
export function generateInMemory(config: ContractConfig, { generate: run }: Tools): Promise<Result> {
  return run(config, { write: false });
}
