// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { decodeDeep } from "./decode-deep.js";
import { decodeValues } from "./decode-style.js";
import type { Text } from "./decode-style.js";
import type { ArrayFormat, ParameterFact } from "./operation-case.js";
import { decodeForm } from "./percent.js";
import type { RawPair } from "./percent.js";

/** What is needed to find a value among the pairs of a query, a form or a cookie header. */
export type PairFact = Pick<ParameterFact, "key" | "style" | "explode" | "type" | "mediaType">;

/** What pairs say: a value for each key that was found, and the names that nobody asked for. */
export interface DecodedPairs {
  readonly values: ReadonlyMap<string, unknown>;
  readonly unknown: readonly string[];
}

/** Reads the values of all these parameters out of `a=1&b[c]=2`. */
export function decodePairs(pairs: readonly RawPair[], facts: readonly PairFact[], arrays: ArrayFormat): DecodedPairs {
  const values = new Map<string, unknown>();
  let rest = [...pairs];
  // An exploded object spreads its members among the other names: it takes what is left.
  const ordered = [...facts.filter((fact) => !spreads(fact)), ...facts.filter(spreads)];
  for (const fact of ordered) {
    const own = rest.filter((pair) => spreads(fact) || belongs(decodeForm(pair.key), fact));
    if (own.length === 0) continue;
    rest = rest.filter((pair) => !own.includes(pair));
    values.set(fact.key, decodeOwn(own, fact, arrays));
  }
  return { values, unknown: rest.map((pair) => decodeForm(pair.key)) };
}

function spreads({ style, explode, type, mediaType }: PairFact): boolean {
  return mediaType === undefined && type === "object" && explode && style !== "deepObject";
}

function belongs(key: string, fact: PairFact): boolean {
  return key === fact.key || (fact.style === "deepObject" && key.startsWith(`${fact.key}[`));
}

function decodeOwn(pairs: readonly RawPair[], fact: PairFact, arrays: ArrayFormat): unknown {
  if (fact.mediaType !== undefined) return JSON.parse(onlyText(pairs, fact));
  if (fact.style === "deepObject") return decodeDeep(pairs, arrays);
  if (spreads(fact)) {
    return Object.fromEntries(pairs.map((pair): [string, Text] => [decodeForm(pair.key), decodeForm(pair.value)]));
  }
  return decodeValues(
    pairs.map((pair) => pair.value),
    fact,
  );
}

function onlyText(pairs: readonly RawPair[], fact: PairFact): string {
  const [only, second] = pairs;
  if (second !== undefined) throw new Error(`"${fact.key}" is there ${pairs.length} times`);
  return decodeForm(only?.value ?? "");
}
