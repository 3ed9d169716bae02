import { describe, expect, it, jest } from "@jest/globals";
import { contractMatchers } from "conn-gen/testing";
import { checkBalance } from "../compiled/generated/stripe/validators/responses.js";
import { testKit } from "./kit-cases.mjs";

const REAL = ["hrtime", "nextTick", "performance", "queueMicrotask", "setImmediate", "setInterval", "Date"];

testKit({
  describe,
  it,
  clock: {
    start: () => jest.useFakeTimers({ doNotFake: REAL }),
    advance: (milliseconds) => jest.advanceTimersByTimeAsync(milliseconds),
    stop: () => jest.useRealTimers(),
  },
});

expect.extend(contractMatchers);
it("extends expect", () => {
  expect({ object: "balance" }).not.toMatchContract(checkBalance);
});
