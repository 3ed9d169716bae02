// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { expect } from "./expect.js";
import { successOf, toAnswer, wireOf } from "./answers.js";
import { anyArguments, callOperation, changeArguments, failureOf } from "./client-under-test.js";
import type { AnyError, ContractSuite } from "./client-under-test.js";
import type { Break, OperationCase, ReplyCase } from "./operation-case.js";
import { setAt } from "./pointer.js";
import type { Wire } from "./wire.js";

/** What breaks the contract is told, with its place: arguments before anything is sent, answers when they came. */
export function testValidation(suite: ContractSuite, operation: OperationCase, wire: Wire): void {
  const { it } = suite.runner;
  for (const wrong of operation.wrong) {
    it(`refuses ${wrong.name} before the network`, async () => {
      const sent = wire.answer(() => successOf(operation, suite.facts));
      const error = await failureOf(
        callOperation(suite, operation, changeArguments(operation, { [wrong.pointer]: wrong.value })),
      );
      expectIssue(error, wrong);
      expect(sent).toHaveLength(0);
    });
  }
  for (const reply of operation.replies) {
    for (const broken of reply.broken ?? []) {
      it(`reports ${broken.name} of a ${reply.declared}`, () =>
        expectReport(suite, operation, { reply, broken, wire }));
    }
  }
}

async function expectReport(
  suite: ContractSuite,
  operation: OperationCase,
  { reply, broken, wire }: { readonly reply: ReplyCase; readonly broken: Break; readonly wire: Wire },
): Promise<void> {
  const events: { readonly direction?: string; readonly issues?: AnyError["issues"] }[] = [];
  wire.answer(() => toAnswer(reply, suite.facts, setAt(wireOf(reply.bodies.at(-1)), broken.pointer, broken.value)));
  const call = (options: object): Promise<unknown> => callOperation(suite, operation, anyArguments(operation), options);
  await call({ onValidation: (event: object) => void events.push(event) });
  expect(events.map((event) => event.direction)).toEqual(["response"]);
  expect(events[0]?.issues?.map((issue) => issue.pointer)).toContain(broken.pointer);
  const error = await failureOf(call({ validate: { response: "strict" } }));
  expectIssue(error, broken);
}

function expectIssue(error: AnyError, { pointer }: Break): void {
  expect(error.name).toBe("ValidationError");
  expect(error.issues?.map((issue) => issue.pointer)).toContain(pointer);
}
