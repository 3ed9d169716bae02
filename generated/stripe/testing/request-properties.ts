// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { expect, fail } from "./expect.js";
import type { ContractSuite } from "./client-under-test.js";
import { decodeRequest } from "./decode-request.js";
import { expectArguments } from "./expected-arguments.js";
import type { GivenArguments, OperationCase } from "./operation-case.js";
import { sendOne } from "./send-one.js";
import type { Sending } from "./send-one.js";
import type { Wire } from "./wire.js";

/** What a call puts on the wire is what the contract says, and nothing else. */
export function testRequests(suite: ContractSuite, operation: OperationCase, wire: Wire): void {
  const { it } = suite.runner;
  for (const given of operation.given) {
    it(`sends its ${given.name} arguments as the contract says`, () => expectSent(suite, operation, { given, wire }));
  }
  it("asks for what the contract answers with", async () => {
    const { headers } = await sendOne(suite, operation, { wire });
    const accept = headers.get("accept") ?? "*/*";
    for (const { mediaType } of operation.replies.filter((reply) => reply.status < 300)) {
      if (mediaType !== undefined && !accepts(accept, mediaType)) fail(`${accept} does not ask for ${mediaType}`);
    }
  });
}

async function expectSent(
  suite: ContractSuite,
  operation: OperationCase,
  sending: Sending & { readonly given: GivenArguments },
): Promise<void> {
  const request = await sendOne(suite, operation, sending);
  expect(request.method).toBe(operation.method);
  const decoded = decodeRequest(request, operation, suite.facts.arrays);
  expect(decoded.arguments).toEqual(expectArguments(sending.given, operation, suite.facts.arrays));
  expect(decoded.unknown).toEqual([]);
  if (operation.body === undefined) expect(request.body).toHaveLength(0);
}

/** Whether an `Accept` header takes a media type. */
function accepts(header: string, mediaType: string): boolean {
  const essence = mediaType.split(";")[0]?.trim() ?? "";
  const ranges = header.split(",").map((range) => range.split(";")[0]?.trim() ?? "");
  return ranges.some((range) => range === essence || range === "*/*" || range === essence.replace(/\/.*/, "/*"));
}
