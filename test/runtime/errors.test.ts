import { inspect } from "node:util";
import { describe as suite, expect, test } from "vitest";
import {
  type ApiError,
  isApiError,
  isCallError,
  isConnectionError,
  isTimeoutError,
} from "../../templates/runtime/v1/core.js";
import { connect, describe, fail, networkError, reply, run, stub } from "./fixture.js";
import { listen, sendJson } from "./loopback.js";

const failWith = async (response: Response) => (await fail(run(connect({ retry: 0, ...stub(response) })))) as ApiError;

suite("an error answer", () => {
  test("carries what is needed to act and to ask for help", async () => {
    const error = await failWith(
      reply(429, { error: { message: "slow down" } }, { "request-id": "req_1", "retry-after": "90" }),
    );
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: "ApiError",
      message: "acme things.call: 429: slow down",
      status: 429,
      body: { error: { message: "slow down" } },
      requestId: "req_1",
      operation: "GET /things",
      client: "acme",
      attempts: 1,
      retryAfter: 90_000,
    });
    expect([error.response.status, error.headers.get("request-id")]).toEqual([429, "req_1"]);
  });

  test.each([
    [{ message: "m" }, ": m"],
    [{ error: "e" }, ": e"],
    [{ error: "invalid_grant", error_description: "d" }, ": d"],
    [{ detail: "d", title: "t" }, ": d"],
    [{ title: "t" }, ": t"],
    [{ errors: [{ message: "first" }] }, ": first"],
    [{ errors: ["first"] }, ": first"],
    [{ code: 7 }, ""],
    ["plain", ": plain"],
    [null, ""],
  ])("finds the message in %o", async (body, message) => {
    expect((await failWith(reply(400, body))).message).toBe(`acme things.call: 400${message}`);
  });

  test("says the reason phrase, and keeps web pages out", async () => {
    const error = await failWith(new Response("<html>busy</html>", { status: 502, statusText: "Bad Gateway" }));
    expect([error.message, error.body]).toEqual(["acme things.call: 502 Bad Gateway", "<html>busy</html>"]);
  });

  test("keeps its status where its body is broken JSON", async () => {
    const broken = new Response('{"a":', { status: 400, headers: { "content-type": "application/json" } });
    expect(await failWith(broken)).toMatchObject({ status: 400, body: '{"a":' });
  });

  test("keeps its status where its body breaks off", async () => {
    const { origin } = await listen((_, response) => {
      response.writeHead(402, { "content-length": 100 }).write("{");
      setTimeout(() => response.socket?.destroy(), 20);
    });
    const error = await fail(run(connect({ baseUrl: origin, retry: 0 }), describe({ method: "POST" })));
    expect(error).toMatchObject({ name: "ApiError", status: 402, body: undefined });
  });

  test("survives a body that is deep beyond reason", async () => {
    const deep = `${'{"error":'.repeat(50_000)}1${"}".repeat(50_000)}`;
    expect(
      await failWith(new Response(deep, { status: 400, headers: { "content-type": "application/json" } })),
    ).toMatchObject({ status: 400 });
  });
});

test("guards know their kind, and errors of another copy of the runtime", async () => {
  const error = await failWith(reply(404));
  expect([isCallError(error), isApiError(error), isApiError(error, "acme"), isApiError(error, "other")]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect([isConnectionError(error), isTimeoutError(error), isApiError(new Error("x")), isApiError(undefined)]).toEqual([
    false,
    false,
    false,
    false,
  ]);
  const other = Object.assign(new Error("x"), {
    name: "ApiError",
    client: "acme",
    status: 404,
    [Symbol.for("conn-gen.error")]: true,
  });
  expect(isApiError(other, "acme")).toBe(true);
});

suite("no secret is seen", () => {
  const secret = "sk_live_0123456789";
  const shownBy = (error: Error) =>
    [
      error.message,
      error.stack,
      JSON.stringify(error),
      inspect(error, { depth: 9, showHidden: true }),
      String(error.cause),
    ].join("\n");
  const auth = [["bearer"], ["basic"], ["header"], ["query"], ["cookie"]];

  test.each([
    ["bearer", secret],
    ["basic", { username: secret, password: secret }],
    ["header", secret],
    ["query", secret],
    ["cookie", secret],
  ])("of %s, in errors of real exchanges", async (id, credential) => {
    const { origin } = await listen(({ url }, response) => {
      if (url.startsWith("/broken")) return void response.socket?.destroy();
      sendJson(response, { message: `the key ${secret} is not valid` }, 401, {
        "set-cookie": "sid=server-side-secret",
      });
    });
    for (const path of ["/things", "/broken"]) {
      const error = await fail(
        run(connect({ baseUrl: origin, retry: 0, auth: { [id]: credential } }), describe({ path, auth })),
      );
      expect(isCallError(error), path).toBe(true);
      expect(shownBy(error)).not.toContain(secret);
      expect(inspect(error, { depth: 9 })).not.toContain("server-side-secret");
      expect(shownBy(error)).not.toContain(btoa(`${secret}:${secret}`));
    }
  });

  test("that a server repeats as it was sent", async () => {
    const { origin } = await listen(({ headers }, response) => sendJson(response, { message: headers }, 400));
    const credentials = { basic: { username: secret, password: secret } };
    const signed = run(connect({ baseUrl: origin, auth: credentials }), describe({ auth }));
    const own = run(connect({ baseUrl: origin }), describe(), { headers: { Authorization: `Token ${secret}` } });
    for (const error of await Promise.all([fail(signed), fail(own)])) {
      expect(shownBy(error)).toContain("[redacted]");
      expect(shownBy(error)).not.toMatch(new RegExp(`${secret}|${btoa(`${secret}:${secret}`)}`));
    }
  });

  test("that a platform writes into its errors", async () => {
    const url = `https://api.test/v1/things?api_key=${secret}`;
    const error = await fail(
      run(
        connect({
          retry: 0,
          auth: { query: secret },
          ...stub(new TypeError(`error sending request for url (${url})`)),
        }),
        describe({ auth }),
      ),
    );
    expect(shownBy(error)).not.toContain(secret);
    const invalid = Object.assign(new TypeError("Invalid URL"), { code: "ERR_INVALID_URL", input: url });
    expect(
      shownBy(await fail(run(connect({ retry: 0, ...stub(new TypeError("fetch failed", { cause: invalid })) })))),
    ).not.toContain(secret);
  });

  test("that no header can carry", async () => {
    const error = await fail(
      run(connect({ auth: { bearer: `${secret}\nx` }, ...stub(reply(200)) }), describe({ auth })),
    );
    expect(error.name).toBe("AuthError");
    expect(shownBy(error)).not.toContain(secret);
  });
});

test("a failed connection says where and why", async () => {
  const error = await fail(
    run(connect({ retry: 0, ...stub(networkError("ENOTFOUND", "getaddrinfo ENOTFOUND api.test")) })),
  );
  expect(error.message).toBe("acme things.call: no connection to https://api.test (ENOTFOUND)");
  expect(error.cause).toMatchObject({ code: "ENOTFOUND" });
});
