// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** What the suite needs of a test framework: `{ afterAll, beforeAll, describe, it }` of vitest or jest, or `node:test`'s own. */
export interface Runner {
  afterAll(run: () => void): unknown;
  beforeAll(run: () => void): unknown;
  describe(name: string, define: () => void): unknown;
  readonly it: {
    (name: string, run: () => void | Promise<void>): unknown;
    skip(name: string, run: () => void): unknown;
  };
}
