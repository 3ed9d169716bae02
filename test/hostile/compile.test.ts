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

/** Each place meets another string in each contract; these stand in all places at once. */
const common = ["constructor", "__proto__", "call", "x".repeat(300), "*/ globalThis.evil(); /*"];
const turns = process.env["HOSTILE_RUNS"] === undefined ? 4 : hostileStrings.length;
const texts: { readonly [place: string]: string }[] = [
  ...common.map((text) => Object.fromEntries(places.map((place) => [place, text]))),
  ...Array.from({ length: turns }, (_, turn) =>
    Object.fromEntries(
      places.map((place, index) => [place, hostileStrings[(index * 7 + turn * 19) % hostileStrings.length] ?? ""]),
    ),
  ),
  Object.fromEntries(places.filter((place) => !/^(?:naming|status)\./.test(place)).map((place) => [place, everything])),
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
