import { anyArguments, callOperation, failureOf } from "./client-under-test.js";
import type { ContractSuite } from "./client-under-test.js";
import { expect } from "./expect.js";
import type { OperationCase } from "./operation-case.js";
import { never } from "./wire.js";
import type { Wire } from "./wire.js";

/** Who gives up, or has waited long enough, is told so. */
export function testPatience(suite: ContractSuite, operation: OperationCase, wire: Wire): void {
  const { it } = suite.runner;
  const fail = async (options: object): Promise<string> =>
    (await failureOf(callOperation(suite, operation, anyArguments(operation), options))).name;
  it("sends nothing for a caller who has given up", async () => {
    const sent = wire.answer(never);
    expect(await fail({ signal: AbortSignal.abort() })).toBe("AbortedError");
    expect(sent).toHaveLength(0);
  });
  it("ends when its caller gives up", async () => {
    const controller = new AbortController();
    const sent = wire.answer(() => {
      controller.abort();
      return never();
    });
    expect(await fail({ signal: controller.signal, retry: 2 })).toBe("AbortedError");
    expect(sent).toHaveLength(1);
  });
  it("ends when its time is over", async () => {
    wire.answer(never);
    expect(await fail({ timeout: 5 })).toBe("TimeoutError");
  });
}
