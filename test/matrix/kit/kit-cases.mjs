import assert from "node:assert/strict";
import { contractMatchers, faultServer, settleWith, storm } from "conn-gen/testing";
import { setupServer } from "msw/node";
import { createStripe } from "../compiled/generated/stripe/index.js";
import { createMocks } from "../compiled/generated/stripe/mocks.js";
import { checkBalance } from "../compiled/generated/stripe/validators/responses.js";

const BALANCE = { object: "balance", available: [], pending: [], livemode: false };
const answer = { body: JSON.stringify(BALANCE) };

/** What `conn-gen/testing` and a client's own mocks promise, whichever framework runs them; `clock` is its fake timers. */
export function testKit({ describe, it, clock }) {
  const withServer = async (faults, use) => {
    const server = await faultServer(faults);
    const connect = (options) => createStripe({ auth: "sk", baseUrl: server.url, retry: { delay: 1 }, ...options });
    await use(connect, server).finally(() => server.close());
  };

  describe("conn-gen/testing", () => {
    it("breaks connections, and errors have types", () =>
      withServer([{ kind: "reset", at: "request" }], async (connect) => {
        await assert.rejects(connect({ retry: 0 }).balance.retrieve(), { name: "ConnectionError" });
      }));

    it("storms, and patience gets through", () =>
      withServer(storm(2, answer), async (connect, server) => {
        assert.deepEqual(await connect().balance.retrieve(), BALANCE);
        assert.equal(server.requests.length, 3);
      }));

    it("lets backoff run under fake timers", () =>
      withServer(storm(1, answer, { status: 503 }), async (connect) => {
        clock.start();
        try {
          const call = connect({ retry: { delay: 60_000 } }).balance.retrieve();
          assert.deepEqual(await settleWith(call, clock.advance), BALANCE);
        } finally {
          clock.stop();
        }
      }));

    it("holds values against validators", () => {
      assert.equal(contractMatchers.toMatchContract(BALANCE, checkBalance).pass, true);
      assert.equal(contractMatchers.toMatchContract({ ...BALANCE, livemode: "no" }, checkBalance).pass, false);
    });
  });

  describe("a client's mocks", () => {
    it("remember, and name what breaks the contract", async () => {
      const mocks = createMocks().stateful();
      const server = setupServer(...mocks.handlers);
      server.listen();
      try {
        const stripe = createStripe({ auth: "sk" });
        const { id } = await stripe.customers.create({ email: "jenny@example.com" });
        assert.equal((await stripe.customers.retrieve(id)).email, "jenny@example.com");
        mocks.assertNoViolations();
        await stripe.customers.create({ email: 1 }, { validate: { request: "off" }, extra: { body: { wrong: 1 } } });
        assert.throws(() => mocks.assertNoViolations(), /wrong/);
      } finally {
        server.close();
      }
    });
  });
}
