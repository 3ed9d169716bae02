import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Failure } from "../../generator/diagnostics.js";
import { findClash, refusePath } from "../../generator/write/paths.js";
import { listPlaces, NAMING, writeContract } from "./contract.js";
import { runLine } from "./line.js";
import { RAW, readSkeleton, type Skeleton } from "./skeleton.js";
import { anyHostile, everything, hostileStrings } from "./strings.js";

const runs = Number(process.env["HOSTILE_RUNS"] ?? 20);
const places = [...listPlaces().keys()];

type Texts = { readonly [place: string]: string };
type Skeletons = ReadonlyMap<string, Skeleton>;

async function emit(texts: Texts): Promise<Skeletons> {
  const { files } = await runLine(
    writeContract((place, harmless) => (Object.hasOwn(texts, place) ? (texts[place] ?? "") : harmless)),
  );
  const paths = files.map((file) => file.path);
  expect(paths.flatMap((path) => refusePath(path) ?? [])).toEqual([]);
  expect(findClash(paths)).toBeUndefined();
  expect(
    paths.filter((path) => !/^(?:README|[a-z][a-z0-9]*(?:[/.-][a-z0-9]+)*-?)\.(?:ts|md|json)$/.test(path)),
  ).toEqual([]);
  expect(readmeFaults(files.find((file) => file.path === "README.md")?.text ?? "")).toEqual([]);
  return new Map(
    files.filter(({ path }) => path.endsWith(".ts")).map(({ path, text }) => [path, readSkeleton(path, text)]),
  );
}

/** In the README every sample parses, and nothing is HTML or code outside of its fence. */
function readmeFaults(text: string): string[] {
  const samples = [...text.matchAll(/^```ts\n(.*?)\n```$/gms)].map((match) => match[1] ?? "");
  const prose = text.replaceAll(/^```ts\n.*?\n```$/gms, "").replaceAll(/`[^`\n]*`/g, "");
  return [
    ...samples.flatMap((sample) => {
      const { faults, deeds: done } = readSkeleton("README.ts", sample);
      return [...faults, ...(done.has("evil") ? ["evil"] : [])];
    }),
    ...(prose.match(/<[a-z/!?][^\n]{0,40}/gi) ?? []),
    ...(prose.match(/^(?: {4}|```)[^\n]{0,40}/gm) ?? []),
    ...(RAW.exec(text) === null ? [] : ["raw"]),
  ];
}

const harmless = await emit({});

/** Everything that a harmless contract's code does, and nothing else, may be done by any other contract's. */
const deeds = new Set([...harmless.values()].flatMap((skeleton) => [...skeleton.deeds]));
const statements = new Set([...harmless.values()].flatMap((skeleton) => [...skeleton.statements]));

/** What these files do that no client does. */
function findNews(skeletons: Skeletons): string[] {
  return [...skeletons.values()].flatMap((skeleton) => [
    ...skeleton.faults,
    ...[...skeleton.deeds].filter((deed) => !isUsual(deed)),
    ...[...skeleton.statements].filter((kind) => !statements.has(kind)),
    ...[...skeleton.modules].filter((module) => !isOwnModule(module)),
  ]);
}

/** Validators call each other by names of their own; a wildcard pattern may need one check more. */
function isUsual(deed: string): boolean {
  return (
    deeds.has(deed) ||
    /^calls (?:own|check[\p{L}\p{N}_]+|multipleOf|matching|anyOf|others|literal|present|list|tuple|equal)$/u.test(deed)
  );
}

function isOwnModule(module: string): boolean {
  return /^(?:@conn-gen\/runtime\/v1\/[a-z-]+(?:\/[a-z-]+)?|\.{1,2}(?:\/\.\.)*(?:\/[a-z0-9-]+)+\.js)$/.test(module);
}

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

function shapesOf(skeletons: Skeletons): { [path: string]: string } {
  return Object.fromEntries([...skeletons].map(([path, skeleton]) => [path, skeleton.shape]));
}
