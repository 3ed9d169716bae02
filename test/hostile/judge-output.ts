import { expect } from "vitest";
import type { ContractConfig } from "../../generator/config.js";
import { findClash, refusePath } from "../../generator/write/paths.js";
import { listPlaces, type Write } from "./contract.js";
import { type Document, runLine } from "./line.js";
import { RAW, readSkeleton, type Skeleton } from "./skeleton.js";

/** What stands where in a contract; elsewhere it is harmless. */
export type Texts = { readonly [place: string]: string };

/** The files of a client by their paths. */
export type Skeletons = ReadonlyMap<string, Skeleton>;

/** Holds the clients of a contract against the one that it makes when nothing in it is hostile. */
export interface Judge {
  readonly places: readonly string[];
  readonly harmless: Skeletons;
  readonly emit: (texts: Texts) => Promise<Skeletons>;
  /** What files do that those of the harmless contract do not. */
  readonly findNews: (skeletons: Skeletons) => string[];
}

/** Emits the harmless client, to hold others against it. */
export async function createJudge(
  write: (write: Write) => Document,
  config: Partial<ContractConfig> = {},
): Promise<Judge> {
  const emit = (texts: Texts): Promise<Skeletons> =>
    emitSafely(
      write((place, harmless) => (Object.hasOwn(texts, place) ? (texts[place] ?? "") : harmless)),
      config,
    );
  const harmless = await emit({});
  // Everything that a harmless contract's code does, and nothing else, may be done by any other contract's.
  const deeds = new Set([...harmless.values()].flatMap((skeleton) => [...skeleton.deeds]));
  const statements = new Set([...harmless.values()].flatMap((skeleton) => [...skeleton.statements]));
  const modules = new Set([...harmless.values()].flatMap((skeleton) => [...skeleton.modules]));
  const findNews = (skeletons: Skeletons): string[] =>
    [...skeletons.values()].flatMap((skeleton) => [
      ...skeleton.faults,
      ...[...skeleton.deeds].filter((deed) => !deeds.has(deed) && !isUsual(deed)),
      ...[...skeleton.statements].filter((kind) => !statements.has(kind)),
      ...[...skeleton.modules].filter((module) => !modules.has(module) && !isOwnModule(module)),
    ]);
  return { places: [...listPlaces(write).keys()], harmless, emit, findNews };
}

async function emitSafely(document: Document, config: Partial<ContractConfig>): Promise<Skeletons> {
  const { files } = await runLine(document, config);
  const paths = files.map((file) => file.path);
  expect(paths.flatMap((path) => refusePath(path) ?? [])).toEqual([]);
  expect(findClash(paths)).toBeUndefined();
  expect(
    paths.filter((path) => !/^(?:README|[a-z][a-z0-9]*(?:-?[/.-][a-z0-9]+)*-?)\.(?:ts|md|json)$/.test(path)),
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

const USUAL =
  /^calls (?:own|check[\p{L}\p{N}_]+|multipleOf|matching|anyOf|others|literal|present|list|tuple|equal|has|tag|byTag|bytes|runtimeCall|"x"\.repeat)$/u;

/** Validators call each other by names of their own; a wildcard pattern may need one check more. */
function isUsual(deed: string): boolean {
  return USUAL.test(deed);
}

function isOwnModule(module: string): boolean {
  return /^(?:@conn-gen\/runtime\/v1\/[a-z-]+(?:\/[a-z0-9-]+)?|\.{1,2}(?:\/\.\.)*(?:\/[a-z0-9-]+)+\.js)$/.test(module);
}

/** The kinds of all nodes, file by file. */
export function shapesOf(skeletons: Skeletons): { [path: string]: string } {
  return Object.fromEntries([...skeletons].map(([path, skeleton]) => [path, skeleton.shape]));
}
