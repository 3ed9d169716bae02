import type { CallFact } from "./fact.js";
import type { PathToken } from "./route.js";
import { memberName, splitWords } from "../names.js";
import { isPlural } from "./singular.js";
import { isAction } from "./verbs.js";

/** What the contract has at one place of the path hierarchy; all templates at a place are one item. */
export interface PathNode {
  readonly name: string;
  readonly words: readonly string[];
  readonly statics: Map<string, PathNode>;
  item?: PathNode;
  /** By method: whether the answer is a list. */
  readonly calls: Map<string, boolean>;
}

/** A place with nothing at it yet; items and the root have no text. */
export function newNode(text: string): PathNode {
  return { name: text === "" ? "" : memberName(text), words: splitWords(text), statics: new Map(), calls: new Map() };
}

/** Enters an operation into the tree; gives the nodes that it leads through, the root first. */
export function plantRoute(root: PathNode, fact: CallFact, tokens: readonly PathToken[]): readonly PathNode[] {
  const trail = [root];
  let node = root;
  for (const token of tokens) {
    if (token.kind === "verb") break;
    node = token.kind === "item" ? (node.item ??= newNode("")) : plantStatic(node, token.text);
    trail.push(node);
  }
  if (tokens.at(-1)?.kind !== "verb")
    node.calls.set(fact.method, (node.calls.get(fact.method) ?? false) || fact.returnsList);
  return trail;
}

function plantStatic(node: PathNode, text: string): PathNode {
  const name = memberName(text);
  const known = node.statics.get(name);
  if (known) return known;
  const planted = newNode(text);
  node.statics.set(name, planted);
  return planted;
}

/** The calls at a node and at its items; more than any number where there are resources below. */
export function countCalls(top: PathNode): number {
  let count = 0;
  for (let node: PathNode | undefined = top; node; node = node.item) {
    if (node.statics.size > 0) return Infinity;
    count += node.calls.size;
  }
  return count;
}

function isLeaf(node: PathNode): boolean {
  return node.statics.size === 0 && node.item === undefined;
}

/** The single method that a leaf answers, `HEAD` and `OPTIONS` aside. */
function onlyMethod(node: PathNode): string | undefined {
  const methods = [...node.calls.keys()].filter((method) => method !== "HEAD" && method !== "OPTIONS");
  return methods.length === 1 ? methods[0] : undefined;
}

/** Whether a static leaf is a method of what stands above it, not a resource of its own. */
export function isMethod(node: PathNode, parent: PathNode, isTop: boolean): boolean {
  const method = onlyMethod(node);
  if (!isLeaf(node) || method === undefined) return false;
  if (isAction(node.words)) return true;
  if (isTop) return false;
  const isNamespace = parent.name !== "" && parent.calls.size === 0 && parent.item === undefined;
  if (method === "POST") return (!isNamespace || hasActions(parent)) && !isPlural(node.words.at(-1) ?? "");
  if (method !== "GET") return false;
  return node.calls.get("GET") ? isNamespace && onlyReads(parent) : true;
}

/** Beside `shipping/deliver` and `shipping/fail`, `shipping/ship` is a method too. */
function hasActions(namespace: PathNode): boolean {
  return [...namespace.statics.values()].some((leaf) => isLeaf(leaf) && isAction(leaf.words));
}

/** A namespace of nothing but readable leaves, as in `usage.completions()`, `usage.images()`. */
function onlyReads(namespace: PathNode): boolean {
  const leaves = [...namespace.statics.values()];
  return leaves.length > 1 && leaves.every((leaf) => isLeaf(leaf) && onlyMethod(leaf) === "GET");
}
