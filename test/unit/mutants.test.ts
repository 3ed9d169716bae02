import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../../generator/package-root.js";

interface Mutant {
  readonly file: string;
  readonly from: string;
}

it("every mistake of `npm run mutants` still fits the runtime", () => {
  const mutants = JSON.parse(readFileSync(join(packageRoot(), "test/mutants/mutants.json"), "utf8")) as Mutant[];
  const misfits = mutants.filter(({ file, from }) => {
    const path = join(packageRoot(), "templates/runtime/v1", file);
    return !existsSync(path) || readFileSync(path, "utf8").split(from).length !== 2;
  });
  expect(misfits.map(({ file, from }) => `${file}: ${from}`)).toEqual([]);
});
