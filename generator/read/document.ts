import { isObject } from "../contract/json.js";
import type { Json } from "../contract/schema.js";
import { exitCodes, failure, type Place } from "../diagnostics.js";
import { isNestedDeeper } from "./json-depth.js";
import { findJsonMistake, type Mistake } from "./json-mistake.js";
import { readJsonOffsets } from "./json-offsets.js";
import { createFinder } from "./locate.js";
import { indexLines, placeAt } from "./place.js";
import type { Source } from "./source.js";
import { readYaml } from "./yaml.js";
import { MAX_DEPTH } from "./yaml-nodes.js";
import { isSdl, readSdl } from "./sdl.js";
import { readYamlOffsets } from "./yaml-offsets.js";

/** A parsed document that can name the place of every node. */
export interface Part {
  /** What pointers into it begin with: nothing for the contract itself, `schemas/pet.yaml` for what it refers to. */
  readonly name: string;
  readonly source: Source;
  readonly root: Json;
  /** Set where overlays changed it: its text does not hold all that it says. */
  readonly isOverlaid?: true;
  /** Where a JSON pointer leads; its nearest ancestor that exists, where it leads nowhere. Computed when first asked. */
  readonly locate: (pointer: string) => Place;
}

/** A contract's own document, which is an object. */
export interface Document extends Part {
  readonly root: { readonly [key: string]: Json };
}

/** Parses a contract; JSON and YAML are told apart by their content. */
export function parseDocument(source: Source): Document {
  if (isSdl(source.text)) return readSdl(source);
  const part = parsePart(source, "");
  const { root } = part;
  if (!isObject(root)) throw notAContract(source, root);
  return { ...part, root };
}

/** Parses what a contract refers to, which may be any value. */
export function parsePart(source: Source, name: string): Part {
  const isJson = looksLikeJson(source.text);
  const root = isJson ? parseJson(source) : parseYaml(source);
  let find: ((pointer: string) => Place) | undefined;
  return { name, source, root, locate: (pointer) => (find ??= createLocate(source, isJson))(pointer) };
}

/** Every object that starts like JSON is JSON, but `{ openapi: 3.1.0 }` is YAML in flow style. */
function looksLikeJson(text: string): boolean {
  return /^\s*(?:\[|\{\s*(?:["'}/,]|$))/.test(text);
}

function parseJson(source: Source): Json {
  let root: Json;
  try {
    root = JSON.parse(source.text) as Json;
  } catch (error) {
    const mistake = findJsonMistake(source.text);
    if (!mistake) throw error;
    throw syntaxError(source, "json-syntax", mistake);
  }
  if (isNestedDeeper(source.text, MAX_DEPTH)) throw tooDeep(source);
  return root;
}

function parseYaml(source: Source): Json {
  const parsed = readYaml(source.text);
  if ("mistake" in parsed) throw syntaxError(source, "yaml-syntax", parsed.mistake);
  return parsed.root;
}

function createLocate(source: Source, isJson: boolean): (pointer: string) => Place {
  const lines = indexLines(source.uri, source.text);
  const find = createFinder(isJson ? readJsonOffsets(source.text) : readYamlOffsets(source.text));
  return (pointer) => {
    const spot = find(pointer);
    return placeAt(lines, spot.offset, spot.length);
  };
}

function syntaxError(source: Source, code: string, mistake: Mistake): Error {
  const place = placeAt(indexLines(source.uri, source.text), mistake.offset, mistake.length);
  const help = mistake.help === undefined ? {} : { help: mistake.help };
  return failure(exitCodes.data, { code, message: mistake.message, place, ...help });
}

function tooDeep(source: Source): Error {
  return syntaxError(source, "json-syntax", {
    offset: 0,
    length: 1,
    message: `the document is nested more than ${MAX_DEPTH} levels deep`,
    help: "move inner schemas to `components` and refer to them by `$ref`",
  });
}

function notAContract(source: Source, root: Json): Error {
  const found = root === null ? "nothing" : Array.isArray(root) ? "a list" : `a ${typeof root}`;
  return syntaxError(source, "not-a-contract", {
    offset: 0,
    length: 1,
    message: `this is no contract: expected an object with a member \`openapi\`, found ${found}`,
    help: "pass an OpenAPI contract in JSON or YAML",
  });
}
