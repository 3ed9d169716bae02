import { isObject } from "../../contract/json.js";
import type { Json } from "../../contract/schema.js";
import type { Comparison, Operand, Query, Selector, Step, Test } from "./json-path.js";

/** Where a query arrived: the keys from the root, and what is there. */
export interface Found {
  readonly path: readonly string[];
  readonly value: Json;
}

/** Counts what a query looks at: a small one may ask for very much. */
export interface Budget {
  /** Throws when it is used up. */
  readonly spend: () => void;
}

/** What a filter needs to know: where `$` is, and how much may still be looked at. */
interface Scope {
  readonly root: Json;
  readonly budget: Budget;
}

/** A node with the way to it, which is written out only where it is asked for. */
interface Node {
  readonly value: Json;
  readonly key: string;
  readonly parent: Node | undefined;
}

/** Everything that a query selects, in the document's order, each place once. */
export function select(query: Query, root: Json, budget: Budget): Found[] {
  const nodes = run(query, { value: root, key: "", parent: undefined }, { root, budget });
  const found = new Map<string, Found>();
  for (const node of nodes) {
    const path = pathOf(node);
    const key = JSON.stringify(path);
    if (!found.has(key)) found.set(key, { path, value: node.value });
  }
  return [...found.values()];
}

function pathOf(node: Node): string[] {
  const path: string[] = [];
  for (let each = node; each.parent !== undefined; each = each.parent) path.push(each.key);
  return path.reverse();
}

function run(query: Query, current: Node, scope: Scope): Node[] {
  const start = query.from === "$" ? { value: scope.root, key: "", parent: undefined } : current;
  return query.steps.reduce<Node[]>((nodes, step) => nodes.flatMap((node) => takeStep(step, node, scope)), [start]);
}

function takeStep({ deep, selectors }: Step, start: Node, scope: Scope): Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    for (const selector of selectors) for (const each of choose(selector, node, scope)) found.push(each);
    if (deep) for (const child of childrenOf(node, scope)) visit(child);
  };
  visit(start);
  return found;
}

function childrenOf(node: Node, { budget }: Scope): Node[] {
  const { value } = node;
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([key, member]) => {
    budget.spend();
    return { value: member as Json, key, parent: node };
  });
}

function choose(selector: Selector, node: Node, scope: Scope): Node[] {
  const { value } = node;
  switch (selector.kind) {
    case "name":
      scope.budget.spend();
      return isObject(value) && Object.hasOwn(value, selector.name)
        ? [{ value: value[selector.name] as Json, key: selector.name, parent: node }]
        : [];
    case "index":
      scope.budget.spend();
      return isList(value)
        ? itemsAt(node, value, [selector.index < 0 ? value.length + selector.index : selector.index])
        : [];
    case "slice":
      return isList(value) ? itemsAt(node, value, sliceOf(selector, value.length, scope)) : [];
    case "all":
      return childrenOf(node, scope);
    case "filter":
      return childrenOf(node, scope).filter((child) => holds(selector.test, child, scope));
  }
}

function itemsAt(parent: Node, list: readonly Json[], indexes: readonly number[]): Node[] {
  const there = indexes.filter((index) => index >= 0 && index < list.length);
  return there.map((index) => ({ value: list[index] as Json, key: String(index), parent }));
}

/** As RFC 9535 has it: negative bounds count from the end, negative steps go backwards. */
function sliceOf(slice: Selector & { kind: "slice" }, length: number, { budget }: Scope): number[] {
  const { step } = slice;
  const bound = (given: number | undefined, usual: number): number => {
    if (given === undefined) return usual;
    const at = given < 0 ? length + given : given;
    return step > 0 ? Math.min(Math.max(at, 0), length) : Math.min(Math.max(at, -1), length - 1);
  };
  const start = bound(slice.start, step > 0 ? 0 : length - 1);
  const end = bound(slice.end, step > 0 ? length : -1);
  const indexes: number[] = [];
  const isInside = (at: number): boolean => (step > 0 ? at < end : at > end);
  if (step === 0) return indexes;
  for (let at = start; isInside(at); at += step) {
    budget.spend();
    indexes.push(at);
  }
  return indexes;
}

function holds(test: Test, node: Node, scope: Scope): boolean {
  switch (test.kind) {
    case "or":
      return test.tests.some((each) => holds(each, node, scope));
    case "and":
      return test.tests.every((each) => holds(each, node, scope));
    case "not":
      return !holds(test.test, node, scope);
    case "exists":
      return run(test.query, node, scope).length > 0;
    case "compare":
      return compare(test, node, scope);
  }
}

/** The value of one side; `undefined` is RFC 9535's Nothing. */
function read(operand: Operand, node: Node, scope: Scope): Json | undefined {
  switch (operand.kind) {
    case "literal":
      return operand.value;
    case "count":
      return run(operand.query, node, scope).length;
    case "length":
      return lengthOf(read(operand.of, node, scope));
    case "query": {
      const [only, ...others] = run(operand.query, node, scope);
      return others.length === 0 ? only?.value : undefined;
    }
  }
}

function lengthOf(value: Json | undefined): number | undefined {
  if (typeof value === "string") return [...value].length;
  return typeof value === "object" && value !== null ? Object.keys(value).length : undefined;
}

function compare(test: Test & { kind: "compare" }, node: Node, scope: Scope): boolean {
  const [left, right] = [read(test.left, node, scope), read(test.right, node, scope)];
  const same = (): boolean => isEqual(left, right, scope.budget);
  const results: { readonly [operator in Comparison]: () => boolean } = {
    "==": same,
    "!=": () => !same(),
    "<": () => isLess(left, right),
    ">": () => isLess(right, left),
    "<=": () => isLess(left, right) || same(),
    ">=": () => isLess(right, left) || same(),
  };
  return results[test.operator]();
}

function isLess(left: Json | undefined, right: Json | undefined): boolean {
  if (typeof left === "number" && typeof right === "number") return left < right;
  return typeof left === "string" && typeof right === "string" && left < right;
}

function isEqual(left: Json | undefined, right: Json | undefined, budget: Budget): boolean {
  budget.spend();
  if (left === right) return true;
  if (isList(left)) {
    const isSame = (item: Json, index: number): boolean => isList(right) && isEqual(item, right[index], budget);
    return isList(right) && left.length === right.length && left.every(isSame);
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  const isSame = (key: string): boolean => Object.hasOwn(right, key) && isEqual(left[key], right[key], budget);
  return keys.length === Object.keys(right).length && keys.every(isSame);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
