import { setupServer } from "msw/node";
import { cases } from "../../generated/stripe/contract.cases.js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createStripe, isStripeError } from "../../generated/stripe/index.js";
import { createMocks } from "../../generated/stripe/mocks.js";
import { callOperation } from "../../templates/testing/client-under-test.js";

const mocks = createMocks();
const server = setupServer(...mocks.handlers);
const stripe = createStripe({ auth: "sk_test_1", retry: { delay: 1 } });

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => mocks.reset());
afterAll(() => server.close());

describe("mocks of a client", () => {
  it("answers every operation with a sample that its contract accepts, whatever is asked for", async () => {
    const customer = await stripe.customers.retrieve("cus_7");
    expect(customer.id).toBe("cus_7");
    const created = await stripe.customers.create({ email: "jenny@example.com", metadata: { a: "1" }, balance: 5 });
    expect(created.object).toBe("customer");
    expect(mocks.customers.create.calls.map((call) => call.params)).toEqual([
      { email: "jenny@example.com", metadata: { a: "1" }, balance: 5 },
    ]);
    mocks.assertNoViolations();
  });

  it("answers as it is told: a reply, a sequence, a failure", async () => {
    mocks.customers.delete.reply(200, { id: "cus_1", object: "customer", deleted: true });
    expect(await stripe.customers.delete("cus_1")).toEqual({ id: "cus_1", object: "customer", deleted: true });
    mocks.balance.retrieve.sequence([{ status: 503 }, "reset", { status: 200, body: EMPTY_BALANCE }]);
    expect(await stripe.balance.retrieve()).toEqual(EMPTY_BALANCE);
    expect(mocks.balance.retrieve.calls).toHaveLength(3);
    mocks.charges.retrieve.reply(402, { error: { type: "card_error", decline_code: "lost_card" } } as never);
    const failed = await stripe.charges.retrieve("ch_1").result();
    expect(!failed.ok && isStripeError(failed.error) && failed.error.status).toBe(402);
  });

  it("breaks answers on demand, and names what a test breaks by mistake", async () => {
    mocks.customers.create.invalid("missing-required");
    await expect(stripe.customers.create({}, { validate: { response: "strict" } })).rejects.toMatchObject({
      name: "ValidationError",
    });
    // A customer, or what is left of a deleted one: both have an id.
    mocks.customers.retrieve.invalid("missing-required");
    await expect(stripe.customers.retrieve("cus_1", {}, { validate: { response: "strict" } })).rejects.toMatchObject({
      issues: expect.arrayContaining([expect.objectContaining({ pointer: "/id" })]) as unknown,
    });
    mocks.assertNoViolations();
    mocks.customers.create.reply(200, { id: 7 } as never);
    await stripe.customers.create({});
    expect(() => mocks.assertNoViolations()).toThrow("POST /v1/customers > response /id must be a string");
  });

  it("judges requests by the contract alone", async () => {
    await fetch("https://api.stripe.com/v1/customers", { method: "POST", body: new URLSearchParams({ emial: "x" }) });
    await fetch("https://api.stripe.com/v1/custommers");
    await fetch("https://api.stripe.com/v1/balance", { method: "PATCH" });
    expect(mocks.violations).toEqual([
      { operation: "POST /v1/customers", side: "request", pointer: "/emial", message: "is not in the contract" },
      {
        operation: "POST /v1/customers",
        side: "request",
        pointer: "",
        message: "has no credentials: the contract asks for bearerAuth, or for basicAuth",
      },
      { operation: "GET /v1/custommers", side: "request", pointer: "", message: "no such path in the contract" },
      { operation: "PATCH /v1/balance", side: "request", pointer: "", message: "the contract has only GET there" },
    ]);
  });

  it("remembers what is created, and pages through it", async () => {
    mocks.stateful();
    const made = [];
    for (const name of ["a", "b", "c", "d", "e"])
      made.push(await stripe.customers.create({ name, email: `${name}@example.com` }));
    expect(new Set(made.map((each) => each.id)).size).toBe(5);
    const listed = [];
    for await (const each of stripe.customers.list({ limit: 2 })) listed.push(each.name);
    expect(listed).toEqual(["a", "b", "c", "d", "e"]);
    const filtered = await stripe.customers.list({ email: "c@example.com" });
    expect(filtered.items.map((each) => each.name)).toEqual(["c"]);
    const [first] = made;
    await stripe.customers.update(first?.id ?? "", { name: "A" });
    expect(await stripe.customers.retrieve(first?.id ?? "")).toMatchObject({ name: "A", email: "a@example.com" });
    await stripe.customers.delete(first?.id ?? "");
    const gone = await stripe.customers.retrieve(first?.id ?? "").result();
    expect(!gone.ok && isStripeError(gone.error) && gone.error.status).toBe(404);
    mocks.assertNoViolations();
  });

  it("gives up with the caller", async () => {
    mocks.balance.retrieve.error("timeout");
    await expect(stripe.balance.retrieve({}, { timeout: 30, retry: 0 })).rejects.toMatchObject({
      name: "TimeoutError",
    });
  });
});

const EMPTY_BALANCE = { object: "balance" as const, available: [], pending: [], livemode: false };

describe("every operation of a client", () => {
  const fresh = createMocks();
  beforeEach(() => server.use(...fresh.handlers));
  afterEach(() => server.resetHandlers());
  it.each(cases.flatMap((operation) => operation.given.map((given) => ({ operation, given }))))(
    "$operation.id with its $given.name arguments is accepted, and its answer is",
    async ({ operation, given }) => {
      const issues: unknown[] = [];
      const options = { baseUrl: "https://api.stripe.com", auth: "sk", onValidation: (e: object) => issues.push(e) };
      await callOperation({ create: createStripe }, operation, given, options);
      fresh.assertNoViolations();
      expect(issues).toEqual([]);
    },
  );
});
