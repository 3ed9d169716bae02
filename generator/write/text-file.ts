import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { explainDiskError } from "./disk-errors.js";
import { makeFolders } from "./folders.js";

/** Writes one file atomically; an equal file keeps its time. */
export async function writeTextFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    if ((await readFile(path, "utf8").catch(() => undefined)) === text) return;
    makeFolders(dirname(path));
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw explainDiskError(error, path);
  }
}
