import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Failure } from "../../generator/diagnostics.js";
import { NAMING, writeContract } from "./contract.js";
import { createJudge, shapesOf } from "./judge-output.js";
import { anyHostile, everything, hostileStrings } from "./strings.js";

const runs = Number(process.env["HOSTILE_RUNS"] ?? 20);
const { places, harmless, emit, findNews } = await createJudge(writeContract);

describe("a hostile contract", () => {
  const naming = places.filter((place) => NAMING.test(place));
  const inert = places.filter((place) => !NAMING.test(place));

  it("comes to the same code, whatever its words and values are", async () => {
    const skeletons = await emit(Object.fromEntries(inert.map((place) => [place, `${everything} ${place}`])));
    expect(findNews(skeletons)).toEqual([]);
    expect(shapesOf(skeletons)).toEqual(shapesOf(harmless));
  });

  it.each(naming)("gets no code in through %s", async (place) => {
    expect(findNews(await emit({ [place]: everything }))).toEqual([]);
  });

  it.each(hostileStrings)("gets no code in with %j in every place", async (text) => {
    expect(findNews(await emit(Object.fromEntries(places.map((place) => [place, text]))))).toEqual([]);
  });

  it("gets no code in with any texts in any places", async () => {
    const anyTexts = fc.dictionary(fc.constantFrom(...places), anyHostile, { minKeys: 1, maxKeys: 12 });
    await fc.assert(
      fc.asyncProperty(anyTexts, async (texts) => {
        try {
          expect(findNews(await emit(texts))).toEqual([]);
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
        }
      }),
      { numRuns: runs },
    );
  });
});
