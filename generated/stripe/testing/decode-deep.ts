// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Text } from "./decode-style.js";
import { decodeForm } from "./percent.js";
import type { RawPair } from "./percent.js";

interface Tree {
  readonly members: Map<string, Tree>;
  readonly texts: string[];
}

/** Reads `a[b][c]=x&a[d][0]=y` to any depth; what is numbered from 0, or written `a[]`, or repeated, is a list. */
export function decodeDeep(pairs: readonly RawPair[]): Text {
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
  return readTree(root);
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

function readTree({ members, texts }: Tree): Text {
  if (members.size === 0) return texts.length === 1 ? (texts[0] ?? "") : texts;
  if (texts.length > 0) throw new Error(`"${texts[0]}" stands where there are members too`);
  const list = members.get("");
  if (list !== undefined) return list.members.size === 0 ? list.texts : [readTree(list)];
  const entries = [...members].map(([key, tree]) => [key, readTree(tree)] as const);
  const isList = entries.every(([key], index) => key === String(index));
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}
