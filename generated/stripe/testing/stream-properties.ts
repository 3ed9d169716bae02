// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { successOf } from "./answers.js";
import { anyArguments, callOperation, failureOf } from "./client-under-test.js";
import type { AnyCall, AnyStream, ContractSuite } from "./client-under-test.js";
import { expect, fail } from "./expect.js";
import type { OperationCase } from "./operation-case.js";
import { writeStream } from "./streams.js";
import type { Answer, Wire } from "./wire.js";

/** Where an answer may be a stream, whoever asks for one gets it as it comes, and nobody gets one in the place of data. */
export function testStreams(suite: ContractSuite, operation: OperationCase, wire: Wire): void {
  const { it } = suite.runner;
  if (operation.streams === undefined) return;
  const { mediaType, items } = operation.streams;
  const begin = (): AnyCall => callOperation(suite, operation, anyArguments(operation));
  const open = (call: AnyCall): Promise<AnyStream> => call.stream?.() ?? fail("the call has no stream");
  const body = writeStream([...items, "größer als ASCII"], mediaType);
  const answer: Answer = { status: 200, headers: { "content-type": mediaType }, body };
  it(`gives an answer as ${mediaType} unread, and its bytes as they come`, async () => {
    const sent = wire.answer(() => answer);
    expect(await (await open(begin())).text()).toBe(body);
    expect(await readBytes(await open(begin()))).toEqual(new TextEncoder().encode(body));
    expect(sent[0]?.headers.get("accept") ?? "").toMatch(new RegExp(`\\b${mediaType.replaceAll(/[^\w/]/g, "\\$&")}`));
  });
  it("gives neither a stream where data is awaited, nor data where a stream is", async () => {
    wire.answer(() => answer);
    expect((await failureOf(begin())).name).toBe("DecodeError");
    wire.answer(() => successOf(operation, suite.facts));
    expect((await failureOf(open(begin()))).name).toBe("DecodeError");
  });
  it("throws an error as a typed one to who awaits a stream", async () => {
    wire.answer(() => ({ status: 418 }));
    expect((await failureOf(open(begin()))).status).toBe(418);
  });
}

async function readBytes(body: AnyStream): Promise<Uint8Array> {
  const bytes: number[] = [];
  const reader = body.stream().getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) bytes.push(...part.value);
  return Uint8Array.from(bytes);
}
