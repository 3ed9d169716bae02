import { describe as suite, expect, it } from "vitest";
import { callBatched } from "../../templates/runtime/v1/batch/call-batched.js";
import type { Connection, RequestOptions } from "../../templates/runtime/v1/core.js";
import { isApiError } from "../../templates/runtime/v1/core.js";
import type { Batch, Operation } from "../../templates/runtime/v1/operation.js";
import { cursor } from "../../templates/runtime/v1/pages/cursor.js";
import { form } from "../../templates/runtime/v1/styles/form.js";
import { connect, describe, fail } from "./fixture.js";
import { listen, type Seen, sendJson } from "./loopback.js";

const list: Operation = describe({
  call: "things.list",
  params: { ids: { in: "query", encode: form } },
  pages: { next: cursor, items: "/items", cursor: "/next", param: "cursor" },
});
const retrieve = (more: Partial<Batch> = {}): Operation =>
  describe({
    call: "things.retrieve",
    path: "/things/{id}",
    target: "id",
    replies: { 404: "checkProblem" },
    batch: { list: () => list, ids: "ids", items: "/items", key: "/id", max: 3, shared: ["locale"], ...more },
  });

const idsOf = ({ url }: Seen): string[] => new URL(url, "http://x").searchParams.getAll("ids");

/** A shop whose things are all there, but for `gone`; a list that is asked for `bad` refuses. */
async function shop(options: { readonly pageSize?: number; readonly failing?: boolean } = {}) {
  const { pageSize = 100, failing = false } = options;
  const server = await listen((request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://x");
    const ids = idsOf(request);
    if (failing) return sendJson(response, { message: "overloaded" }, 500);
    if (pathname !== "/things") return sendJson(response, { id: pathname.split("/").at(-1), alone: true });
    if (ids.includes("bad")) return sendJson(response, { message: "bad id" }, 400);
    const start = Number(searchParams.get("cursor") ?? 0);
    const items = ids.filter((id) => id !== "gone").map((id) => ({ id, locale: searchParams.get("locale") }));
    const end = start + pageSize;
    sendJson(response, { items: items.slice(start, end), ...(end < items.length && { next: String(end) }) });
  });
  const operation = retrieve();
  const connection: Connection = connect({ baseUrl: server.origin, retry: 0 });
  const get = (id: unknown, params: object = {}, given?: RequestOptions) =>
    callBatched<{ id: string }, never>(connection, operation, { ...params, id }, given);
  return { ...server, get };
}

suite("calls that one list answers", () => {
  it("are one request, each with its own item, whatever the order", async () => {
    const { get, seen } = await shop();
    const all = await Promise.all([get("b"), get("a"), get("b")]);
    expect(all).toMatchObject([{ id: "b" }, { id: "a" }, { id: "b" }]);
    expect(all[0]).not.toBe(all[2]);
    expect(seen.map(idsOf)).toEqual([["b", "a"]]);
  });

  it("are sent as they are where nothing came to join them, or where they say so", async () => {
    const { get, seen } = await shop();
    expect(await get("a")).toEqual({ id: "a", alone: true });
    await Promise.all([get("a", {}, { batch: false }), get("b", { expand: "all" }), get("c", {}, { onRetry() {} })]);
    expect(seen.map(({ url }) => url).sort()).toEqual(["/things/a", "/things/a", "/things/b?expand=all", "/things/c"]);
  });

  it("fail with a 404 of their own where the list has no such item", async () => {
    const { get } = await shop();
    const [found, missing] = await Promise.all([get("a"), get("gone").result()]);
    expect(found).toMatchObject({ id: "a" });
    const error = missing.ok ? undefined : (missing.error as Error);
    expect(error).toMatchObject({ status: 404, operation: "GET /things/{id}" });
    expect(isApiError(error, "acme") && error.message).toBe(
      'acme things.retrieve: 404 Not Found: things.list has none with the id "gone"',
    );
  });

  it("ask for what they are promised to fail with, where a 404 of our own would not be that", async () => {
    const server = await listen((request, response) => {
      if (request.url.startsWith("/things?")) return sendJson(response, { items: [{ id: "a" }] });
      sendJson(response, { error: { code: "missing" } }, 404);
    });
    const connection = connect({ baseUrl: server.origin });
    Object.assign(connection.client, { errors: { 404: [{ error: { code: "string" } }] } });
    const operation = retrieve();
    const [, missing] = await Promise.all(
      ["a", "gone"].map((id) => callBatched(connection, operation, { id }).catch((error: unknown) => error)),
    );
    expect(missing).toMatchObject({ status: 404, conforms: true, body: { error: { code: "missing" } } });
    expect(server.seen).toHaveLength(2);
  });

  it("are split where there are too many, where their options differ and where other parameters do", async () => {
    const { get, seen } = await shop();
    const german = { locale: "de" };
    const key = { headers: { "x-tenant": "1" } };
    const calls = [get("a"), get("b"), get("c"), get("d"), get("e"), get("f", german), get("g", german)];
    const [, , , , , f] = await Promise.all([...calls, get("h", {}, key), get("i", {}, key)]);
    expect(f).toEqual({ id: "f", locale: "de" });
    expect(seen.map((request) => idsOf(request).join("")).sort()).toEqual(["abc", "de", "fg", "hi"]);
    expect(seen.find((request) => idsOf(request).includes("h"))?.headers["x-tenant"]).toBe("1");
  });

  it("ask for pages that hold them all where the list lets its size be told", async () => {
    const server = await listen((request, response) =>
      sendJson(response, { items: idsOf(request).map((id) => ({ id })) }),
    );
    const connection = connect({ baseUrl: server.origin });
    const operation = retrieve({ size: "limit" });
    await Promise.all(["a", "b", "c", "d", "e"].map((id) => callBatched(connection, operation, { id })));
    const sizes = server.seen.map(({ url }) => new URL(url, "http://x").searchParams.get("limit"));
    expect(sizes.sort()).toEqual(["2", "3"]);
  });

  it("walk the pages of the list", async () => {
    const { get, seen } = await shop({ pageSize: 1 });
    expect(await Promise.all([get("a"), get("b"), get("c")])).toMatchObject([{ id: "a" }, { id: "b" }, { id: "c" }]);
    expect(seen).toHaveLength(3);
  });

  it("are asked by themselves where the list refuses, and fail each for itself where it fails", async () => {
    const { get, seen } = await shop();
    expect(await Promise.all([get("a"), get("bad")])).toMatchObject([{ id: "a" }, { id: "bad", alone: true }]);
    expect(seen).toHaveLength(3);
    const broken = await shop({ failing: true });
    const [first, second] = await Promise.all([fail(broken.get("a")), fail(broken.get("b"))]);
    expect(first).toMatchObject({ status: 500, operation: "GET /things/{id}", body: { message: "overloaded" } });
    expect(first).not.toBe(second);
    expect(broken.seen).toHaveLength(1);
  });

  it("give up by themselves; the request ends when all did", async () => {
    const server = await listen(() => undefined);
    const connection = connect({ baseUrl: server.origin });
    const operation = retrieve();
    const get = (id: string, options: RequestOptions) => fail(callBatched(connection, operation, { id }, options));
    const [first, second] = [new AbortController(), new AbortController()];
    const failures = Promise.all([get("a", { signal: first.signal }), get("b", { signal: second.signal })]);
    await expect.poll(() => server.seen.length).toBe(1);
    first.abort();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.hangups).toHaveLength(0);
    second.abort();
    expect(await failures).toMatchObject([{ name: "AbortedError" }, { name: "AbortedError" }]);
    await expect.poll(() => server.hangups.length).toBe(1);
  });

  it("keep their deadline", async () => {
    const server = await listen(() => undefined);
    const connection = connect({ baseUrl: server.origin });
    const operation = retrieve();
    const get = (id: string) => fail(callBatched(connection, operation, { id }, { deadline: 40 }));
    expect(await Promise.all([get("a"), get("b")])).toMatchObject([
      { name: "TimeoutError", option: "deadline" },
      { name: "TimeoutError", option: "deadline" },
    ]);
  });

  it("are given up while a credential is awaited, as the caller, the timeout or the deadline says", async () => {
    const auth = { bearer: () => new Promise<string>(() => undefined) };
    const connection = connect({ baseUrl: "http://127.0.0.1:1", auth, timeout: 80 });
    const operation = { ...retrieve(), auth: [["bearer"]] };
    const get = (given: RequestOptions) => fail(callBatched(connection, operation, { id: "a" }, given));
    expect(await Promise.all([get({ signal: AbortSignal.timeout(5) }), get({}), get({ deadline: 40 })])).toMatchObject([
      { name: "AbortedError" },
      { name: "TimeoutError", option: "timeout" },
      { name: "TimeoutError", option: "deadline" },
    ]);
  });

  it("are never answered with another session's credentials", async () => {
    const server = await listen((request, response) =>
      sendJson(response, { items: idsOf(request).map((id) => ({ id, for: request.headers.authorization })) }),
    );
    const tokens = ["first", "second", "first", "second"];
    let asked = 0;
    const auth = { bearer: () => tokens[asked++ % 4] as string };
    const connection = connect({ baseUrl: server.origin, auth });
    const operation = { ...retrieve(), auth: [["bearer"]] };
    const get = (id: string) => callBatched(connection, operation, { id });
    await Promise.all([get("a"), get("b"), get("c"), get("d")]);
    expect(server.seen).toHaveLength(2);
    expect(server.seen.map((request) => idsOf(request).join(""))).toEqual(["ac", "bd"]);
  });

  it("refuse what cannot be sent, and join ids with the separator that the list wants", async () => {
    const server = await listen((request, response) => {
      const ids = new URL(request.url, "http://x").searchParams.get("ids")?.split(",") ?? [];
      sendJson(response, request.url.includes("ids=") ? { items: ids.map((id) => ({ id: Number(id) })) } : {});
    });
    const connection = connect({ baseUrl: server.origin });
    const operation = retrieve({ separator: "," });
    const get = (id: unknown) => callBatched(connection, operation, { id });
    const [one, two, , bad] = await Promise.all([get(1), get(2), get("3,4"), fail(get(""))]);
    expect([one, two]).toEqual([{ id: 1 }, { id: 2 }]);
    expect(bad).toMatchObject({ name: "ValidationError", direction: "request" });
    expect(server.seen.map(({ url }) => url).sort()).toEqual(["/things/3%2C4", "/things?ids=1%2C2"]);
  });
});
