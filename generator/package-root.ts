import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

let root: string | undefined;

/** The folder of this package, whether it runs from `dist` or from source. */
export function packageRoot(): string {
  return (root ??= findRoot(dirname(fileURLToPath(import.meta.url))));
}

/** The version of this package. */
export function packageVersion(): string {
  return readManifest(packageRoot()).version;
}

function findRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json")) && readManifest(folder).name === "conn-gen") return folder;
    if (folder === dirname(folder)) throw new Error(`${start} is not inside the package conn-gen`);
  }
}

function readManifest(folder: string): { name: string; version: string } {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { name: string; version: string };
}
