import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../../generator/package-root.js";

interface MutatedModule {
  readonly file: string;
  readonly mistakes: readonly { readonly from: string }[];
}

it("every mistake of `npm run mutants` still fits the runtime", () => {
  const path = join(packageRoot(), "test/mutants/mutants.json");
  const modules = JSON.parse(readFileSync(path, "utf8")) as readonly MutatedModule[];
  const misfits = modules.flatMap(({ file, mistakes }) => {
    const module = join(packageRoot(), "templates/runtime/v1", file);
    const text = existsSync(module) ? readFileSync(module, "utf8") : "";
    return mistakes.filter(({ from }) => text.split(from).length !== 2).map(({ from }) => `${file}: ${from}`);
  });
  expect(misfits).toEqual([]);
});
