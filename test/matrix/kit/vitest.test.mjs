import { contractMatchers } from "conn-gen/testing";
import { describe, expect, it, vi } from "vitest";
import { checkBalance } from "../compiled/generated/stripe/validators/responses.js";
import { testKit } from "./kit-cases.mjs";

testKit({
  describe,
  it,
  clock: {
    start: () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }),
    advance: (milliseconds) => vi.advanceTimersByTimeAsync(milliseconds),
    stop: () => vi.useRealTimers(),
  },
});

expect.extend(contractMatchers);
it("extends expect", () => {
  expect({ object: "balance" }).not.toMatchContract(checkBalance);
});
