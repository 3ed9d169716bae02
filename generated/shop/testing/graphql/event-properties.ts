// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { failureOf } from "../client-under-test.js";
import { expect } from "../expect.js";
import type { GivenArguments } from "../operation-case.js";
import { parse, print } from "./graphql-js.js";
import { callOne, readTold, type Subject, tell, toAnswer } from "./graphql-subject.js";
import { type GraphqlRequest, readQuestion } from "./read-question.js";
import { toEvents } from "./to-events.js";

/** A subscription asks once, and hears every event until the server says that there are no more. */
export function testEvents(subject: Subject): void {
  const { operation, suite, wire } = subject;
  const { it } = suite.runner;
  const events = [0, 1, 2].map((seed) => tell(subject, { seed }));
  for (const given of operation.given) {
    it(`sends its document and ${given.name} variables, and hears every event`, async () => {
      const sent = wire.answer(() => toEvents(events.map(({ body }) => body)));
      expect(await hear(subject, given)).toEqual(events.map((each) => readTold(subject, each)));
      expect(sent).toHaveLength(1);
      const [request] = sent;
      if (request === undefined) return;
      const { query = "", variables = {} } = readQuestion(request) as GraphqlRequest;
      expect(print(parse(query))).toBe(print(parse(operation.document)));
      expect(variables).toEqual((given.wire ?? given).params);
      expect(request.headers.get("accept")).toContain("text/event-stream");
    });
  }
  it("throws what was refused", async () => {
    wire.answer(() => toAnswer({ errors: [{ message: "not for you" }] }, 400));
    const error = await failureOf(hear(subject));
    expect(error.name).toBe("GraphQLRequestError");
    expect(suite.isError(error)).toBe(true);
  });
}

async function hear(subject: Subject, given?: GivenArguments): Promise<unknown[]> {
  const heard: unknown[] = [];
  const subscription = callOne(subject, { given }) as unknown as AsyncIterable<unknown>;
  for await (const event of subscription) heard.push(event);
  return heard;
}
