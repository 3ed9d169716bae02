import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { resolveSettings } from "../../generator/config/resolve.js";
import type { ContractConfig } from "../../generator/config.js";
import { generate } from "../../generator/pipeline.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A client that was generated for a test. */
export interface GeneratedClient {
  readonly folder: string;
  /** Loads one of its modules. */
  load<Module>(path: string): Promise<Module>;
  remove(): void;
}

/** Generates a client inside the repository, where its files find what they import. */
export async function generateClient(config: Omit<ContractConfig, "output">): Promise<GeneratedClient> {
  const folder = join(root, ".cache", `${config.name}-${process.pid}`);
  const settings = await resolveSettings({ ...config, output: folder }, { cwd: root });
  for (const { path, text } of (await generate(settings, () => {})).files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return {
    folder,
    load: <Module>(path: string) => import(join(folder, path)) as Promise<Module>,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
