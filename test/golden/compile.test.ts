import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { findCases, runCase } from "./case.js";
import {
  cache,
  compile,
  type Compiler,
  type CompilerOptions,
  isInstalled,
  msw3,
  plainOptions,
  strictOptions,
} from "./compilers.js";

const { erasableSyntaxOnly: _, noUncheckedSideEffectImports: __, ...before58 } = strictOptions;

/** The users that the output is for, by what sets them apart. */
const flavours: readonly (readonly [name: string, compiler: Compiler, options: CompilerOptions])[] = [
  ["nodenext", "TypeScript 7", strictOptions],
  ["bundler", "TypeScript 7", { ...strictOptions, module: "ESNext", moduleResolution: "bundler" }],
  // graphql-request's own types name some of the DOM's.
  ["without-dom", "TypeScript 7", { ...strictOptions, lib: ["ES2022"], types: ["node"], skipLibCheck: true }],
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
  const ours = { ...strictOptions, types: ["node"], skipLibCheck: true };
  const include = tested.map((golden) => join(copies, golden.name));

  it.each([
    ["under our flags", "TypeScript 7", ours],
    ["under our flags", "TypeScript 5.9", ours],
    ["under plain strict", "TypeScript 7", { ...plainOptions, types: ["node"] }],
  ] as const)("compiles %s with %s", { timeout: 120_000 }, async (name, compiler, options) => {
    const folder = `golden-tested-${name} ${compiler}`.replaceAll(" ", "-");
    expect(await compile({ name: folder, compiler, include, options })).toBe("");
  });

  const isThere = Object.values(msw3).flat().every(existsSync);
  const why = isThere ? "" : " -- SKIPPED: run `npm run corpus:install`";
  for (const compiler of ["TypeScript 7", "TypeScript 5.9"] as const) {
    it.skipIf(!isThere)(`compiles with msw 3 and ${compiler}${why}`, { timeout: 120_000 }, async () => {
      const folder = `golden-tested-msw-3-${compiler.replaceAll(" ", "-")}`;
      expect(await compile({ name: folder, compiler, include, options: ours, paths: msw3 })).toBe("");
    });
  }
});

describe("the golden with a runtime of its own, in a CommonJS project", () => {
  const folder = join(cache, "compile/commonjs");
  beforeAll(() => {
    rmSync(folder, { recursive: true, force: true });
    cpSync(join(copies, "copied-runtime"), folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), "{}");
  });

  for (const compiler of ["TypeScript 7", "TypeScript 5.9", "TypeScript 5.5"] as const) {
    const why = isInstalled(compiler) ? "" : " -- SKIPPED: run `npm run corpus:install`";
    it.skipIf(why !== "")(`compiles with ${compiler}${why}`, { timeout: 120_000 }, async () => {
      const options = { ...plainOptions, module: "NodeNext", moduleResolution: "NodeNext" };
      const name = `golden-commonjs-${compiler.replaceAll(" ", "-")}`;
      expect(await compile({ name, compiler, include: [folder], options })).toBe("");
    });
  }
});

function hasCopies(folder: string): boolean {
  return existsSync(join(folder, "expected/copied.txt"));
}
