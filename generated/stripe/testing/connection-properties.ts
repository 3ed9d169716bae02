// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { isSuccess, successOf } from "./answers.js";
import { anyArguments, callOperation, failureOf } from "./client-under-test.js";
import type { AnyCall, ContractSuite } from "./client-under-test.js";
import { expect } from "./expect.js";
import { faultServer } from "./faults.js";
import type { CannedAnswer, Fault } from "./faults.js";
import { canServe } from "./node-net.js";
import type { OperationCase, WireFacts } from "./operation-case.js";
import type { Wire } from "./wire.js";

/** What goes wrong below HTTP, where no mock reaches: real connections on this machine, cut, reset, stalled and dripping. */
export function testConnections(suite: ContractSuite, wire: Wire): void {
  const { afterAll, beforeAll, describe, it } = suite.runner;
  const operation = suite.cases.find((each) => isPlain(each));
  if (operation === undefined) return;
  if (!canServe()) return void it.skip("real connections: only Node serves them", () => {});
  const good = { kind: "answer", answer: toCanned(operation, suite.facts) } as const;
  const begin = (url: string, options: object): AnyCall =>
    callOperation(suite, operation, anyArguments(operation), { baseUrl: url, ...options });
  describe(`${operation.id} over real connections`, () => {
    beforeAll(() => wire.close());
    afterAll(() => wire.open());
    for (const [what, fault] of brokenBy(good.answer)) {
      it(`throws ${what} as a typed error, and gets over it with another attempt`, async () => {
        await serve([fault], async (url) => expect((await failureOf(begin(url, {}))).name).toBe("ConnectionError"));
        await serve([fault, good], (url) => begin(url, { retry: { limit: 1, delay: 0 } }));
      });
    }
    for (const [what, fault] of slowedBy(good.answer)) {
      it(`throws ${what} as a typed error`, () =>
        serve([fault], async (url) =>
          expect((await failureOf(begin(url, { timeout: 50 }))).name).toBe("TimeoutError"),
        ));
    }
    it("ends in the middle of an answer when its caller gives up", () =>
      serve([{ ...good, kind: "stall", at: "headers" }], async (url) => {
        const controller = new AbortController();
        setTimeout(() => controller.abort(), 50);
        expect((await failureOf(begin(url, { signal: controller.signal }))).name).toBe("AbortedError");
      }));
  });
}

/** What can be asked for again, and is answered with JSON. */
function isPlain({ method, replies }: OperationCase): boolean {
  const reply = replies.find(isSuccess);
  return method === "GET" && reply?.kind === "json" && reply.status !== 204;
}

function toCanned(operation: OperationCase, facts: WireFacts): CannedAnswer {
  const { status, headers = {}, body } = successOf(operation, facts);
  return { status, headers, body: String(body) };
}

type NamedFault = readonly [what: string, fault: Fault];

function brokenBy(answer: CannedAnswer): readonly NamedFault[] {
  return [
    ["a connection that is reset at once", { kind: "reset", at: "connect" }],
    ["a connection that is reset after the request", { kind: "reset", at: "request" }],
    ["a connection that is reset after the headers", { kind: "reset", at: "headers", answer }],
    ["an answer that is cut off", { kind: "cut", after: 1, answer }],
    ["an answer that is shorter than it says", { kind: "wrongLength", by: 10, answer }],
  ];
}

function slowedBy(answer: CannedAnswer): readonly NamedFault[] {
  return [
    ["an answer that does not come", { kind: "stall", at: "request" }],
    ["an answer that stops after its headers", { kind: "stall", at: "headers", answer }],
    ["an answer that takes too long", { kind: "drip", bytes: 1, every: 20, answer }],
  ];
}

async function serve(faults: readonly Fault[], use: (url: string) => PromiseLike<unknown>): Promise<void> {
  const server = await faultServer(faults);
  try {
    await use(server.url);
  } finally {
    await server.close();
  }
}
