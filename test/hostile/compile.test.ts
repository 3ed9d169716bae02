import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { Failure } from "../../generator/diagnostics.js";
import { cache, compile, strictOptions } from "../golden/compilers.js";
import { listPlaces, writeContract } from "./contract.js";
import { runLine } from "./line.js";
import { everything, hostileStrings } from "./strings.js";

const places = [...listPlaces().keys()];
const folder = join(cache, "compile/hostile-output");

/** One contract for each string, in every place at once; and each place with everything in turn, some a run. */
const texts: { readonly [place: string]: string }[] = [
  ...hostileStrings.map((text) => Object.fromEntries(places.map((place) => [place, text]))),
  ...places.map((place) => ({ [place]: everything })),
];

it("compiles strictly, whatever stands in the contract", { timeout: 120_000 }, async () => {
  rmSync(folder, { recursive: true, force: true });
  for (const [index, given] of texts.entries()) {
    for (const { path, text } of await emit(given)) {
      const target = join(folder, String(index), path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  }
  const options = { ...strictOptions, skipLibCheck: true };
  expect(await compile({ name: "hostile", compiler: "TypeScript 7", include: [folder], options })).toBe("");
});

async function emit(given: { readonly [place: string]: string }) {
  try {
    const { files } = await runLine(writeContract((place, harmless) => given[place] ?? harmless));
    return files.filter(({ path }) => path.endsWith(".ts"));
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}
