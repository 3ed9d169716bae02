// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { expect } from "./expect.js";
import { successOf } from "./answers.js";
import { anyArguments, callOperation, failureOf } from "./client-under-test.js";
import type { ContractSuite } from "./client-under-test.js";
import type { OperationCase } from "./operation-case.js";
import type { SentRequest, Wire } from "./wire.js";

const REPEATABLE = ["GET", "HEAD", "OPTIONS", "QUERY", "PUT", "DELETE"];

/** A failed call is repeated where that does no harm, and only there. */
export function testRetry(suite: ContractSuite, operation: OperationCase, wire: Wire): void {
  const { it } = suite.runner;
  const { method, idempotencyHeader } = operation;
  const options = { retry: { limit: 2, delay: 0 } };
  const failOnce = (): readonly SentRequest[] =>
    wire.answer((_, count) => (count === 1 ? { status: 503 } : successOf(operation)));
  if (!REPEATABLE.includes(method) && idempotencyHeader === undefined) {
    it("is not repeated after 503, because it may have acted", async () => {
      const sent = failOnce();
      const error = await failureOf(callOperation(suite, operation, anyArguments(operation), options));
      expect(error.status).toBe(503);
      expect(sent).toHaveLength(1);
    });
    return;
  }
  it("is repeated after 503", async () => {
    const sent = failOnce();
    await callOperation(suite, operation, anyArguments(operation), options);
    expect(sent).toHaveLength(2);
    expectSame(sent[0], sent[1]);
    if (REPEATABLE.includes(method) || idempotencyHeader === undefined) return;
    expect(sent[0]?.headers.get(idempotencyHeader)).toMatch(/./);
    expect(sent[1]?.headers.get(idempotencyHeader)).toBe(sent[0]?.headers.get(idempotencyHeader));
  });
}

function expectSame(first: SentRequest | undefined, second: SentRequest | undefined): void {
  expect(second?.method).toBe(first?.method);
  expect(second?.url).toBe(first?.url);
  expect(second?.body).toEqual(first?.body);
}
