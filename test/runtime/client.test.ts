import { inspect } from "node:util";
import { describe as suite, expect, test, vi } from "vitest";
import { bearer, bind, createConnection, request, type RequestOptions } from "../../templates/runtime/v1/core.js";
import { form } from "../../templates/runtime/v1/body/form.js";
import { callAny } from "../../templates/runtime/v1/pages/list.js";
import { type Server, serverChoice, serverTemplate } from "../../templates/runtime/v1/server-choice.js";
import { deepObject } from "../../templates/runtime/v1/styles/deep-object.js";
import { connect, describe, describeBody, fail, reply, run, stub } from "./fixture.js";

suite("bind", () => {
  interface Client {
    readonly things: {
      list(params?: object, options?: RequestOptions): AsyncIterable<unknown> & Promise<unknown>;
      readonly inner: { retrieve(id: string, params?: object, options?: RequestOptions): Promise<unknown> };
    };
    ping(): Promise<unknown>;
    request(method: string, path: string): Promise<unknown>;
  }
  const operations = {
    ping: describe({ call: "ping" }),
    list: describe({ call: "things.list", path: "/things", pages: { items: "", next: () => undefined } }),
    retrieve: describe({ call: "things.inner.retrieve", path: "/things/{id}", target: "id" }),
  };

  test("puts every operation where it is called, with its connection and the parameter given by position", async () => {
    const { transport, sent } = stub(reply(200, { id: 1 }));
    const client = bind<Client>(connect({ transport }), operations, callAny);
    expect(await client.ping()).toEqual({ id: 1 });
    expect(await client.things.inner.retrieve("a", { more: 1 }, { retry: 0 })).toEqual({ id: 1 });
    expect(await client.request("GET", "/new")).toEqual({ id: 1 });
    expect(sent.map(({ url }) => new URL(url).pathname + new URL(url).search)).toEqual([
      "/v1/things",
      "/v1/things/a?more=1",
      "/v1/new",
    ]);
  });

  test("gives lists by their pages", async () => {
    const { transport } = stub(reply(200, [1, 2]));
    const { things: bound } = bind<Client>(connect({ transport }), operations, callAny);
    const items: unknown[] = [];
    for await (const item of bound.list()) items.push(item);
    expect(items).toEqual([1, 2]);
  });
});

suite("request", () => {
  const send = async (method: string, path: string, options: Parameters<typeof request>[3] = {}) => {
    const { transport, sent } = stub(reply(200, { id: 1 }));
    expect(await request(connect({ transport, auth: "abc" }), method, path, options)).toEqual({ id: 1 });
    return sent[0];
  };

  test("sends what no operation describes through every layer", async () => {
    const sent = await send("post", "/brand_new?x=1", {
      query: { a: [1, 2] },
      body: { a: 1 },
      headers: { "X-Mine": "1" },
    });
    expect(sent).toMatchObject({ method: "POST", url: "https://api.test/v1/brand_new?x=1&a=1&a=2", body: '{"a":1}' });
    expect(sent?.headers).toMatchObject({
      authorization: "Bearer abc",
      "content-type": "application/json",
      "x-mine": "1",
    });
  });

  test("leaves bodies as they are", async () => {
    const form = new FormData();
    for (const body of [form, new URLSearchParams({ a: "1" }), "text", new Uint8Array([1]), new Blob(["x"])]) {
      const sent = await send("PUT", "things", { body });
      expect([sent?.body, sent?.headers["content-type"]]).toEqual([body, undefined]);
    }
    expect((await send("PUT", "things", { body: [1] }))?.body).toBe("[1]");
  });

  test("writes plain data as the contract's operations do, or as JSON on demand", async () => {
    const { transport, sent } = stub(reply(200));
    const body = { encode: form, type: "application/x-www-form-urlencoded", each: { encode: deepObject } } as const;
    const common = { body: { ...body, from: "whole" }, idempotencyHeader: "Idempotency-Key" } as const;
    const client = { name: "acme", server: "https://api.test", auth: {} };
    const connection = createConnection({ ...client, transport: () => transport }, { common });
    const data = { a: { b: [1] } };
    await request(connection, "POST", "/new", { body: data });
    await request(connection, "POST", "/new", { body: data, mediaType: "application/json" });
    await request(connection, "POST", "/new", { body: "<a/>", mediaType: "application/xml" });
    const refused = await request(connection, "POST", "/new", { body: data, mediaType: "text/csv" }).result();
    expect(sent.map(({ body: content, headers }) => [content, headers["content-type"]])).toEqual([
      ["a%5Bb%5D%5B0%5D=1", "application/x-www-form-urlencoded"],
      ['{"a":{"b":[1]}}', "application/json"],
      ["<a/>", "application/xml"],
    ]);
    expect(new Set(sent.map(({ headers }) => headers["idempotency-key"])).size).toBe(3);
    expect(refused).toMatchObject({ ok: false, error: { name: "ValidationError", issues: [{ pointer: "/body" }] } });
  });

  test("takes URLs of the client's own origin only", async () => {
    expect((await send("GET", "https://api.test/v2/x"))?.url).toBe("https://api.test/v2/x");
    for (const url of ["https://elsewhere.test/x", "http://api.test/x", "file:///x", "https://api.test@b.test/"]) {
      const error = await fail(request(connect(stub(reply(200))), "GET", url));
      expect([error.name, error.message.includes("https://api.test")]).toEqual(["ValidationError", true]);
    }
  });

  test("is retried and fails as every call does", async () => {
    const { transport, sent } = stub(reply(500, { message: "no" }));
    const error = await fail(request(connect({ transport, retry: { limit: 1, delay: 0 } }), "GET", "/x?token=abc"));
    expect(error).toMatchObject({
      name: "ApiError",
      operation: "GET /x",
      message: "acme request: 500: no",
      attempts: 2,
    });
    expect(sent).toHaveLength(2);
  });
});

suite("where requests go", () => {
  const urlOf = async (options: object, servers: readonly Server[], server?: string) => {
    const { transport, sent } = stub(reply(200));
    const connection = createConnection(
      { name: "acme", server: describeServers(servers), auth: { bearer }, transport: () => transport },
      options,
    );
    await run(connection, describe(server === undefined ? {} : { server }));
    return sent[0]?.url;
  };
  /** As clients do: what leaves no choice is said as it is. */
  const describeServers = (servers: readonly Server[]) => {
    const [first] = servers;
    return servers.length === 1 && typeof first === "string" ? first : serverChoice(servers);
  };
  const eu = serverTemplate("https://{region}.api.test/{version}/", { region: "eu", version: "v1" });

  test.each([
    [{}, ["https://a.test"], "https://a.test/things"],
    [{}, ["https://a.test//"], "https://a.test/things"],
    [{ server: 1 }, ["https://a.test", "https://b.test/v2/"], "https://b.test/v2/things"],
    [{}, [eu], "https://eu.api.test/v1/things"],
    [{ server: { region: "us" } }, ["https://a.test", eu], "https://us.api.test/v1/things"],
    [{ server: { region: "us", version: undefined } }, ["https://a.test", eu], "https://us.api.test/v1/things"],
    [{ baseUrl: "http://localhost:8080/mock/?q#h" }, ["https://a.test"], "http://localhost:8080/mock/things"],
  ])("%o of %o", async (options, servers, url) => {
    expect(await urlOf(options, servers)).toBe(url);
  });

  test("an operation's own server, unless the user gave a base URL for all", async () => {
    expect(await urlOf({}, ["https://a.test/v1"], "https://files.test/")).toBe("https://files.test/things");
    expect(await urlOf({}, ["https://a.test/v1"], "/v2")).toBe("https://a.test/v2/things");
    expect(await urlOf({ baseUrl: "http://mock.test" }, ["https://a.test/v1"], "https://files.test/")).toBe(
      "http://mock.test/things",
    );
  });

  test.each([
    [{}, []],
    [{ server: 3 }, ["https://a.test"]],
    [{}, ["/relative"]],
    [{ baseUrl: "ftp://a.test" }, []],
    [{ baseUrl: "https://user:secret@a.test" }, []],
  ])("%o of %o is a mistake, said at once and without secrets", (options, servers) => {
    const make = () =>
      createConnection(
        { name: "acme", server: describeServers(servers), auth: {}, transport: () => stub().transport },
        options,
      );
    expect(make).toThrow(/^acme: (?!.*secret)/);
  });

  test("paths are relative to the page in a browser", async () => {
    vi.stubGlobal("location", { href: "https://page.test/app/index.html" });
    expect(await urlOf({ baseUrl: "/api" }, [])).toBe("https://page.test/api/things");
    vi.unstubAllGlobals();
  });
});

test.each([
  { timeout: -5 },
  { timeout: 0 },
  { timeout: Number.NaN },
  { timeout: "5" as unknown as number },
  { deadline: -1 },
  { retry: -1 },
  { retry: { limit: -1 } },
  { retry: { delay: Number.NaN } },
])("%o is a mistake, said at once", async (options) => {
  const said = /^acme: `(timeout|deadline|retry|limit|delay)` must be a number,/;
  expect(() => connect(options)).toThrow(said);
  expect((await fail(run(connect(stub(reply(200))), describe(), options))).message).toMatch(said);
});

test("a connection shows no credentials", () => {
  const secret = "sk_live_51HxSecret";
  const connection = connect({ auth: { bearer: secret }, headers: { authorization: secret } });
  const client = bind(connection, {});
  const shown = [connection, client, { connection }].map((each) => inspect(each, { depth: 9 }) + JSON.stringify(each));
  expect(shown.join()).not.toContain(secret);
  expect(JSON.parse(JSON.stringify(connection))).toMatchObject({ baseUrl: "https://api.test/v1" });
});

test("a header may have any name", async () => {
  const { transport, sent } = stub(reply(200));
  await run(connect({ transport }), describe(), { headers: JSON.parse('{ "__proto__": "1", "constructor": "2" }') });
  const { headers = {} } = sent[0] ?? {};
  expect(Object.entries(headers)).toEqual(
    expect.arrayContaining([
      ["__proto__", "1"],
      ["constructor", "2"],
    ]),
  );
});

test("headers: the call's over the params', those over the client's; what cannot be sent is refused without being shown", async () => {
  const { transport, sent } = stub(reply(200));
  const operation = describeBody({ params: { version: { in: "header", key: "X-Version" } } });
  const connection = connect({ transport, headers: { "X-Version": "client", "x-client": "1", "x-none": undefined } });
  await run(connection, operation, { params: { version: "params" } });
  await run(connection, operation, {
    params: { version: "params" },
    headers: { "x-version": "call", Accept: "text/plain" },
  });
  expect(sent.map(({ headers }) => headers["x-version"])).toEqual(["params", "call"]);
  expect(sent[1]?.headers).toEqual({
    accept: "text/plain",
    "content-type": "application/json",
    "x-client": "1",
    "x-version": "call",
  });
  const error = await fail(run(connection, operation, { headers: { "x-bad": "secret\r\nx: y" } }));
  expect([error.name, error.message.includes("secret")]).toEqual(["ValidationError", false]);
});
