import { describe as suite, expect, test } from "vitest";
import type { ClientOptions } from "../../templates/runtime/v1/core.js";
import { fetchTransport } from "../../templates/runtime/v1/transport/fetch.js";
import { kyTransport } from "../../templates/runtime/v1/transport/ky.js";
import { connect, describe, describeBody, fail, reply, run, stub } from "./fixture.js";
import { type Answer, listen, sendJson } from "./loopback.js";

const secret = "s3cr3t-credential";
const all = [["bearer"], ["header"], ["query"], ["cookie"]];
const asText = (value: unknown) => JSON.stringify(value);

suite.each([
  ["ky", kyTransport],
  ["fetch", fetchTransport],
])("over %s", (_, makeTransport) => {
  const open = (baseUrl: string, options: ClientOptions = {}) =>
    connect({ baseUrl, transport: makeTransport(), retry: 0, ...options });

  test.each(["bearer", "header", "query", "cookie"])(
    "the %s credential stays at home, and is there at home",
    async (id) => {
      const away = await listen((_, response) => sendJson(response, { away: true }));
      const home = await listen(({ url }, response, count) => {
        const target = count === 0 ? "/v1/second" : `${away.origin}/third?again=${secret}&page=2`;
        response.writeHead(302, { location: target + (count === 0 ? new URL(url, "http://x").search : "") }).end();
      });
      const data = await run(open(home.origin, { auth: { [id]: secret } }), describe({ auth: all }), {
        headers: { "X-Mine": "private", accept: "application/json" },
      });
      expect(data).toEqual({ away: true });
      expect(home.seen.map((one) => asText(one).split(secret).length)).toEqual([2, 2]);
      expect(away.seen[0]?.url).toBe("/third?page=2");
      expect(asText(away.seen)).not.toContain(secret);
      expect(asText(away.seen)).not.toContain("private");
      expect(away.seen[0]?.headers.accept).toBe("application/json");
    },
  );

  test("an idempotency key goes along, for the call may be repeated", async () => {
    const away = await listen((_, response) => sendJson(response, {}, 503));
    const home = await listen((_, response) => void response.writeHead(307, { location: away.origin }).end());
    const operation = describeBody({ idempotencyHeader: "X-Once" });
    await fail(run(open(home.origin, { retry: { limit: 1, delay: 1 } }), operation, { params: { a: 1 } }));
    const keys = [...home.seen, ...away.seen].map(({ headers }) => headers["x-once"]);
    expect([keys.length, new Set(keys).size, keys[0]]).toEqual([4, 1, expect.any(String)]);
  });

  test("credentials do not come back from a way through another origin", async () => {
    let homeOrigin = "";
    const away = await listen(
      (_, response) => void response.writeHead(307, { location: `${homeOrigin}/internal` }).end(),
    );
    const home = await listen(({ url }, response) =>
      url === "/internal" ? sendJson(response, {}) : void response.writeHead(307, { location: away.origin }).end(),
    );
    homeOrigin = home.origin;
    await run(open(home.origin, { auth: { bearer: secret } }), describe({ auth: all }));
    expect(home.seen.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${secret}`, undefined]);
  });

  test.each([
    [301, "POST", "GET", ""],
    [302, "POST", "GET", ""],
    [303, "POST", "GET", ""],
    [303, "PUT", "GET", ""],
    [301, "PUT", "PUT", '{"a":1}'],
    [307, "POST", "POST", '{"a":1}'],
    [308, "PATCH", "PATCH", '{"a":1}'],
    [302, "HEAD", "HEAD", ""],
    [303, "HEAD", "HEAD", ""],
  ])("%i makes a %s a %s", async (status, method, next, body) => {
    const answer: Answer = (_, response, count) =>
      count === 0 ? void response.writeHead(status, { location: "next" }).end("old body") : sendJson(response, {});
    const { origin, seen } = await listen(answer);
    await run(open(`${origin}/v1`), method === "HEAD" ? describe({ method }) : describeBody({ method }), {
      params: method === "HEAD" ? {} : { a: 1 },
    });
    expect(seen[1]).toMatchObject({ method: next, url: "/v1/next", body });
    expect(seen[1]?.headers["content-type"]).toBe(body ? "application/json" : undefined);
  });

  test("an endless chain ends as the answer that it is", async () => {
    const { origin, seen } = await listen((_, response) => void response.writeHead(302, { location: "/again" }).end());
    expect(await fail(run(open(origin)))).toMatchObject({ name: "ApiError", status: 302 });
    expect(seen).toHaveLength(11);
  });
});

test.each(["", "http://", "file:///etc/passwd", "javascript:alert(1)"])(
  "a redirect to %o is not followed",
  async (location) => {
    const { transport, sent } = stub(reply(302, {}, location ? { location } : {}));
    expect(await fail(run(connect({ transport })))).toMatchObject({ name: "ApiError", status: 302 });
    expect(sent).toHaveLength(1);
  },
);

test("a stream cannot be sent to a second address", async () => {
  const { transport, sent } = stub(reply(307, {}, { location: "/elsewhere" }), reply(200));
  const encode = () => ({ content: new ReadableStream<Uint8Array>(), replayable: false });
  expect(
    await fail(run(connect({ transport }), describe({ method: "POST", body: { from: "flat", encode } }))),
  ).toMatchObject({ status: 307 });
  expect(sent).toHaveLength(1);
});

suite("where the browser hides the address", () => {
  const hidden = () =>
    Object.defineProperties(new Response(null), {
      type: { value: "opaqueredirect" },
      status: { value: 0 },
      ok: { value: false },
    });

  test("the browser follows what carries nothing that could leak", async () => {
    const { transport, sent } = stub(hidden, reply(200, { id: 1 }));
    expect(await run(connect({ transport }))).toEqual({ id: 1 });
    expect(sent.map(({ redirect }) => redirect)).toEqual(["manual", "follow"]);
  });

  test.each([
    ["a credential", { auth: { bearer: secret } }, describe({ auth: all })],
    ["a key in the query", { auth: { query: secret } }, describe({ auth: all })],
    ["a header of the user", { headers: { "x-mine": "1" } }, describe()],
    ["a body", {}, describeBody()],
  ])("everything else fails: %s", async (_, options, operation) => {
    const { transport, sent } = stub(hidden);
    const error = await fail(run(connect({ transport, retry: 0, ...options }), operation));
    expect(error).toMatchObject({ name: "ConnectionError", code: "ERR_OPAQUE_REDIRECT" });
    expect(sent).toHaveLength(1);
  });
});
