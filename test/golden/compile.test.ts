import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { COPYING, findCases, goldens, runCase } from "./case.js";
import { cache, compile, type Compiler, type CompilerOptions, isInstalled, strictOptions } from "./compilers.js";

const { erasableSyntaxOnly: _, noUncheckedSideEffectImports: __, ...before58 } = strictOptions;

/** The users that the output is for, by what sets them apart. */
const flavours: readonly (readonly [name: string, compiler: Compiler, options: CompilerOptions])[] = [
  ["nodenext", "TypeScript 7", strictOptions],
  ["bundler", "TypeScript 7", { ...strictOptions, module: "ESNext", moduleResolution: "bundler" }],
  ["without-dom", "TypeScript 7", { ...strictOptions, lib: ["ES2022"], types: ["node"] }],
  ["loose", "TypeScript 7", { ...strictOptions, strict: false, exactOptionalPropertyTypes: false }],
  ["nodenext-59", "TypeScript 5.9", strictOptions],
  ["nodenext-55", "TypeScript 5.5", before58],
];

/** The client with its runtime beside it, whose text is in no golden. */
const copied = join(cache, "compile/copied-runtime");

const include = [...findCases().flatMap(({ name, folder }) => (name === COPYING ? [] : [join(folder, "expected")])), copied];

describe("every golden", () => {
  beforeAll(async () => {
    const golden = { name: COPYING, folder: join(goldens, COPYING), contract: join(goldens, COPYING, "contract.yaml") };
    const { files } = await runCase(golden);
    rmSync(copied, { recursive: true, force: true });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(copied, path)), { recursive: true });
      writeFileSync(join(copied, path), text);
    }
  });

  for (const [name, compiler, options] of flavours) {
    const why = isInstalled(compiler) ? "" : ` -- SKIPPED: ${compiler} is not installed, run \`npm run corpus:install\``;
    it.skipIf(why !== "")(`compiles ${name} with ${compiler}${why}`, { timeout: 120_000 }, async () => {
      expect(await compile({ name: `golden-${name}`, compiler, include, options })).toBe("");
    });
  }
});
