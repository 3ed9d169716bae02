import type { ServerResponse } from "node:http";
import ky from "ky";
import { describe as suite, expect, test, vi } from "vitest";
import type { ClientOptions, RetryEvent } from "../../templates/runtime/v1/core.js";
import { bytes, type BinaryBody } from "../../templates/runtime/v1/read/bytes.js";
import { fetchTransport } from "../../templates/runtime/v1/transport/fetch.js";
import { kyTransport } from "../../templates/runtime/v1/transport/ky.js";
import { connect, describe, fail, run, stub } from "./fixture.js";
import { findDeadPort, listen, sendJson } from "./loopback.js";

const never = () => undefined;
const half = (response: ServerResponse) =>
  void response.writeHead(200, { "content-type": "application/json" }).write('{"a":');

suite.each([
  // Given, because the transport loads its own with the first request, which takes longer than the limits here.
  ["ky", () => kyTransport(ky)],
  ["fetch", fetchTransport],
])("over %s", (_, makeTransport) => {
  const open = (baseUrl: string, options: ClientOptions = {}) =>
    connect({ baseUrl, transport: makeTransport(), retry: 0, ...options });

  suite("an abort", () => {
    test("before sending sends nothing", async () => {
      const { origin, seen } = await listen((_, response) => sendJson(response, {}));
      const reason = new Error("changed my mind");
      const error = await fail(run(open(origin), describe(), { signal: AbortSignal.abort(reason) }));
      expect([error.name, error.cause, seen.length]).toEqual(["AbortedError", reason, 0]);
    });

    test.each([
      ["before the headers", never],
      ["amid the body", half],
    ])("%s ends the request", async (_, answer) => {
      const controller = new AbortController();
      const { origin, hangups } = await listen((_, response) => {
        answer(response);
        setTimeout(() => controller.abort(), 20);
      });
      const error = await fail(run(open(origin), describe(), { signal: controller.signal }));
      expect(error).toMatchObject({ name: "AbortedError", client: "acme", attempts: 1 });
      await vi.waitFor(() => expect(hangups).toHaveLength(1));
    });

    test("ends the wait between attempts", async () => {
      const controller = new AbortController();
      const { origin, seen } = await listen((_, response) => sendJson(response, {}, 503, { "retry-after": "30" }));
      const onRetry = () => void setTimeout(() => controller.abort(), 5);
      const error = await fail(run(open(origin, { retry: 2, onRetry }), describe(), { signal: controller.signal }));
      expect([error.name, seen.length]).toEqual(["AbortedError", 1]);
    });

    test("reaches a body that is read after the call", async () => {
      const controller = new AbortController();
      const { origin, hangups } = await listen((_, response) => half(response));
      const body = (await run(open(origin), describe({ read: bytes }), { signal: controller.signal })) as BinaryBody;
      const reading = fail(body.text());
      controller.abort();
      expect((await reading).name).toBe("AbortedError");
      await vi.waitFor(() => expect(hangups).toHaveLength(1));
    });
  });

  suite("a timeout", () => {
    test.each([
      ["before the headers", never],
      ["amid the body", half],
    ])("%s ends the attempt", async (_, answer) => {
      const { origin, hangups, seen } = await listen((_, response) => void answer(response));
      const error = await fail(run(open(origin, { timeout: 250, retry: { limit: 1, delay: 1 } })));
      expect(error).toMatchObject({ name: "TimeoutError", option: "timeout", limit: 250, attempts: 2 });
      expect(seen).toHaveLength(2);
      await vi.waitFor(() => expect(hangups).toHaveLength(2));
    });

    test("is for each attempt, the deadline for all", async () => {
      const { origin, seen } = await listen(
        (_, response, count) => void (count === 2 && sendJson(response, { ok: true })),
      );
      const options = { timeout: 300, retry: { limit: 9, delay: 1 } };
      expect(await run(open(origin, options))).toEqual({ ok: true });
      seen.length = 0;
      const error = await fail(run(open(origin, { ...options, deadline: 400 }), describe({ path: "/never" })));
      expect(error).toMatchObject({ name: "TimeoutError", option: "deadline", limit: 400 });
    });

    test("ends at the headers where the body is streamed", async () => {
      const { origin } = await listen((_, response) => {
        half(response);
        setTimeout(() => response.end("1}"), 900);
      });
      const body = (await run(open(origin, { timeout: 500, deadline: 700 }), describe({ read: bytes }))) as BinaryBody;
      expect(await body.text()).toBe('{"a":1}');
    });
  });

  test("the deadline ends the wait between attempts", async () => {
    const { origin } = await listen((_, response) => sendJson(response, {}, 500));
    vi.spyOn(Math, "random").mockReturnValue(0);
    const error = await fail(run(open(origin, { retry: { limit: 1e6 }, deadline: 30 })));
    vi.restoreAllMocks();
    expect(["TimeoutError", "ApiError"]).toContain(error.name);
  });

  test("a dead port refuses, whatever the method, and says so", async () => {
    const retries: RetryEvent[] = [];
    const port = await findDeadPort();
    const onRetry = (event: RetryEvent) => void retries.push(event);
    const connection = open(`http://127.0.0.1:${port}`, { retry: { limit: 1, delay: 1 }, onRetry });
    const error = await fail(run(connection, describe({ method: "POST" })));
    expect(error).toMatchObject({ name: "ConnectionError", code: "ECONNREFUSED", unsent: true, attempts: 2 });
    expect(error.message).toBe(`acme things.call: no connection to http://127.0.0.1:${port} (ECONNREFUSED)`);
    expect(retries).toHaveLength(1);
  });

  test("a reset connection is tried again only where that does no harm", async () => {
    const { origin, seen } = await listen((_, response) => void response.socket?.resetAndDestroy());
    const connection = open(origin, { retry: { limit: 1, delay: 1 } });
    expect(await fail(run(connection))).toMatchObject({ name: "ConnectionError", unsent: false, attempts: 2 });
    expect(await fail(run(connection, describe({ method: "POST" })))).toMatchObject({
      name: "ConnectionError",
      attempts: 1,
    });
    expect(seen).toHaveLength(3);
  });

  test("a body that breaks off is a broken connection", async () => {
    const { origin } = await listen((_, response) => {
      half(response);
      setTimeout(() => response.socket?.resetAndDestroy(), 10);
    });
    expect(await fail(run(open(origin)))).toMatchObject({ name: "ConnectionError", unsent: false });
  });

  test("one that is read after the call too; to read it twice is a mistake", async () => {
    const { origin } = await listen((_, response) => {
      half(response);
      setTimeout(() => response.socket?.destroy(), 20);
    });
    const body = (await run(open(origin), describe({ read: bytes }))) as BinaryBody;
    expect(await fail(body.bytes())).toMatchObject({
      name: "ConnectionError",
      operation: "GET /things",
      unsent: false,
    });
    expect(await fail(body.text())).not.toHaveProperty("operation");
  });

  test("a 429 on a POST is survived", async () => {
    const { origin, seen } = await listen((_, response, count) =>
      count === 0 ? sendJson(response, {}, 429, { "retry-after-ms": "5" }) : sendJson(response, { id: 1 }),
    );
    expect(await run(open(origin, { retry: 2 }), describe({ method: "POST" }))).toEqual({ id: 1 });
    expect(seen.map(({ method }) => method)).toEqual(["POST", "POST"]);
  });
});

suite("nothing is left behind", () => {
  test("no listener on the caller's signal", async () => {
    const { signal } = new AbortController();
    const listeners = new Set<unknown>();
    vi.spyOn(signal, "addEventListener").mockImplementation((_, listener) => void listeners.add(listener));
    vi.spyOn(signal, "removeEventListener").mockImplementation((_, listener) => void listeners.delete(listener));
    const failing = new Response(null, { status: 500 });
    const { transport } = stub(failing, () => Response.json({ listeners: listeners.size }));
    const data = await run(connect({ transport, deadline: 1000, retry: { delay: 1 } }), describe(), { signal });
    expect(data).toEqual({ listeners: 1 });
    expect(listeners.size).toBe(0);
  });

  test("no timer", async () => {
    vi.useFakeTimers();
    const { transport } = stub(new Response(null, { status: 500 }), Response.json({}));
    const calling = run(connect({ transport, deadline: 100_000 }));
    await vi.advanceTimersByTimeAsync(5_000);
    await calling;
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  test("no timer, where a layer throws at once", async () => {
    vi.useFakeTimers();
    const broken = () => () => {
      throw new Error("a bug");
    };
    const error = await fail(run(connect({ deadline: 100_000, layers: [broken], ...stub(Response.json({})) })));
    expect([error.message, vi.getTimerCount()]).toEqual(["a bug", 0]);
    vi.useRealTimers();
  });

  test("no request of a call that was given up while its credential was awaited", async () => {
    const controller = new AbortController();
    const { transport, sent } = stub(Response.json({}));
    const onRequest = vi.fn();
    const bearer = async () => {
      controller.abort();
      return "a-token";
    };
    const connection = connect({ transport, onRequest, auth: { bearer } });
    const { signal } = controller;
    const error = await fail(run(connection, describe({ auth: [["bearer"]] }), { signal }));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([error.name, sent.length, onRequest.mock.calls.length]).toEqual(["AbortedError", 0, 0]);
  });

  test("no hanging call, where a transport does not heed its signal", async () => {
    const deaf = () => new Promise<Response>(() => undefined);
    expect(await fail(run(connect({ transport: deaf, timeout: 5, retry: 0 })))).toMatchObject({ name: "TimeoutError" });
    const signal = AbortSignal.timeout(5);
    const error = await fail(run(connect({ transport: deaf }), describe(), { signal }));
    expect([error.name, (error.cause as Error).name]).toEqual(["AbortedError", "TimeoutError"]);
  });
});

test("after a timeout only what may act twice is sent again", async () => {
  const calls = { GET: 0, POST: 0 };
  const transport = ({ method }: { readonly method: string }) => {
    calls[method as keyof typeof calls]++;
    return new Promise<Response>(never);
  };
  const connection = connect({ transport, timeout: 5, retry: { limit: 1, delay: 1 } });
  for (const method of ["GET", "POST"])
    expect(await fail(run(connection, describe({ method })))).toMatchObject({ name: "TimeoutError" });
  expect(calls).toEqual({ GET: 2, POST: 1 });
});

test("Infinity is no timeout", async () => {
  vi.useFakeTimers();
  const { transport } = stub(
    () => new Promise<Response>((resolve) => setTimeout(() => resolve(Response.json(1)), 1e9)),
  );
  const calling = run(connect({ transport, timeout: Infinity }));
  await vi.advanceTimersByTimeAsync(1e9);
  expect(await calling).toBe(1);
  vi.useRealTimers();
});
