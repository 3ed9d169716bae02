// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { expect } from "../expect.js";
import { failureOf } from "../client-under-test.js";
import type { GivenArguments, Members } from "../operation-case.js";
import { setAt } from "../pointer.js";
import { askSchema } from "./ask-schema.js";
import { parse, print } from "./graphql-js.js";
import { callOne, fullest, sendOne, type Subject, tell, toAnswer } from "./graphql-subject.js";
import { fictionOf } from "./make-up.js";
import { type GraphqlRequest, readQuestion } from "./read-question.js";

/** What a call puts on the wire is its document and its variables, and a server that knows the schema takes them. */
export function testDocument(subject: Subject): void {
  const { it } = subject.suite.runner;
  const { operation } = subject;
  for (const given of operation.given) {
    it(`sends its document and ${given.name} variables`, () => expectSent(subject, given));
  }
  it("asks for what GraphQL servers answer with", async () => {
    const { method, headers } = await sendOne(subject);
    expect(method).toBe("POST");
    expect(headers.get("accept")).toContain("application/graphql-response+json");
  });
  for (const { name, pointer, value } of operation.wrong) {
    it(`refuses ${name} before the network`, async () => {
      const sent = subject.wire.answer(() => toAnswer(tell(subject).body));
      const params = setAt(fullest(operation).params, pointer, value) as Members;
      const error = await failureOf(callOne(subject, { given: { name: "wrong", params } }));
      expect(error.name).toBe("ValidationError");
      expect(error.issues?.map((issue) => issue.pointer)).toContain(pointer);
      expect(sent).toHaveLength(0);
    });
  }
}

async function expectSent(subject: Subject, given: GivenArguments): Promise<void> {
  const { operation, schema } = subject;
  const message = readQuestion(await sendOne(subject, { given })) as GraphqlRequest;
  const { query = "", operationName, variables = {} } = message;
  expect(print(parse(query))).toBe(print(parse(operation.document)));
  expect(`${operation.id.split(" ")[0]} ${operationName}`).toBe(operation.id);
  expect(variables).toEqual((given.wire ?? given).params);
  const { issues } = askSchema(
    schema,
    { query, operationName, variables },
    { fiction: fictionOf(0, subject.suite.facts) },
  );
  expect(issues).toEqual([]);
}
