// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { ParameterFact } from "./operation-case.js";
import { decodeForm, decodePercent, splitPairs } from "./percent.js";

/** A value as its reader sees it before types are known: texts, and lists and objects of them. */
export type Text = string | readonly Text[] | { readonly [key: string]: Text };

type Fact = Pick<ParameterFact, "key" | "style" | "explode" | "type">;

/** Reads a value that has a place of its own: a piece of a path, or a header. */
export function decodePlace(raw: string, fact: Fact, decode: (text: string) => string = decodePercent): Text {
  const { style, explode } = fact;
  if (style === "label") return decodeMembers(cut(raw, "."), fact, { delimiter: explode ? "." : ",", decode });
  if (style === "matrix") return decodeMatrix(cut(raw, ";"), fact);
  return decodeMembers(raw, fact, { delimiter: ",", decode });
}

function cut(raw: string, first: string): string {
  if (!raw.startsWith(first)) throw new Error(`${JSON.stringify(raw)} does not begin with "${first}"`);
  return raw.slice(1);
}

interface Reading {
  readonly delimiter: string | RegExp;
  readonly decode: (text: string) => string;
}

/** `blue,black`, `R,100,G,200` or `R=100,G=200`. */
function decodeMembers(raw: string, { type, explode }: Fact, { delimiter, decode }: Reading): Text {
  if (type !== "list" && type !== "object") return decode(raw);
  const members = raw.split(delimiter);
  if (type === "list") return members.map(decode);
  if (explode)
    return Object.fromEntries(
      members.flatMap((member) => splitPairs(member).map((pair) => [decode(pair.key), decode(pair.value)])),
    );
  return Object.fromEntries(inTwos(members).map(([key, value]) => [decode(key), decode(value)]));
}

function inTwos(members: readonly string[]): [string, string][] {
  if (members.length % 2 > 0) throw new Error(`${JSON.stringify(members)} are not names with values`);
  return members.flatMap((key, index): [string, string][] =>
    index % 2 === 0 ? [[key, members[index + 1] ?? ""]] : [],
  );
}

/** `color=blue,black` or `color=blue;color=black`. */
function decodeMatrix(raw: string, fact: Fact): Text {
  const pairs = splitPairs(raw, /;/);
  if (fact.explode && fact.type === "object") {
    return Object.fromEntries(pairs.map((pair) => [decodePercent(pair.key), decodePercent(pair.value)]));
  }
  const foreign = pairs.find((pair) => decodePercent(pair.key) !== fact.key);
  if (foreign !== undefined) throw new Error(`"${foreign.key}" is not "${fact.key}"`);
  if (fact.explode && fact.type === "list") return pairs.map((pair) => decodePercent(pair.value));
  return decodeMembers(pairs[0]?.value ?? "", { ...fact, explode: false }, { delimiter: ",", decode: decodePercent });
}

const DELIMITERS = { form: ",", spaceDelimited: /%20|\+/, pipeDelimited: /\||%7C/i } as const;

/** Reads the values that stand behind one name of a query, a form or a cookie header. */
export function decodeValues(values: readonly string[], fact: Fact): Text {
  if (fact.explode && fact.type === "list") return values.map(decodeForm);
  const [only = ""] = values;
  if (values.length > 1) throw new Error(`"${fact.key}" is there ${values.length} times`);
  const delimiter = fact.style in DELIMITERS ? DELIMITERS[fact.style as keyof typeof DELIMITERS] : ",";
  return decodeMembers(only, fact, { delimiter, decode: decodeForm });
}
