import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { Failure } from "../../generator/diagnostics.js";
import { cache, compile, strictOptions } from "../golden/compilers.js";
import { listPlaces, type Write, writeContract } from "./contract.js";
import { writeNewerContract } from "./contract-newer.js";
import { writeSwaggerContract } from "./contract-swagger.js";
import type { Texts } from "./judge-output.js";
import { type Document, runLine } from "./line.js";
import { everything, hostileStrings } from "./strings.js";

const contracts = [writeContract, writeNewerContract, writeSwaggerContract];
const folder = join(cache, "compile/hostile-output");

/** Each place meets another string in each contract; these stand in all places at once. */
const common = ["constructor", "__proto__", "call", "x".repeat(300), "*/ globalThis.evil(); /*"];
const turns = process.env["HOSTILE_RUNS"] === undefined ? 4 : hostileStrings.length;

function textsFor(places: readonly string[]): Texts[] {
  return [
    ...common.map((text) => Object.fromEntries(places.map((place) => [place, text]))),
    ...Array.from({ length: turns }, (_, turn) =>
      Object.fromEntries(
        places.map((place, index) => [place, hostileStrings[(index * 7 + turn * 19) % hostileStrings.length] ?? ""]),
      ),
    ),
    Object.fromEntries(
      places.filter((place) => !/^(?:naming|status)\./.test(place)).map((place) => [place, everything]),
    ),
  ];
}

it("compiles strictly, whatever stands in the contract", { timeout: 120_000 }, async () => {
  rmSync(folder, { recursive: true, force: true });
  const all = contracts.flatMap((write) => textsFor([...listPlaces(write).keys()]).map((given) => ({ write, given })));
  for (const [index, { write, given }] of all.entries()) {
    for (const { path, text } of await emit(write, given)) {
      const target = join(folder, String(index), path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  }
  const options = { ...strictOptions, skipLibCheck: true };
  expect(await compile({ name: "hostile", compiler: "TypeScript 7", include: [folder], options })).toBe("");
});

async function emit(write: (write: Write) => Document, given: Texts) {
  try {
    const values = { dates: "Date", int64: "bigint" } as const;
    const document = write((place, harmless) => (Object.hasOwn(given, place) ? (given[place] ?? "") : harmless));
    const { files } = await runLine(document, write === writeContract ? {} : { values });
    return files.filter(({ path }) => path.endsWith(".ts"));
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
}
