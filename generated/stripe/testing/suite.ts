// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { testAuth } from "./auth-properties.js";
import { findCall } from "./client-under-test.js";
import type { ContractSuite } from "./client-under-test.js";
import { testConnections } from "./connection-properties.js";
import { expect } from "./expect.js";
import { testFailures } from "./failure-properties.js";
import { testIsolation } from "./isolation-properties.js";
import { testPages } from "./page-properties.js";
import { testPatience } from "./patience-properties.js";
import { testReplies } from "./reply-properties.js";
import { testRequests } from "./request-properties.js";
import { testRetry } from "./retry-properties.js";
import { sendOne } from "./send-one.js";
import { testStreams } from "./stream-properties.js";
import { testTolerance } from "./tolerance-properties.js";
import { testValidation } from "./validation-properties.js";
import { testVariations } from "./variation-properties.js";
import { makeWire } from "./wire.js";

export type { ContractSuite } from "./client-under-test.js";

/** Proves a client against its contract: every operation, every declared answer, over a network of its own. */
export function contractSuite(suite: ContractSuite): void {
  const { afterAll, beforeAll, describe, it } = suite.runner;
  const wire = makeWire();
  beforeAll(() => wire.open());
  afterAll(() => wire.close());
  it("has every call", () => {
    const missing = suite.cases.filter((operation) => typeof findCall(suite, operation, {}) !== "function");
    expect(missing.map((operation) => operation.call)).toEqual([]);
  });
  testIsolation(suite, wire);
  for (const operation of suite.cases) {
    describe(operation.id, () => {
      testRequests(suite, operation, wire);
      testAuth(suite, operation, (options) => sendOne(suite, operation, { wire, options }));
      testReplies(suite, operation, wire);
      testVariations(suite, operation, wire);
      testTolerance(suite, operation, wire);
      testValidation(suite, operation, wire);
      testFailures(suite, operation, wire);
      testRetry(suite, operation, wire);
      testPatience(suite, operation, wire);
      testPages(suite, operation, wire);
      testStreams(suite, operation, wire);
    });
  }
  testConnections(suite, wire);
  for (const what of suite.facts.untested) {
    it.skip(`${what}: no sample could be made up that the contract accepts`, () => {});
  }
}
