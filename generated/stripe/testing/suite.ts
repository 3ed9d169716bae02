// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { afterAll, beforeAll, describe, it } from "vitest";
import type { ContractSuite } from "./client-under-test.js";
import { testPages } from "./page-properties.js";
import { testReplies } from "./reply-properties.js";
import { testRequests } from "./request-properties.js";
import { testRetry } from "./retry-properties.js";
import { testValidation } from "./validation-properties.js";
import { makeWire } from "./wire.js";

export type { ContractSuite } from "./client-under-test.js";

/** Proves a client against its contract: every operation, every declared answer, over a network of its own. */
export function contractSuite(suite: ContractSuite): void {
  const wire = makeWire();
  beforeAll(() => wire.open());
  afterAll(() => wire.close());
  for (const operation of suite.cases) {
    describe(operation.id, () => {
      testRequests(suite, operation, wire);
      testReplies(suite, operation, wire);
      testValidation(suite, operation, wire);
      testRetry(suite, operation, wire);
      testPages(suite, operation, wire);
    });
  }
  for (const what of suite.facts.untested) it.skip(`${what} (no sample could be made up that the contract accepts)`);
}
