import type { OutputFile } from "./output.js";

/** Reads a hand-written module of the templates, by its path and without extension: `runtime/v1/call`. */
export type ReadModule = (module: string) => string;

/** A folder of hand-written modules that is copied beside the client, and what each copy says of itself. */
export interface CopiedFolder {
  readonly name: "runtime" | "testing";
  readonly about: string;
  /** Modules for users' own code: copied with the others, where any are. */
  readonly extras: readonly string[];
}

export const RUNTIME: CopiedFolder = { name: "runtime", about: "the conn-gen runtime", extras: [] };
export const TESTING: CopiedFolder = {
  name: "testing",
  about: "the conn-gen contract-test kit",
  extras: ["testing/faults", "testing/matchers", "testing/record", "testing/timers"],
};

const RELATIVE_IMPORT = /((?:\bfrom|\bimport)\s*\(?\s*")(\.{1,2}\/[^"]+)\.js(")/g;

/**
 * A statement of a generated file, or the last line of one: prose of the contract never begins a line of code. It looks back
 * at how the line begins, because `from` is what there is little of.
 */
const STATEMENT = / from (?<=^(?:import|export|\}).* from )"(\.{1,2}\/[^"]+)\.[jt]s";$/gm;

interface Copying {
  readonly extension: string;
  readonly read: ReadModule;
}

/** Copies the modules of a folder that these files import, and whatever those import in turn. */
export function copyFolder(folder: CopiedFolder, files: readonly OutputFile[], copying: Copying): OutputFile[] {
  const modules = new Map<string, string>();
  const imported = files.flatMap((file) => importsFrom(folder, file));
  const waiting = imported.length === 0 ? [] : [...imported, ...folder.extras];
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    if (modules.has(module)) continue;
    const text = copying.read(module);
    modules.set(module, text);
    waiting.push(...importsOf(text).map((specifier) => resolve(module ?? "", specifier)));
  }
  const header = `// Part of ${folder.about}, copied unchanged but for import extensions.\n// SPDX-License-Identifier: 0BSD`;
  return [...modules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([module, text]) => ({
      path: `${module}.ts`,
      text: `${header}\n\n${text.replaceAll(RELATIVE_IMPORT, `$1$2${copying.extension}$3`)}`,
    }));
}

/** The modules of the folder that a generated file imports: `../runtime/v1/call.js` -> `runtime/v1/call`. */
function importsFrom({ name }: CopiedFolder, { path, text }: OutputFile): string[] {
  if (!path.endsWith(".ts")) return [];
  const modules = [...text.matchAll(STATEMENT)].map(([, specifier = ""]) => resolve(path, specifier));
  return modules.filter((module) => module.startsWith(`${name}/`));
}

function importsOf(text: string): string[] {
  return [...text.matchAll(RELATIVE_IMPORT)].map((match) => match[2] ?? "");
}

function resolve(module: string, specifier: string): string {
  const steps = module.split("/").slice(0, -1);
  for (const step of specifier.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  }
  return steps.join("/");
}
