// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { expect } from "../expect.js";
import { type AnyError, failureOf } from "../client-under-test.js";
import { callOne, readTold, type Subject, tell, toAnswer } from "./graphql-subject.js";

const STRUCK = { message: "the answer was struck", extensions: { code: "STRUCK" } };

/** What a GraphQL error holds. */
interface GraphqlFailure extends AnyError {
  readonly errors?: readonly unknown[];
  readonly data?: unknown;
}

/** Errors are thrown as such, with what there is of the data, or let pass where the caller wants it. */
export function testErrors(subject: Subject): void {
  const { it } = subject.suite.runner;
  const { suite, wire } = subject;
  const outcome = tell(subject);
  const [struck = ""] = Object.keys(outcome.body.data ?? {});
  const errors = [{ ...STRUCK, path: [struck] }];
  const sent = { ...outcome.body.data, [struck]: null };
  const partial = readTold(subject, { ...outcome, body: { data: sent } });
  it("throws errors with what there is of the data", async () => {
    wire.answer(() => toAnswer({ data: sent, errors }));
    const error = (await failureOf(callOne(subject))) as GraphqlFailure;
    expect(error.name).toBe("GraphQLRequestError");
    expect(error.message).toContain(STRUCK.message);
    expect(error.errors).toEqual(errors);
    expect(error.data).toEqual(partial);
    expect(suite.isError(error)).toBe(true);
  });
  it("gives data and errors where all are wanted, and data alone where errors are ignored", async () => {
    wire.answer(() => toAnswer({ data: sent, errors }));
    const all = await callOne(subject, { options: { errorPolicy: "all" } }).withResponse();
    expect(all.data).toEqual(partial);
    expect(all.errors).toEqual(errors);
    const calm = await callOne(subject, { options: { errorPolicy: "ignore" } }).withResponse();
    expect(calm.data).toEqual(partial);
    expect(calm.errors).toEqual([]);
  });
  it("throws what was refused, whatever the policy", async () => {
    wire.answer(() => toAnswer({ errors: [STRUCK] }, 400));
    const error = (await failureOf(callOne(subject, { options: { errorPolicy: "ignore" } }))) as GraphqlFailure;
    expect(error.name).toBe("GraphQLRequestError");
    expect(error.errors).toEqual([STRUCK]);
    expect(error.data).toBe(null);
  });
  it("throws what is no GraphQL answer", async () => {
    wire.answer(() => ({ status: 502, headers: { "content-type": "text/html" }, body: "<h1>Bad gateway</h1>" }));
    const error = await failureOf(callOne(subject));
    expect(error.name).toBe("ApiError");
    expect(error.status).toBe(502);
  });
}
