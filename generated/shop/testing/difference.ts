// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { escapeStep } from "./pointer.js";

/** The first place in which two values differ. */
export interface Difference {
  /** A JSON pointer; empty where the values themselves differ. */
  readonly at: string;
  readonly says: string;
}

/** Compares two values all the way down; an absent member and one that is `undefined` are the same. */
export function findDifference(actual: unknown, expected: unknown, at = ""): Difference | undefined {
  if (Object.is(actual, expected)) return undefined;
  const kind = kindOf(actual);
  if (kind === kindOf(expected) && kind === "Date") return findDifference(Number(actual), Number(expected), at);
  if (kind !== kindOf(expected) || !COMPOUND.has(kind))
    return { at, says: `is ${show(actual)}, not ${show(expected)}` };
  const [have, want] = [membersOf(actual), membersOf(expected)];
  for (const key of new Set([...want.keys(), ...have.keys()])) {
    const difference = findDifference(have.get(key), want.get(key), `${at}/${escapeStep(key)}`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

const COMPOUND: ReadonlySet<string> = new Set(["Object", "Array", "Uint8Array"]);

/** What two values must share before their members are compared. */
function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1);
}

/** The length of a list counts like a member: its last items may be `undefined`. */
function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  const members = new Map(Object.entries(value as object));
  return Array.isArray(value) ? members.set("length", value.length) : members;
}

/** A value in a message, cut where it is long. */
export function show(value: unknown): string {
  const write = (_: string, inner: unknown): unknown => (typeof inner === "bigint" ? `${inner}n` : inner);
  const text = typeof value === "symbol" || typeof value === "function" ? String(value) : JSON.stringify(value, write);
  return text === undefined || text.length <= 200 ? String(text) : `${text.slice(0, 200)}…`;
}
