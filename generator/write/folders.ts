import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { statOf } from "./stat.js";

/**
 * Makes a folder and those above it; gives the topmost one that it made. Node's own recursive `mkdir` never returns where
 * a file system refuses new folders with ENOENT, as `/proc` does.
 */
export function makeFolders(folder: string): string | undefined {
  if (statOf(folder) !== undefined) return undefined;
  const above = dirname(folder);
  const topmost = above === folder ? undefined : makeFolders(above);
  mkdirSync(folder);
  return topmost ?? folder;
}
