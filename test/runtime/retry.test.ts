import { afterEach, beforeEach, describe as suite, expect, test, vi } from "vitest";
import type { ApiError, ClientOptions, RetryEvent } from "../../templates/runtime/v1/core.js";
import {
  connect,
  describe,
  describeBody,
  fail,
  networkError,
  reply,
  run,
  stub,
  type TestOperation,
} from "./fixture.js";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-22T10:00:00Z") });
  vi.spyOn(Math, "random").mockReturnValue(1);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** How many requests a call makes that always gets this answer, and how long it waits before each further one. */
async function count(answer: Response | Error, operation: TestOperation = describe(), options: ClientOptions = {}) {
  const { transport, sent } = stub(answer);
  const waits: number[] = [];
  const onRetry = ({ wait }: RetryEvent) => void waits.push(wait);
  const failing = fail(run(connect({ transport, onRetry, ...options }), operation));
  await vi.runAllTimersAsync();
  return { sent, waits, error: await failing };
}

const get = describe();
const post = describeBody();
const keyed = describeBody({ idempotencyHeader: "Idempotency-Key" });

suite("what is repeated", () => {
  const repeatable = [408, 425, 429, 500, 502, 503, 504];
  const others = [400, 401, 402, 403, 404, 405, 409, 410, 422, 501, 505];

  test.each(repeatable)("%i: what may act twice", async (status) => {
    for (const method of ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]) {
      expect((await count(reply(status), describe({ method }))).sent, method).toHaveLength(3);
    }
    expect((await count(reply(status), keyed)).sent).toHaveLength(3);
  });

  test.each(repeatable)("%i: a POST only where the server surely did not act", async (status) => {
    expect((await count(reply(status), post)).sent).toHaveLength(status === 429 ? 3 : 1);
    expect((await count(reply(status), describe({ method: "PATCH" }))).sent).toHaveLength(status === 429 ? 3 : 1);
  });

  test.each(others)("%i: never without a reason", async (status) => {
    expect((await count(reply(status))).sent).toHaveLength(1);
    expect((await count(reply(status), keyed)).sent).toHaveLength(status === 409 ? 3 : 1);
  });

  test("503 and 403 with an invitation: any method", async () => {
    const invited = (status: number, headers: Record<string, string>) => count(reply(status, {}, headers), post);
    expect((await invited(503, { "retry-after": "1" })).waits).toEqual([1500, 2000]);
    expect((await invited(403, { "retry-after": "1" })).waits).toEqual([1500, 2000]);
    expect((await invited(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "2" })).waits).toEqual([
      2500, 3000,
    ]);
    expect((await invited(403, { "x-ratelimit-remaining": "1", "x-ratelimit-reset": "2" })).sent).toHaveLength(1);
    expect((await invited(500, { "retry-after": "1" })).sent).toHaveLength(1);
  });

  test.each([
    "ENOTFOUND",
    "EAI_AGAIN",
    "ECONNREFUSED",
    "UND_ERR_CONNECT_TIMEOUT",
    "CERT_HAS_EXPIRED",
    "EPROTO",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
  ])("%s: any method, because nothing was sent", async (code) => {
    expect((await count(networkError(code, "no"), post)).sent).toHaveLength(3);
  });

  test.each(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET", "ETIMEDOUT"])("%s: only what may act twice", async (code) => {
    expect((await count(networkError(code, `read ${code}`))).sent).toHaveLength(3);
    expect((await count(networkError(code, `read ${code}`), keyed)).sent).toHaveLength(3);
    expect((await count(networkError(code, `read ${code}`), post)).sent).toHaveLength(1);
  });

  test("a stream is sent once", async () => {
    const encode = () => ({ content: new ReadableStream<Uint8Array>(), replayable: false });
    const upload = describe({ method: "PUT", body: { from: "flat", encode } });
    expect((await count(networkError("ECONNREFUSED"), upload)).sent).toHaveLength(1);
    expect((await count(reply(503), upload)).sent).toHaveLength(1);
  });

  test("what a layer throws is not", async () => {
    const refuse = vi.fn(() => Promise.reject(new Error("open circuit")));
    const { error, sent } = await count(reply(200), get, { layers: { attempt: [() => refuse] } });
    expect([error.message, sent.length, refuse.mock.calls.length]).toEqual(["open circuit", 0, 1]);
  });
});

suite("how often and when", () => {
  test("twice more by default, after a random wait below a limit that doubles", async () => {
    expect((await count(reply(500))).waits).toEqual([500, 1000]);
    vi.mocked(Math.random).mockReturnValue(0.25);
    expect((await count(reply(500))).waits).toEqual([125, 250]);
  });

  test("as the client or the call says", async () => {
    expect((await count(reply(500), get, { retry: 0 })).sent).toHaveLength(1);
    expect((await count(reply(500), get, { retry: { limit: 6, delay: 1000, maxDelay: 5000 } })).waits).toEqual([
      1000, 2000, 4000, 5000, 5000, 5000,
    ]);
    const { transport, sent } = stub(reply(500));
    const failing = fail(run(connect({ transport, retry: 5 }), get, { retry: 1 }));
    await vi.runAllTimersAsync();
    expect(await failing).toMatchObject({ attempts: 2 });
    expect(sent).toHaveLength(2);
  });

  test("until it succeeds", async () => {
    const { transport, sent } = stub(reply(503), networkError("ECONNRESET", "read ECONNRESET"), reply(200, { id: 1 }));
    const calling = run(connect({ transport }), get);
    await vi.runAllTimersAsync();
    expect(await calling).toEqual({ id: 1 });
    expect(sent).toHaveLength(3);
  });

  test("a little after the server says, for it says the same to all, and at once not at all where it says too much", async () => {
    expect((await count(reply(429, {}, { "retry-after": "0" }))).waits).toEqual([500, 1000]);
    vi.mocked(Math.random).mockReturnValue(0.25);
    expect((await count(reply(429, {}, { "retry-after": "60" }))).waits).toEqual([60_125, 60_250]);
    const far = await count(reply(429, {}, { "retry-after": "61" }));
    expect(far.sent).toHaveLength(1);
    expect((far.error as ApiError).retryAfter).toBe(61_000);
    expect((await count(reply(429, {}, { "retry-after": "61" }), get, { retry: { maxWait: 90_000 } })).waits).toEqual([
      61_125, 61_250,
    ]);
  });

  test("not before, be it longer than timers can count", async () => {
    const { transport, sent } = stub(reply(429, {}, { "retry-after": "2592000" }), reply(200));
    const calling = run(connect({ transport, retry: { maxWait: Infinity } }), get);
    await vi.advanceTimersByTimeAsync(2 ** 31 - 2);
    expect(sent).toHaveLength(1);
    await vi.runAllTimersAsync();
    await calling;
  });

  test("not where the wait would outlast the deadline", async () => {
    const { sent, error } = await count(reply(503, {}, { "retry-after": "5" }), get, { deadline: 4_000 });
    expect(sent).toHaveLength(1);
    expect(error).toMatchObject({ name: "ApiError", status: 503, retryAfter: 5_000 });
  });
});

suite("idempotency keys", () => {
  const header = "idempotency-key";

  test("one for all attempts of a call, another for the next call", async () => {
    const { transport, sent } = stub(reply(500), reply(500), reply(200), reply(200));
    const connection = connect({ transport });
    const both = run(connection, keyed).then(() => run(connection, keyed));
    await vi.runAllTimersAsync();
    await both;
    const keys = sent.map(({ headers }) => headers[header]);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys.slice(0, 3)).toEqual([keys[0], keys[0], keys[0]]);
    expect(keys[3]).not.toBe(keys[0]);
  });

  test("the caller's, in the header that the contract or the client names", async () => {
    const first = async (
      operation: TestOperation,
      options: ClientOptions,
      call: { idempotencyKey?: string; headers?: Record<string, string> },
    ) => {
      const { transport, sent } = stub(reply(200));
      await run(connect({ transport, ...options }), operation, call);
      return sent[0]?.headers;
    };
    expect(await first(keyed, {}, { idempotencyKey: "mine" })).toMatchObject({ [header]: "mine" });
    expect(await first(keyed, {}, { headers: { "Idempotency-Key": "mine" } })).toMatchObject({ [header]: "mine" });
    expect(await first(post, { idempotencyHeader: "X-Once" }, { idempotencyKey: "mine" })).toMatchObject({
      "x-once": "mine",
    });
    expect(await first(post, {}, { idempotencyKey: "mine" })).toMatchObject({ [header]: "mine" });
    expect(await first(post, { idempotencyHeader: "X-Once" }, {})).toHaveProperty("x-once");
    expect(await first(get, { idempotencyHeader: "X-Once" }, {})).not.toHaveProperty("x-once");
    expect(await first(post, {}, {})).not.toHaveProperty(header);
  });
});

test("a key that the user writes as a header makes a call repeatable too", async () => {
  const { sent } = await count(reply(503), post, { headers: { "Idempotency-Key": "mine" } });
  expect(sent.map(({ headers }) => headers["idempotency-key"])).toEqual(["mine", "mine", "mine"]);
});

test("an empty key is none", async () => {
  const { sent } = await count(reply(503), post, {});
  const empty = stub(reply(503));
  await fail(run(connect({ transport: empty.transport }), post, { idempotencyKey: "" }));
  expect([sent.length, empty.sent.length]).toEqual([1, 1]);
  const { transport, sent: made } = stub(reply(200));
  await run(connect({ transport }), keyed, { idempotencyKey: "" });
  expect(made[0]?.headers["idempotency-key"]).toMatch(/^[\da-f-]{36}$/);
});

test("the budget ends the retries of a client that fails all the time, and refills with its calls", async () => {
  const { transport, sent } = stub(reply(500));
  const connection = connect({ transport, retry: { delay: 0 } });
  const fails = async (calls: number) => {
    const before = sent.length;
    for (let index = 0; index < calls; index++) {
      const failing = fail(run(connection));
      await vi.runAllTimersAsync();
      await failing;
    }
    return sent.length - before - calls;
  };
  expect(await fails(100)).toBeLessThanOrEqual(10 + 20);
  expect(await fails(100)).toBeLessThanOrEqual(20);
  expect(await fails(100)).toBeGreaterThanOrEqual(19);
});

test("the budget is back after a while, however few calls there were", async () => {
  const { transport, sent } = stub(reply(500));
  const connection = connect({ transport, retry: { delay: 0 } });
  const failAll = async (calls: number) => {
    const all = Promise.all(Array.from({ length: calls }, () => fail(run(connection))));
    await vi.runAllTimersAsync();
    await all;
  };
  await failAll(20);
  sent.length = 0;
  await failAll(1);
  expect(sent).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(10_000);
  await failAll(1);
  expect(sent).toHaveLength(1 + 3);
});

test("a storm of 429 is waited out by all who meet it, with the budget untouched", async () => {
  const refused = reply(429, {}, { "retry-after": "1" });
  const { transport, sent } = stub(...Array.from({ length: 100 }, () => refused), reply(200, { id: 1 }));
  const connection = connect({ transport });
  const all = Promise.all(Array.from({ length: 100 }, () => run(connection)));
  await vi.runAllTimersAsync();
  expect(new Set((await all).map((each) => JSON.stringify(each)))).toEqual(new Set(['{"id":1}']));
  expect([sent.length, connection.budget]).toEqual([200, 10]);
});
