import type { OutputFile } from "./output.js";

/** Reads a module of the contract-test kit, by its name below `templates/testing` and without extension: `suite`. */
export type ReadTesting = (module: string) => string;

const HEADER =
  "// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.\n// SPDX-License-Identifier: 0BSD";

const SIBLING = /(\bfrom\s*"\.\/)([\w-]+)\.js(")/g;

/** Copies the modules of the kit that these files import, and whatever those import in turn. */
export function copyKit(files: readonly OutputFile[], extension: string, read: ReadTesting): OutputFile[] {
  const modules = new Map<string, string>();
  const waiting = files.flatMap((file) =>
    [...file.text.matchAll(/ from "\.\/testing\/([\w-]+)\.[jt]s";/g)].map((match) => match[1] ?? ""),
  );
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    if (modules.has(module)) continue;
    const text = read(module);
    modules.set(module, text);
    waiting.push(...[...text.matchAll(SIBLING)].map((match) => match[2] ?? ""));
  }
  return [...modules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([module, text]) => ({
      path: `testing/${module}.ts`,
      text: `${HEADER}\n\n${text.replaceAll(SIBLING, `$1$2${extension}$3`)}`,
    }));
}
