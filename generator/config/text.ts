import { readFile } from "node:fs/promises";
import { child } from "../contract/pointer.js";
import type { Place } from "../diagnostics.js";
import { findJsonMistake } from "../read/json-mistake.js";
import { readJsonOffsets } from "../read/json-offsets.js";
import { createFinder } from "../read/locate.js";
import { indexLines, placeAt } from "../read/place.js";
import { showSource } from "../read/source.js";
import type { Path } from "./shape.js";

/** A config file as it was read, before anything of it is understood. */
export interface ConfigText {
  /** Absolute. */
  readonly path: string;
  /** As it is shown to users. */
  readonly shown: string;
  readonly text: string;
}

/** Reads a config file. */
export async function readConfigText(path: string, cwd: string): Promise<ConfigText> {
  const text = await readFile(path, "utf8");
  return { path, shown: showSource(path, cwd), text: text.replace(/^\ufeff/, "") };
}

/** What a JSON file says, or why it says nothing, and where. */
export type ParsedJson = { readonly value: unknown } | { readonly message: string; readonly place?: Place };

/** Parses a JSON file of the user's. */
export function parseJsonText(config: ConfigText): ParsedJson {
  try {
    return { value: JSON.parse(config.text) };
  } catch {
    return explainJson(config);
  }
}

function explainJson(config: ConfigText): { readonly message: string; readonly place?: Place } {
  const mistake = findJsonMistake(config.text);
  if (mistake === undefined) return { message: "it is no JSON" };
  const { message, offset, length } = mistake;
  return { message, place: placeAt(indexLines(config.shown, config.text), offset, length) };
}

/** Where a value of a config stands; in code only where its key stands there once. */
export function locateValue({ path, shown, text }: ConfigText, keys: Path): Place | undefined {
  const lines = indexLines(shown, text);
  if (path.endsWith(".json")) {
    const { offset, length } = createFinder(readJsonOffsets(text))(keys.reduce<string>(child, ""));
    return placeAt(lines, offset, length);
  }
  const key = keys.findLast((each) => typeof each === "string");
  const found = [...text.matchAll(/(?<![\w$.])(?:([\w$]+)|"([^"\n]*)"|'([^'\n]*)')(?=\s*:)/g)].filter(
    ([, bare, double, single]) => (bare ?? double ?? single) === key,
  );
  const [only] = found;
  return only && found.length === 1 ? placeAt(lines, only.index, only[0].length) : undefined;
}

/** Where an error of a config's code comes from: the first line and column of the file that its text or its stack names. */
export function locateError({ path, shown, text }: ConfigText, error: unknown): Place | undefined {
  const { message = "", stack = "" } = (error ?? {}) as Partial<Error>;
  for (const told of [message, stack]) {
    const [, line, column] = told.split(path)[1]?.match(/^:(\d+):(\d+)/) ?? [];
    if (line === undefined) continue;
    const lines = indexLines(shown, text);
    return placeAt(lines, (lines.starts[Number(line) - 1] ?? 0) + Number(column) - 1);
  }
  return undefined;
}
