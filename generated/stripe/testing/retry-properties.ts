// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { expect } from "./expect.js";
import { successOf } from "./answers.js";
import { anyArguments, callOperation, failureOf } from "./client-under-test.js";
import type { ContractSuite } from "./client-under-test.js";
import type { OperationCase } from "./operation-case.js";
import type { Answer, SentRequest, Wire } from "./wire.js";

const REPEATABLE = ["GET", "HEAD", "OPTIONS", "QUERY", "PUT", "DELETE"];

/** After these a server may have acted. */
const UNCERTAIN: readonly Answer[] = [408, 500, 502, 503, 504].map((status) => ({ status }));

/** After these it surely has not. */
const REFUSED: readonly Answer[] = [
  { status: 429, headers: { "retry-after": "0" } },
  { status: 503, headers: { "retry-after": "0" } },
];

/** After these another attempt would come to the same. */
const FINAL: readonly Answer[] = [400, 404, 422].map((status) => ({ status }));

/** A failed call is repeated where that does no harm, and only there. */
export function testRetry(suite: ContractSuite, operation: OperationCase, wire: Wire): void {
  const { it } = suite.runner;
  const { method, idempotencyHeader } = operation;
  const isSafe = REPEATABLE.includes(method);
  const isRepeatable = isSafe || idempotencyHeader !== undefined;
  const call = (): Promise<unknown> =>
    callOperation(suite, operation, anyArguments(operation), { retry: { limit: 9, delay: 0 } });
  const repeat = async (failures: readonly (Answer | "reset")[]): Promise<void> => {
    const sent = wire.answer((_, count) => failures[count - 1] ?? successOf(operation, suite.facts));
    await call();
    expect(sent).toHaveLength(failures.length + 1);
    for (const again of sent) expectSame(sent[0], again);
    if (isSafe || idempotencyHeader === undefined) return;
    const keys = sent.map(({ headers }) => headers.get(idempotencyHeader));
    expect(keys[0]).toMatch(/./);
    expect([...new Set(keys)]).toHaveLength(1);
  };
  const once = async (failures: readonly Answer[]): Promise<void> => {
    for (const failure of failures) {
      const sent = wire.answer(() => failure);
      expect((await failureOf(call())).status).toBe(failure.status);
      expect(sent).toHaveLength(1);
    }
  };
  it("is repeated after 429, and after 503 with retry-after, because nothing was done", () => repeat(REFUSED));
  if (isRepeatable) {
    it(`is repeated after ${list(UNCERTAIN)} and a broken connection`, () => repeat([...UNCERTAIN, "reset"]));
  } else {
    it(`is not repeated after ${list(UNCERTAIN)}, because it may have acted`, () => once(UNCERTAIN));
    it("is not repeated after a broken connection, because it may have acted", async () => {
      const sent = wire.answer(() => "reset");
      expect((await failureOf(call())).name).toBe("ConnectionError");
      expect(sent).toHaveLength(1);
    });
  }
  it(`is not repeated after ${list(FINAL)}`, () => once(FINAL));
}

function list(answers: readonly Answer[]): string {
  const texts = answers.map(({ status }) => String(status));
  return `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}

function expectSame(first: SentRequest | undefined, second: SentRequest | undefined): void {
  expect(second?.method).toBe(first?.method);
  expect(second?.url).toBe(first?.url);
  expect(second?.body).toEqual(first?.body);
}
