// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { expect } from "./expect.js";
import { isBodiless, isSuccess, toAnswer, wireOf } from "./answers.js";
import { anyArguments, callOperation, failureOf } from "./client-under-test.js";
import type { AnyError, ContractSuite } from "./client-under-test.js";
import type { OperationCase, ReplyCase, SampleBody } from "./operation-case.js";
import type { Wire } from "./wire.js";
import { writeBody } from "./write-body.js";

/** Each declared answer becomes the value, or the error, that the contract describes. */
export function testReplies(suite: ContractSuite, operation: OperationCase, wire: Wire): void {
  const { it } = suite.runner;
  for (const reply of operation.replies) {
    const bodies = reply.bodies.length === 0 ? [{ name: "", body: undefined }] : reply.bodies;
    for (const sample of bodies) {
      const what = [reply.declared, sample.name].filter((word) => word !== "").join(" ");
      if (isSuccess(reply)) it(`reads ${what}`, () => expectValue(suite, operation, { reply, sample, wire }));
      else it(`throws ${what} as a typed error`, () => expectError(suite, operation, { reply, sample, wire }));
    }
  }
}

/** An answer under test. */
export interface Answered {
  readonly reply: ReplyCase;
  readonly sample: SampleBody;
  readonly wire: Wire;
}

/** The body of a success is what the call gives, and nothing is said against it. */
export async function expectValue(
  suite: ContractSuite,
  operation: OperationCase,
  { reply, sample, wire }: Answered,
): Promise<void> {
  const issues: unknown[] = [];
  const onValidation = (event: { readonly issues: readonly unknown[] }): void => void issues.push(...event.issues);
  wire.answer(() => toAnswer(reply, suite.facts, wireOf(sample)));
  const call = callOperation(suite, operation, anyArguments(operation), { onValidation });
  const data = bodyOf(await call, operation);
  if (isBodiless(reply, operation)) expect(data).toBe(undefined);
  else expect(await toComparable(data, reply)).toEqual(toExpected(sample, reply, suite));
  expect(issues).toEqual([]);
  const result = await call.result();
  expect(result.ok).toBe(true);
  if (result.ok) expect(bodyOf(result.data, operation)).toBe(data);
}

/** A list gives its first page, which holds the body. */
function bodyOf(data: unknown, { pages }: OperationCase): unknown {
  return pages === undefined ? data : (data as { readonly body: unknown }).body;
}

/** Streams are left to their readers. */
function toExpected({ body }: SampleBody, reply: ReplyCase, { facts }: ContractSuite): unknown {
  return reply.kind === "stream" ? new TextEncoder().encode(String(writeBody(body, reply, facts.xml))) : body;
}

/** Bytes are read from what stands for them. */
async function toComparable(data: unknown, { kind }: ReplyCase): Promise<unknown> {
  if (kind !== "bytes" && kind !== "stream") return data;
  const body = data as { bytes(): Promise<Uint8Array> };
  return new Uint8Array(await body.bytes());
}

/** The body of an error is what the typed error holds, and nothing is said against it. */
export async function expectError(
  suite: ContractSuite,
  operation: OperationCase,
  { reply, sample, wire }: Answered,
): Promise<void> {
  const issues: unknown[] = [];
  const onValidation = (event: { readonly issues: readonly unknown[] }): void => void issues.push(...event.issues);
  wire.answer(() => toAnswer(reply, suite.facts, wireOf(sample)));
  const call = callOperation(suite, operation, anyArguments(operation), { onValidation });
  const error = await failureOf(call);
  expectApiError(suite, error, reply);
  if (isBodiless(reply, operation)) expect(error.body).toBe(undefined);
  else
    expect(error.body).toEqual(sample.body instanceof Uint8Array ? new TextDecoder().decode(sample.body) : sample.body);
  expect(issues).toEqual([]);
  const result = await call.result();
  expect(result.ok).toBe(false);
  if (!result.ok) expect(result.error).toBe(error);
}

function expectApiError(suite: ContractSuite, error: AnyError, reply: ReplyCase): void {
  expect(error.name).toBe("ApiError");
  expect(error.status).toBe(reply.status);
  expect(suite.isError(error)).toBe(true);
}
