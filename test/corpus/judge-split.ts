import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ContractConfig } from "../../generator/index.js";
import { compareClients } from "./judge-round-trip.js";
import { ROOT_FILE, splitIntoFiles } from "./split-files.js";
import { generateInMemory, readRoot, type Tools } from "./tools.js";

/** What came of keeping an OpenAPI 3 contract in many files. */
export interface Split {
  readonly files: number;
  /** Files of the client that differ. */
  readonly differ: readonly string[];
}

/** Writes a contract into many files, as large ones are kept, and compares the clients; `undefined` for what is no OpenAPI 3. */
export async function judgeSplit(
  config: ContractConfig & { readonly output: string },
  tools: Tools,
): Promise<Split | undefined> {
  const root = await readRoot(config);
  if (!String(root["openapi"]).startsWith("3.")) return undefined;
  const files = splitIntoFiles(root);
  mkdirSync(dirname(config.output), { recursive: true });
  const folder = mkdtempSync(join(dirname(config.output), "split-"));
  try {
    for (const [path, value] of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), JSON.stringify(value));
    }
    const options = { ...config, tests: false, output: join(folder, "out") };
    const whole = await generateInMemory(options, tools);
    // No file outside of the folder in which conn-gen runs is read.
    const split = await tools.generate({ ...options, contract: ROOT_FILE }, { write: false, cwd: folder });
    return { files: files.size, differ: compareClients(whole, split) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
