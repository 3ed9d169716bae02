import { spawn } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import strict from "./strict-options.json" with { type: "json" };

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** Where tests put what they make and install; ignored by git. */
export const cache = join(root, ".cache");

/** Compiler options, as a tsconfig has them. */
export type CompilerOptions = { readonly [option: string]: unknown };

/** What our output promises to compile under. */
export const strictOptions: CompilerOptions = strict;

/** What most projects compile under. */
export const plainOptions: CompilerOptions = {
  target: "ES2022",
  module: "ESNext",
  moduleResolution: "bundler",
  lib: ["ES2022", "DOM", "DOM.Iterable", "DOM.AsyncIterable"],
  types: [],
  strict: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  noEmit: true,
};

/** The compilers that our output is for, newest first; the last is installed by `npm run corpus:install`. */
export const compilers = {
  "TypeScript 7": join(root, "node_modules/typescript7/bin/tsc"),
  "TypeScript 5.9": join(root, "node_modules/typescript/bin/tsc"),
  "TypeScript 5.5": join(cache, "typescript-5.5/node_modules/typescript/bin/tsc"),
} as const;

/** The name of one of the compilers. */
export type Compiler = keyof typeof compilers;

/** Whether a compiler is there. */
export function isInstalled(compiler: Compiler): boolean {
  return existsSync(compilers[compiler]);
}

/** The types of the msw that `npm run corpus:install` installs, as compiler paths. */
export const msw3: Paths = {
  msw: [join(cache, "msw-3/node_modules/msw/lib/core/index.d.ts")],
  "msw/node": [join(cache, "msw-3/node_modules/msw/lib/node/index.d.ts")],
};

type Paths = { readonly [specifier: string]: readonly string[] };

/** What is to be compiled, and how; `name` is the folder below the cache that the tsconfig goes to. */
export interface Compilation {
  readonly name: string;
  readonly compiler: Compiler;
  readonly include: readonly string[];
  readonly options: CompilerOptions;
  /** Where modules are that are not where compilers look. */
  readonly paths?: Paths;
}

/** Compiles without output and returns what the compiler said, `""` where all is well. */
export async function compile({ name, compiler, include, options, paths: more }: Compilation): Promise<string> {
  const folder = join(cache, "compile", name);
  mkdirSync(folder, { recursive: true });
  const paths = { "@conn-gen/runtime/*": [join(root, "templates/runtime/*.ts")], ...more };
  const compilerOptions = { ...options, paths, typeRoots: [join(root, "node_modules/@types")] };
  writeFileSync(join(cache, "compile/package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include }));
  return run([compilers[compiler], "-p", join(folder, "tsconfig.json"), "--pretty", "false"]);
}

function run(args: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += String(chunk)));
    child.on("error", fail);
    child.on("close", (code) => done(code === 0 ? "" : said || `ended with ${code}`));
  });
}
