// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { expect, fail } from "./expect.js";
import { anyArguments, spreadArguments } from "./client-under-test.js";
import type { ContractSuite } from "./client-under-test.js";
import { decodeRequest } from "./decode-request.js";
import { expectArguments } from "./expected-arguments.js";
import type { BodyFact, GivenArguments, Members, OperationCase, ParameterFact, ValueType } from "./operation-case.js";
import { escapeStep, getAt } from "./pointer.js";
import { sendOne } from "./send-one.js";
import type { Sending } from "./send-one.js";
import type { SentRequest, Wire } from "./wire.js";

/** What a call puts on the wire is what the contract says, and nothing else. */
export function testRequests(suite: ContractSuite, operation: OperationCase, wire: Wire): void {
  const { it } = suite.runner;
  for (const given of operation.given) {
    it(`sends its ${given.name} arguments as the contract says`, () => expectSent(suite, operation, { given, wire }));
  }
  testPlaces(suite, operation, wire);
  it("asks for what the contract answers with", async () => {
    const { headers } = await sendOne(suite, operation, { wire });
    const accept = headers.get("accept") ?? "*/*";
    for (const { mediaType } of operation.replies.filter((reply) => reply.status < 300)) {
      if (mediaType !== undefined && !accepts(accept, mediaType)) fail(`${accept} does not ask for ${mediaType}`);
    }
  });
}

/** Each argument goes where the contract says: all are seen in one request. */
function testPlaces(suite: ContractSuite, operation: OperationCase, wire: Wire): void {
  const { it } = suite.runner;
  const { parameters, body, hidden = [] } = operation;
  const given = operation.given.at(-1) ?? anyArguments(operation);
  let sending: Promise<SentRequest> | undefined;
  const send = (): Promise<SentRequest> => (sending ??= sendOne(suite, operation, { wire, given }));
  const decode = async (): Promise<Members> =>
    decodeRequest(await send(), withTypes(operation, given), suite.facts).arguments;
  const expected = expectArguments(given, operation, suite.facts.arrays);
  for (const fact of parameters) {
    const pointer = toPointer(fact.argument ?? [fact.key]);
    if (getAt(expected, pointer) === undefined) continue;
    it(`sends ${NAMES[fact.in](fact.key)} as ${fact.mediaType ?? fact.style}`, async () => {
      expect(getAt(await decode(), pointer)).toEqual(getAt(expected, pointer));
    });
  }
  const names = new Set(parameters.map(({ key, argument }) => argument?.[0] ?? key));
  const inBody = Object.keys(expected).filter((name) => !names.has(name));
  if (body !== undefined && inBody.length > 0) {
    it(`sends its body as ${body.mediaType}`, async () => {
      const decoded = await decode();
      for (const name of inBody) expect(decoded[name]).toEqual((expected as Members)[name]);
    });
  }
  if (hidden.length === 0) return;
  it("sends nothing that is read-only", async () => {
    const decoded = await decode();
    expect(hidden.filter((pointer) => getAt(decoded, pointer) !== undefined)).toEqual([]);
  });
}

const NAMES: { readonly [place in ParameterFact["in"]]: (key: string) => string } = {
  path: (key) => `{${key}}`,
  query: (key) => key,
  header: (key) => `the header ${key}`,
  cookie: (key) => `the cookie ${key}`,
};

function toPointer(steps: readonly string[]): string {
  return steps.map((step) => `/${escapeStep(step)}`).join("");
}

/** What went over the wire says what was given, read by the contract alone. */
export async function expectSent(
  suite: ContractSuite,
  operation: OperationCase,
  sending: Sending & { readonly given: GivenArguments },
): Promise<void> {
  const request = await sendOne(suite, operation, sending);
  expect(request.method).toBe(operation.method);
  const decoded = decodeRequest(request, withTypes(operation, sending.given), suite.facts);
  expect(decoded.arguments).toEqual(expectArguments(sending.given, operation, suite.facts.arrays));
  expect(decoded.unknown).toEqual([]);
  if (operation.body === undefined) expect(request.body).toHaveLength(0);
}

/** Where a contract takes a text or an object, a reader must know which of them was given. */
function withTypes(operation: OperationCase, given: GivenArguments): OperationCase {
  const all = spreadArguments(operation, { ...given, ...given.wire });
  const { body } = operation;
  const members = (body?.from === "whole" ? all["body"] : all) as Members | undefined;
  const properties = Object.entries(body?.properties ?? {}).map(([key, fact]) => [
    key,
    { ...fact, type: typeOf(members?.[key]) ?? fact.type },
  ]);
  return {
    ...operation,
    parameters: operation.parameters.map((fact) => {
      const steps = fact.argument ?? [fact.key];
      const value = steps.reduce((found: unknown, step) => (found as Members | undefined)?.[step], all);
      return { ...fact, type: typeOf(value) ?? fact.type };
    }),
    ...(body && { body: { ...body, properties: Object.fromEntries(properties) as BodyFact["properties"] } }),
  };
}

function typeOf(value: unknown): ValueType | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Uint8Array) return "bytes";
  if (Array.isArray(value)) return "list";
  return typeof value === "object" && !(value instanceof Date) ? "object" : "scalar";
}

/** Whether an `Accept` header takes a media type. */
function accepts(header: string, mediaType: string): boolean {
  const essence = mediaType.split(";")[0]?.trim() ?? "";
  const ranges = header.split(",").map((range) => range.split(";")[0]?.trim() ?? "");
  return ranges.some((range) => range === essence || range === "*/*" || range === essence.replace(/\/.*/, "/*"));
}
