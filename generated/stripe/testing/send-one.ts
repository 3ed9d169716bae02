// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { expect } from "./expect.js";
import { successOf } from "./answers.js";
import { anyArguments, callOperation } from "./client-under-test.js";
import type { ContractSuite } from "./client-under-test.js";
import type { GivenArguments, OperationCase } from "./operation-case.js";
import type { SentRequest, Wire } from "./wire.js";

/** What is sent, and over what. */
export interface Sending {
  readonly wire: Wire;
  readonly given?: GivenArguments;
  readonly options?: object;
}

/** Calls and gives the one request that it makes. */
export async function sendOne(
  suite: ContractSuite,
  operation: OperationCase,
  { wire, given, options }: Sending,
): Promise<SentRequest> {
  const sent = wire.answer(() => successOf(operation, suite.facts));
  await callOperation(suite, operation, given ?? anyArguments(operation), options);
  expect(sent).toHaveLength(1);
  return sent[0] as SentRequest;
}
