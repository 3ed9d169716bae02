import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { findCases, runCase } from "./case.js";
import {
  cache,
  compile,
  type Compiler,
  type CompilerOptions,
  isInstalled,
  plainOptions,
  strictOptions,
} from "./compilers.js";

const { erasableSyntaxOnly: _, noUncheckedSideEffectImports: __, ...before58 } = strictOptions;

/** The users that the output is for, by what sets them apart. */
const flavours: readonly (readonly [name: string, compiler: Compiler, options: CompilerOptions])[] = [
  ["nodenext", "TypeScript 7", strictOptions],
  ["bundler", "TypeScript 7", { ...strictOptions, module: "ESNext", moduleResolution: "bundler" }],
  ["without-dom", "TypeScript 7", { ...strictOptions, lib: ["ES2022"], types: ["node"] }],
  ["strict-alone", "TypeScript 7", plainOptions],
  ["loose", "TypeScript 7", { ...strictOptions, strict: false, exactOptionalPropertyTypes: false }],
  ["nodenext-59", "TypeScript 5.9", strictOptions],
  ["dom-alone-59", "TypeScript 5.9", { ...strictOptions, lib: ["ES2022", "DOM"], types: [] }],
  ["webworker-59", "TypeScript 5.9", { ...strictOptions, lib: ["ES2022", "WebWorker"], types: [] }],
  ["nodenext-55", "TypeScript 5.5", before58],
  ["dom-alone-55", "TypeScript 5.5", { ...before58, lib: ["ES2022", "DOM"], types: [] }],
];

const cases = findCases();

/** Clients with copies beside them, whose text is in no golden, are written here to be compiled. */
const copies = join(cache, "compile/copies");

/** Clients with contract tests, which need packages whose own types are not for every flavour. */
const tested = cases.filter(({ folder }) => existsSync(join(folder, "expected/contract.test.ts")));

const include = cases
  .filter((golden) => !tested.includes(golden))
  .map(({ name, folder }) => (hasCopies(folder) ? join(copies, name) : join(folder, "expected")));

beforeAll(async () => {
  rmSync(copies, { recursive: true, force: true });
  for (const golden of cases.filter(({ folder }) => hasCopies(folder))) {
    const { files } = await runCase(golden);
    for (const [path, text] of Object.entries(files)) {
      const file = join(copies, golden.name, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
});

describe("every golden", () => {
  for (const [name, compiler, options] of flavours) {
    const why = isInstalled(compiler)
      ? ""
      : ` -- SKIPPED: ${compiler} is not installed, run \`npm run corpus:install\``;
    it.skipIf(why !== "")(`compiles ${name} with ${compiler}${why}`, { timeout: 120_000 }, async () => {
      expect(await compile({ name: `golden-${name}`, compiler, include, options })).toBe("");
    });
  }
});

describe("the goldens with contract tests", () => {
  it.each([
    ["under our flags", { ...strictOptions, types: ["node"], skipLibCheck: true }],
    ["under plain strict", { ...plainOptions, types: ["node"] }],
  ])("compiles %s", { timeout: 120_000 }, async (name, options) => {
    const folder = `golden-tested-${name.replaceAll(" ", "-")}`;
    const include = tested.map((golden) => join(copies, golden.name));
    const said = await compile({ name: folder, compiler: "TypeScript 7", include, options });
    expect(said).toBe("");
  });
});

function hasCopies(folder: string): boolean {
  return existsSync(join(folder, "expected/copied.txt"));
}
