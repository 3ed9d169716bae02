import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { literal } from "../../templates/text.js";
import { cache, compile, strictOptions } from "../golden/compilers.js";
import { documentOf, runLine } from "./line.js";
import { shared, verdictCases } from "./verdict-cases.js";

const folder = join(cache, "compile/hostile-agreement");

/** Where types say less: lists that grow are nominal, and `{}` has a `toString` to TypeScript. */
const apart = new Set([
  "a list of strings that may grow",
  "variants that share a tag, with a discriminator",
  "no items that nothing speaks of",
  "property names that every object has",
]);

it("gives types that take what the validators take", { timeout: 60_000 }, async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const openapi of ["3.1.0", "3.0.3"]) {
    const cases = Object.entries(verdictCases).filter(([, given]) => (given.openapi ?? "3.1.0") === openapi);
    const schemas = cases.map(([, { schema }], index) => [`Case${index}`, schema] as const);
    const { files } = await runLine(documentOf({ ...shared, ...Object.fromEntries(schemas) }, { openapi }));
    const types = files.find((file) => file.path === "types.ts")?.text ?? "";
    const values = cases.flatMap(([name, { right }], index) =>
      apart.has(name)
        ? []
        : right.map((value, at) => `export const case${index}_${at}: types.Case${index} = ${literal(value)};`),
    );
    writeFileSync(join(folder, `types-${openapi.slice(0, 3).replace(".", "")}.ts`), types);
    const head = `import type * as types from "./types-${openapi.slice(0, 3).replace(".", "")}.js";`;
    writeFileSync(
      join(folder, `values-${openapi.slice(0, 3).replace(".", "")}.ts`),
      `${[head, ...values].join("\n")}\n`,
    );
  }
  expect(
    await compile({ name: "hostile-agreement", compiler: "TypeScript 7", include: [folder], options: strictOptions }),
  ).toBe("");
});
