// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { expect } from "../expect.js";
import { failureOf } from "../client-under-test.js";
import { never } from "../wire.js";
import type { SentRequest } from "../wire.js";
import { callOne, type Subject, tell, toAnswer } from "./graphql-subject.js";

/** A query is repeated, a mutation is not; who gives up, or has waited long enough, is told so. */
export function testPatience(subject: Subject): void {
  const { it } = subject.suite.runner;
  const { operation, wire } = subject;
  const options = { retry: { limit: 2, delay: 0 } };
  const failOnce = (): readonly SentRequest[] =>
    wire.answer((_, count) => (count === 1 ? { status: 503 } : toAnswer(tell(subject).body)));
  if (operation.id.startsWith("query ")) {
    it("is repeated after 503", async () => {
      const sent = failOnce();
      await callOne(subject, { options });
      expect(sent).toHaveLength(2);
      expect(sent[1]?.body).toEqual(sent[0]?.body);
    });
  } else {
    it("is not repeated after 503, because it may have acted", async () => {
      const sent = failOnce();
      const error = await failureOf(callOne(subject, { options }));
      expect(error.status).toBe(503);
      expect(sent).toHaveLength(1);
    });
  }
  it("ends when it is aborted", async () => {
    const controller = new AbortController();
    wire.answer(() => {
      controller.abort();
      return never();
    });
    const error = await failureOf(callOne(subject, { signal: controller.signal }));
    expect(error.name).toBe("AbortedError");
  });
  it("ends when its time is over", async () => {
    wire.answer(never);
    const error = await failureOf(callOne(subject, { options: { timeout: 5 } }));
    expect(error.name).toBe("TimeoutError");
  });
}
