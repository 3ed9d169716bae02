// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { isSuccess, wireOf } from "./answers.js";
import type { ContractSuite } from "./client-under-test.js";
import type { OperationCase } from "./operation-case.js";
import { setAt } from "./pointer.js";
import { expectError, expectValue } from "./reply-properties.js";
import type { Wire } from "./wire.js";

/** What a service grows by breaks no client of an older contract, and is not lost on the way. */
export function testTolerance(suite: ContractSuite, operation: OperationCase, wire: Wire): void {
  const { it } = suite.runner;
  for (const reply of operation.replies) {
    const expectReply = isSuccess(reply) ? expectValue : expectError;
    for (const { name, pointer, value } of reply.grown ?? []) {
      it(`takes ${name} of a ${reply.declared}`, () => {
        const last = reply.bodies.at(-1);
        const body = setAt(last?.body, pointer, value);
        const sample = { name, body, wire: setAt(wireOf(last), pointer, value) };
        return expectReply(suite, operation, { reply, sample, wire });
      });
    }
  }
}
