import type { OutputFile } from "./output.js";

/** Reads a module of the runtime's source, by its path below `templates/runtime` and without extension: `v1/call`. */
export type ReadRuntime = (module: string) => string;

const HEADER =
  "// Part of the conn-gen runtime, copied unchanged but for import extensions.\n// SPDX-License-Identifier: 0BSD";

const RELATIVE_IMPORT = /((?:\bfrom|\bimport)\s*\(?\s*")(\.{1,2}\/[^"]+)\.js(")/g;

/** Copies the runtime modules that these files import, and whatever those import in turn. */
export function copyRuntime(files: readonly OutputFile[], extension: string, read: ReadRuntime): OutputFile[] {
  const modules = new Map<string, string>();
  const waiting = files.flatMap((file) => runtimeImports(file));
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    if (modules.has(module)) continue;
    const text = read(module);
    modules.set(module, text);
    waiting.push(...importsOf(text).map((specifier) => resolve(module ?? "", specifier)));
  }
  return [...modules]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([module, text]) => ({
      path: `runtime/${module}.ts`,
      text: `${HEADER}\n\n${text.replaceAll(RELATIVE_IMPORT, `$1$2${extension}$3`)}`,
    }));
}

/** The runtime modules that a generated file names: `../runtime/v1/call.js` -> `v1/call`. */
function runtimeImports(file: OutputFile): string[] {
  return [...file.text.matchAll(/ from "(?:\.{1,2}\/)+runtime\/([\w/-]+)\.[jt]s";/g)].map((match) => match[1] ?? "");
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
