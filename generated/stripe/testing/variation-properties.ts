// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { isSuccess, wireOf } from "./answers.js";
import { changeArguments } from "./client-under-test.js";
import type { ContractSuite } from "./client-under-test.js";
import type { Members, OperationCase, Variation } from "./operation-case.js";
import { changeAt } from "./pointer.js";
import { expectError, expectValue } from "./reply-properties.js";
import { expectSent } from "./request-properties.js";
import type { Wire } from "./wire.js";

/** Every variant, every listed value, both ends of all ranges and null go over the wire as the samples do, both ways. */
export function testVariations(suite: ContractSuite, operation: OperationCase, wire: Wire): void {
  const { it } = suite.runner;
  for (const variation of operation.varied) {
    it(`sends ${variation.name}`, async () => {
      for (const { changes, onWire } of changesOf(variation)) {
        const given = changeArguments(operation, changes, onWire);
        await expectSent(suite, operation, { given, wire });
      }
    });
  }
  for (const reply of operation.replies) {
    const expectReply = isSuccess(reply) ? expectValue : expectError;
    for (const variation of reply.varied ?? []) {
      it(`reads ${variation.name} of a ${reply.declared}`, async () => {
        const last = reply.bodies.at(-1);
        for (const { changes, onWire = changes } of changesOf(variation)) {
          const sample = { name: "", body: changeAt(last?.body, changes), wire: changeAt(wireOf(last), onWire) };
          await expectReply(suite, operation, { reply, sample, wire });
        }
      });
    }
  }
}

function changesOf({
  changes,
  wire,
}: Variation): { readonly changes: Members; readonly onWire: Members | undefined }[] {
  return changes.map((each, index) => ({ changes: each, onWire: wire?.[index] }));
}
