import { afterEach, describe, expect, it, vi } from "vitest";
import { createStripe } from "../../generated/stripe/index.js";
import { checkBalance } from "../../generated/stripe/validators/responses.js";
import { faultServer, storm } from "../../templates/testing/faults.js";
import type { Fault, FaultServer } from "../../templates/testing/faults.js";
import { contractMatchers } from "../../templates/testing/matchers.js";
import { settleWith } from "../../templates/testing/timers.js";

const BALANCE = { object: "balance", available: [], pending: [], livemode: false };
const answer = { body: JSON.stringify(BALANCE) };
const good: Fault = { kind: "answer", answer };

let server: FaultServer;
afterEach(() => server.close());

async function retrieve(faults: readonly Fault[], options: object = {}): Promise<unknown> {
  server = await faultServer(faults);
  return createStripe({ auth: "sk", baseUrl: server.url, retry: { delay: 1 }, ...options }).balance.retrieve();
}

describe("faultServer", () => {
  it.each<[string, Fault, string]>([
    ["resets at once", { kind: "reset", at: "connect" }, "ConnectionError"],
    ["resets after the request", { kind: "reset", at: "request" }, "ConnectionError"],
    ["resets after the headers", { kind: "reset", at: "headers", answer }, "ConnectionError"],
    ["cuts the body", { kind: "cut", after: 5, answer }, "ConnectionError"],
    ["stalls", { kind: "stall", at: "request" }, "TimeoutError"],
    ["stalls after the headers", { kind: "stall", at: "headers", answer }, "TimeoutError"],
    ["drips too slowly", { kind: "drip", bytes: 1, every: 20, answer }, "TimeoutError"],
    ["promises more than it sends", { kind: "wrongLength", by: 10, answer }, "ConnectionError"],
    ["leads elsewhere without end", { kind: "redirect", to: "/v1/balance" }, "ApiError"],
  ])("%s: a %s fault is a typed error, and one good answer later a result", async (_, fault, name) => {
    const timeout = name === "TimeoutError" ? 400 : 20_000;
    await expect(retrieve([fault], { retry: 0, timeout })).rejects.toMatchObject({ name });
    await server.close();
    expect(await retrieve([fault, good], { timeout })).toEqual(BALANCE);
    expect(server.requests.at(-1)).toBe("GET /v1/balance HTTP/1.1");
  });

  it("stops listening", async () => {
    await expect(retrieve([{ kind: "refuse" }], { retry: 0 })).rejects.toMatchObject({ name: "ConnectionError" });
  });

  it("storms with 429, and a client with patience gets through", async () => {
    expect(await retrieve(storm(2, answer))).toEqual(BALANCE);
    expect(server.requests).toHaveLength(3);
  });
});

describe("settleWith", () => {
  it("lets retries and backoff run their course without their time", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      server = await faultServer([{ kind: "answer", answer: { status: 503, headers: { "retry-after": "50" } } }, good]);
      const stripe = createStripe({ auth: "sk", baseUrl: server.url });
      const call = stripe.balance.retrieve();
      expect(await settleWith(call, (ms) => vi.advanceTimersByTimeAsync(ms))).toEqual(BALANCE);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("toMatchContract", () => {
  it("holds a value against a validator and says where it breaks", async () => {
    server = await faultServer([good]);
    expect(contractMatchers.toMatchContract(BALANCE, checkBalance).pass).toBe(true);
    const { pass, message } = contractMatchers.toMatchContract({ ...BALANCE, livemode: "no" }, checkBalance);
    expect(pass).toBe(false);
    expect(message()).toContain("/livemode must be true or false");
  });
});
