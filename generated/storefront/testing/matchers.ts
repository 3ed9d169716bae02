// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Check, Issue } from "./mocks/mock-facts.js";

/** What a matcher of vitest's and jest's `expect` gives. */
interface Matched {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * Matchers for `expect.extend(contractMatchers)`: `expect(body).toMatchContract(checkCustomer)` holds a value against a
 * validator of the client, `validators/responses.js` or `validators/requests.js`.
 */
export const contractMatchers = {
  toMatchContract(received: unknown, check: Check): Matched {
    const issues: Issue[] = [];
    check({ issues }, received);
    const said = issues.map(({ pointer, message }) => `  ${pointer === "" ? "(the value)" : pointer} ${message}`);
    return {
      pass: issues.length === 0,
      message: () =>
        issues.length === 0
          ? "expected a value that breaks the contract, but it keeps it"
          : `the contract is broken:\n${said.join("\n")}`,
    };
  },
};
