// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { isBodiless, isSuccess } from "./answers.js";
import { anyArguments, callOperation, failureOf } from "./client-under-test.js";
import type { AnyError, ContractSuite } from "./client-under-test.js";
import { expect } from "./expect.js";
import type { OperationCase, ReplyCase } from "./operation-case.js";
import type { Answer, Wire } from "./wire.js";

/** What the contract says nothing of becomes one typed error too, with all that came. */
export function testFailures(suite: ContractSuite, operation: OperationCase, wire: Wire): void {
  const { it } = suite.runner;
  const fail = (answer: Answer): Promise<AnyError> => {
    wire.answer(() => answer);
    return failureOf(callOperation(suite, operation, anyArguments(operation)));
  };
  const status = [418, 451, 499].find((each) => operation.replies.every(({ declared }) => declared !== String(each)));
  it(`throws ${status}, which the contract does not name, with its body`, async () => {
    const error = await fail({
      status: status ?? 418,
      headers: { "content-type": "text/plain" },
      body: "I am a teapot",
    });
    expect([error.name, error.status]).toEqual(["ApiError", status]);
    if (operation.method !== "HEAD") expect(error.body).toBe("I am a teapot");
  });
  for (const { declared, status, mediaType = "" } of operation.replies.filter((reply) =>
    isXmlError(reply, operation),
  )) {
    it(`throws a ${declared} that is no XML with its text`, async () => {
      const body = "<Error><Code>";
      const error = await fail({ status, headers: { "content-type": mediaType }, body });
      expect([error.name, error.status, error.body]).toEqual(["ApiError", status, body]);
    });
  }
  const wrong = [...notJson(operation), ...notXml(operation)];
  for (const [what, answer] of wrong) {
    it(`throws ${what} as a typed error`, async () => {
      const error = await fail(answer);
      expect([error.name, error.response?.status]).toEqual(["DecodeError", answer.status]);
      expect(error.text).toBe(answer.body);
    });
  }
}

/** Answers that are not what only JSON is asked for. */
function notJson(operation: OperationCase): [what: string, answer: Answer][] {
  const successes = operation.replies.filter(isSuccess);
  const [reply] = successes;
  const isJson = successes.every(({ kind }) => kind === "json");
  if (reply?.mediaType === undefined || !isJson || isBodiless(reply, operation)) return [];
  const answer = (type: string, body: string): Answer => ({
    status: reply.status,
    headers: { "content-type": type },
    body,
  });
  return [
    [`a ${reply.declared} that breaks off`, answer(reply.mediaType, '{"id": "a')],
    [`a page in the place of a ${reply.declared}`, answer("text/html", "<!doctype html><title>Please log in</title>")],
  ];
}

function isXmlError(reply: ReplyCase, operation: OperationCase): boolean {
  return reply.kind === "xml" && !isSuccess(reply) && !isBodiless(reply, operation);
}

/** Answers that are not the document that is asked for. */
function notXml(operation: OperationCase): [what: string, answer: Answer][] {
  const reply = operation.replies.find(isSuccess);
  if (reply?.kind !== "xml" || isBodiless(reply, operation)) return [];
  const headers = { "content-type": reply.mediaType ?? "application/xml" };
  const bomb = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>';
  const wrong = [`<${reply.root?.name}><a>`, '{"id": "a"}', bomb];
  const what = ["that breaks off", "that is no XML", "with entities of its own"];
  return wrong.map((body, index) => [`a ${reply.declared} ${what[index]}`, { status: reply.status, headers, body }]);
}
