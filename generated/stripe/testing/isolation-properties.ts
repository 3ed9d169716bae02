// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { successOf } from "./answers.js";
import { BASE_URL } from "./base-url.js";
import { anyArguments, callOperation } from "./client-under-test.js";
import type { ContractSuite } from "./client-under-test.js";
import { expect } from "./expect.js";
import type { Wire } from "./wire.js";

const SIDES = ["one", "two"] as const;

/** Two clients at the same time share nothing: neither their server, nor their headers, nor what they wait for. */
export function testIsolation(suite: ContractSuite, wire: Wire): void {
  const { it } = suite.runner;
  const some = suite.cases.slice(0, 10);
  it("keeps two clients apart", async () => {
    const sent = wire.answer(({ headers }) => {
      const operation = some.find((each) => each.id === headers.get("x-operation"));
      return operation === undefined ? { status: 599 } : successOf(operation, suite.facts);
    });
    const calls = some.flatMap((operation) =>
      SIDES.map((side) =>
        callOperation(suite, operation, anyArguments(operation), {
          baseUrl: `${BASE_URL}/${side}`,
          headers: { "x-side": side, "x-operation": operation.id },
        }),
      ),
    );
    await Promise.all(calls);
    const mixed = sent.filter(({ url, headers }) => !url.startsWith(`${BASE_URL}/${headers.get("x-side")}/`));
    expect(mixed.map(({ url }) => url)).toEqual([]);
    for (const side of SIDES)
      expect(sent.filter(({ headers }) => headers.get("x-side") === side)).toHaveLength(some.length);
  });
}
