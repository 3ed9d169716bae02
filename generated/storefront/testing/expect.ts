// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { findDifference, show } from "./difference.js";

/** A value that is not what the contract says; frameworks show `actual` and `expected` side by side. */
class Mismatch extends Error {
  override readonly name = "Mismatch";
  readonly actual: unknown;
  readonly expected: unknown;

  constructor(message: string, actual?: unknown, expected?: unknown) {
    super(message);
    this.actual = actual;
    this.expected = expected;
  }
}

/** What the suite asserts, in the words of vitest and jest and whatever framework runs it. */
export interface Expectation {
  toBe(expected: unknown): void;
  /** The same members and items all the way down; absent and `undefined` are the same. */
  toEqual(expected: unknown): void;
  toHaveLength(expected: number): void;
  /** Of a text or a list. */
  toContain(expected: unknown): void;
  toMatch(expected: RegExp): void;
}

/** Holds a value against what it must be; `what` says in a failure what the value is. */
export function expect(actual: unknown, what = "the value"): Expectation {
  const check = (holds: boolean, says: string, expected: unknown): void => {
    if (!holds) throw new Mismatch(`${what} ${says}`, actual, expected);
  };
  return {
    toBe: (expected) => check(Object.is(actual, expected), `is ${show(actual)}, not ${show(expected)}`, expected),
    toEqual(expected) {
      const difference = findDifference(actual, expected);
      if (difference === undefined) return;
      const { at, says } = difference;
      check(false, at === "" ? says : `at ${at} ${says}`, expected);
    },
    toHaveLength(expected) {
      const { length } = actual as ArrayLike<unknown>;
      if (length !== expected)
        throw new Mismatch(`${what} has the length ${length}, not ${expected}`, length, expected);
    },
    toContain: (expected) =>
      check((actual as readonly unknown[]).includes(expected), `${show(actual)} lacks ${show(expected)}`, expected),
    toMatch: (expected) => check(expected.test(String(actual)), `${show(actual)} does not match ${expected}`, expected),
  };
}

/** Fails the test at hand. */
export function fail(message: string): never {
  throw new Mismatch(message);
}
