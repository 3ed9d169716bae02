import { describe, expect, it } from "vitest";
import { NAMING, writeContract } from "./contract.js";
import { writeNewerContract } from "./contract-newer.js";
import { writeSwaggerContract } from "./contract-swagger.js";
import { createJudge, shapesOf } from "./judge-output.js";
import { everything, hostileStrings } from "./strings.js";

/** With all that a client can have beside it: decoders, and what the contract tests are made of. */
const config = { tests: true, values: { dates: "Date", int64: "bigint" } } as const;
const contracts = {
  "OpenAPI 3.1": writeContract,
  "OpenAPI 3.2": writeNewerContract,
  "Swagger 2.0": writeSwaggerContract,
};
const judges = await Promise.all(
  Object.entries(contracts).map(async ([version, write]) => [version, await createJudge(write, config)] as const),
);

/** Each place meets another text in each turn; all texts stand in all places where there is time. */
const isLong = process.env["HOSTILE_RUNS"] !== undefined;
const turns = Array.from({ length: isLong ? hostileStrings.length : 8 }, (_, turn) => turn);
const inEveryPlace = isLong ? hostileStrings : ["constructor", "__proto__", "then", "x".repeat(300), everything];

describe.each(judges)("a hostile contract of %s, with its tests", (_, { places, harmless, emit, findNews }) => {
  const inert = places.filter((place) => !NAMING.test(place));

  it("comes to the same code, whatever its words and values are", async () => {
    const skeletons = await emit(Object.fromEntries(inert.map((place) => [place, `${everything} ${place}`])));
    expect(findNews(skeletons)).toEqual([]);
    expect(shapesOf(skeletons)).toEqual(shapesOf(harmless));
  });

  it.each(inEveryPlace)("gets no code in with %j in every place", async (text) => {
    expect(findNews(await emit(Object.fromEntries(places.map((place) => [place, text]))))).toEqual([]);
  });

  it.each(turns)("gets no code in with another text in each place, turn %i", async (turn) => {
    const textAt = (index: number): string => hostileStrings[(index * 7 + turn * 19) % hostileStrings.length] ?? "";
    expect(findNews(await emit(Object.fromEntries(places.map((place, index) => [place, textAt(index)]))))).toEqual([]);
  });
});
