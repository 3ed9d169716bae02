import { describe as suite, expect, test, vi } from "vitest";
import type { Hooks, Layer, Reply } from "../../templates/runtime/v1/core.js";
import { connect, describe, describeBody, fail, reply, run, stub } from "./fixture.js";

suite("layers", () => {
  const trace =
    (log: string[], name: string): Layer =>
    (next) =>
    async (request) => {
      log.push(`${name}>${request.attempt}`);
      const answer = await next(request);
      log.push(`<${name} ${answer.response.status}`);
      return answer;
    };

  test("stand around the call and around each attempt, the first outermost", async () => {
    const log: string[] = [];
    const { transport } = stub(reply(503), reply(200));
    const layers = { call: [trace(log, "a"), trace(log, "b")], attempt: [trace(log, "c")] };
    await run(connect({ transport, layers, retry: { delay: 0 } }));
    expect(log).toEqual(["a>1", "b>1", "c>1", "<c 503", "c>2", "<c 200", "<b 200", "<a 200"]);
  });

  test("see error answers as answers, and may change, answer and refuse", async () => {
    const { transport, sent } = stub(reply(404));
    const addHeader: Layer = (next) => (request) =>
      next({ ...request, headers: { ...request.headers, "x-added": "1" } });
    const heal: Layer = (next) => async (request) => {
      const answer = await next(request);
      return answer.response.ok ? answer : ({ ...answer, data: "healed", response: new Response() } satisfies Reply);
    };
    expect(await run(connect({ transport, layers: [heal, addHeader] }))).toBe("healed");
    expect(sent[0]?.headers["x-added"]).toBe("1");
    expect(
      (await fail(run(connect({ transport, layers: [() => () => Promise.reject(new Error("closed"))] })))).message,
    ).toBe("closed");
  });

  test("are made once for a client, so that they can remember", async () => {
    let made = 0;
    const layer: Layer = (next) => (made++, next);
    const connection = connect({ ...stub(reply(200)), layers: { call: [layer], attempt: [layer] } });
    await Promise.all([run(connection), run(connection)]);
    expect(made).toBe(2);
  });

  test("that lead elsewhere take no credentials along", async () => {
    const { transport, sent } = stub(reply(200));
    const stray: Layer = (next) => (request) => next({ ...request, url: "https://other.test/" });
    await run(connect({ transport, auth: "secret", layers: [stray] }), describe({ auth: [["bearer"]] }));
    expect(sent[0]?.headers["authorization"]).toBeUndefined();
  });
});

suite("hooks", () => {
  const watch = () => {
    const heard: [string, unknown][] = [];
    const names = ["onRequest", "onResponse", "onRetry"] as const;
    const hooks: Hooks = Object.fromEntries(
      names.map((name) => [name, (event: unknown) => void heard.push([name, event])]),
    );
    return { heard, hooks };
  };

  test("the client's and the call's hear what happens, in order", async () => {
    const client = watch();
    const call = watch();
    const { transport } = stub(reply(503), reply(200));
    await run(connect({ transport, retry: { delay: 0 }, ...client.hooks }), describe(), call.hooks);
    const names = ["onRequest", "onResponse", "onRetry", "onRequest", "onResponse"];
    expect(client.heard.map(([name]) => name)).toEqual(names);
    expect(call.heard.map(([name]) => name)).toEqual(names);
    expect(client.heard[2]?.[1]).toMatchObject({
      operation: "GET /things",
      call: "things.call",
      attempt: 1,
      status: 503,
    });
    expect(client.heard[4]?.[1]).toMatchObject({
      status: 200,
      request: { attempt: 2, method: "GET", url: "https://api.test/v1/things" },
    });
  });

  test("what they throw is thrown outside of the call", async () => {
    const uncaught: unknown[] = [];
    const later = vi.spyOn(globalThis, "queueMicrotask").mockImplementation((work) => {
      expect(work).toThrow("the log is full");
      uncaught.push(work);
    });
    const boom = () => {
      throw new Error("the log is full");
    };
    const { transport } = stub(reply(503), reply(200, { id: 1 }));
    const hooks = { onRequest: boom, onResponse: boom, onRetry: boom };
    expect(await run(connect({ transport, retry: { delay: 0 }, ...hooks }))).toEqual({ id: 1 });
    later.mockRestore();
    expect(uncaught).toHaveLength(5);
  });

  test("no secret is shown to them", async () => {
    const secret = "sk_live_0123456789";
    const { heard, hooks } = watch();
    const answer = reply(200, {}, { "set-cookie": `sid=${secret}`, "x-echo": secret });
    const auth = { query: secret, header: secret, bearer: secret, basic: { username: secret }, cookie: secret };
    const connection = connect({ auth, ...stub(answer), ...hooks });
    const operation = describe({ auth: [["query", "header", "bearer", "cookie"]] });
    await run(connection, operation, {
      headers: { "X-Session-Token": "other-secret" },
      extra: { query: { signature: "third", page: 2 } },
    });
    expect(heard).toHaveLength(2);
    expect(JSON.stringify(heard)).not.toMatch(/sk_live|other-secret|third/);
    expect(heard[0]?.[1]).toMatchObject({
      url: "https://api.test/v1/things?signature=[redacted]&page=2&api_key=[redacted]",
    });
  });
});

suite("extra", () => {
  test("parts travel beside what the contract knows", async () => {
    const { transport, sent } = stub(reply(200));
    const extra = {
      query: { a: [1, 2], b: "ü&", c: undefined, d: null },
      headers: { "X-New": "1" },
      body: { fresh: true },
    };
    await run(connect({ transport, headers: { "x-new": "0" } }), describeBody({ check: () => undefined }), {
      params: { name: "n" },
      extra,
    });
    expect(sent[0]).toMatchObject({
      url: "https://api.test/v1/things?a=1&a=2&b=%C3%BC%26",
      body: '{"name":"n","fresh":true}',
    });
    expect(sent[0]?.headers["x-new"]).toBe("1");
  });
});
