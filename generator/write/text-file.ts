import { readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { explainFileError } from "./disk-errors.js";
import { makeFolders } from "./folders.js";

/** Writes one file atomically; an equal file keeps its time. What is no file, such as `/dev/stdout` or a pipe, is written into. */
export async function writeTextFile(path: string, text: string): Promise<void> {
  try {
    const target = await realpath(path).catch(() => path);
    if (await isStream(target)) return await writeFile(path, text);
    if ((await readFile(target, "utf8").catch(() => undefined)) === text) return;
    makeFolders(dirname(target));
    await replaceFile(target, text);
  } catch (error) {
    throw explainFileError(error, path);
  }
}

async function isStream(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
