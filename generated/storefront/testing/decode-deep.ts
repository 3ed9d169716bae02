// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Text } from "./decode-style.js";
import type { ArrayFormat } from "./operation-case.js";
import { decodeForm } from "./percent.js";
import type { RawPair } from "./percent.js";

interface Tree {
  readonly members: Map<string, Tree>;
  readonly texts: string[];
}

/** Reads `a[b][c]=x&a[d][0]=y` to any depth. Lists of texts are in the given format, lists of anything larger numbered. */
export function decodeDeep(pairs: readonly RawPair[], arrays: ArrayFormat): Text {
  const root = makeTree();
  for (const pair of pairs) {
    let tree = root;
    for (const step of stepsOf(decodeForm(pair.key))) {
      const next = tree.members.get(step) ?? makeTree();
      tree.members.set(step, next);
      tree = next;
    }
    tree.texts.push(decodeForm(pair.value));
  }
  return readTree(root, arrays);
}

function makeTree(): Tree {
  return { members: new Map(), texts: [] };
}

/** `a[b][0]` -> `b`, `0`. */
function stepsOf(key: string): string[] {
  const start = key.indexOf("[");
  if (start < 0) return [];
  const brackets = key.slice(start);
  if (!/^(?:\[[^[\]]*\])+$/.test(brackets)) throw new Error(`"${key}" is no bracketed name`);
  return [...brackets.matchAll(/\[([^[\]]*)\]/g)].map((match) => match[1] ?? "");
}

function readTree({ members, texts }: Tree, arrays: ArrayFormat): Text {
  const [only = ""] = texts;
  if (members.size === 0) return texts.length > 1 && arrays === "repeat" ? texts : onlyText(only, texts);
  if (texts.length > 0) throw new Error(`"${only}" stands where there are members too`);
  const list = members.get("");
  if (list !== undefined && arrays === "brackets" && list.members.size === 0) return list.texts;
  const entries = [...members].map(([key, tree]) => [key, readTree(tree, arrays)] as const);
  const isList = entries.every(([key], index) => key === String(index));
  if (!isList) return Object.fromEntries(entries);
  if (arrays !== "indices" && entries.every(([, value]) => typeof value === "string"))
    throw new Error(`"${entries[0]?.[1] as string}" is numbered`);
  return entries.map(([, value]) => value);
}

function onlyText(only: string, texts: readonly string[]): string {
  if (texts.length > 1) throw new Error(`"${only}" is one of ${texts.length} texts under one name`);
  return only;
}
