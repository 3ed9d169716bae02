import { describe, expect, expectTypeOf, it } from "vitest";
import type { ClientOptions } from "../../templates/runtime/v1/connection.js";
import { DecodeError, isAbortedError, isApiError } from "../../templates/runtime/v1/errors.js";
import type { Pages } from "../../templates/runtime/v1/operation.js";
import { cursor } from "../../templates/runtime/v1/pages/cursor.js";
import { linkHeader } from "../../templates/runtime/v1/pages/link-header.js";
import { nextUrl } from "../../templates/runtime/v1/pages/next-url.js";
import type { Page } from "../../templates/runtime/v1/pages/page.js";
import {
  type Answer,
  answerStripe,
  collect,
  describeList,
  type Item,
  makeItems,
  serve,
  stripePages,
  list,
} from "./pages-server.js";

const serveStripe = (options?: ClientOptions) => serve(answerStripe, options);

describe("a list", () => {
  it("is a promise of its first page", async () => {
    const { connection, paths } = serveStripe();
    const page = await list(connection, describeList(stripePages), { limit: 3 });
    expect(page.items).toEqual(makeItems(1, 2, 3));
    expect(page.body).toEqual({ data: makeItems(1, 2, 3), has_more: true });
    expect(page.response.status).toBe(200);
    expect(page.hasNext()).toBe(true);
    const second = await page.next();
    expect(second?.items).toEqual(makeItems(4, 5));
    expect(second?.hasNext()).toBe(false);
    expect(await second?.next()).toBeUndefined();
    expect(paths()).toEqual(["/items?limit=3", "/items?limit=3&starting_after=i3"]);
  });

  it("is all items, and all pages", async () => {
    const { connection, paths } = serveStripe();
    expect(await collect(list(connection, describeList(stripePages), {}))).toEqual(makeItems(1, 2, 3, 4, 5));
    expect(paths()).toEqual(["/items", "/items?starting_after=i2", "/items?starting_after=i4"]);
    const pages = await collect(list(connection, describeList(stripePages), { limit: 3 }).pages());
    expect(pages.map(({ items }) => items.length)).toEqual([3, 2]);
    const fromEach = await Promise.all(pages.map((page) => collect(page)));
    expect(fromEach).toEqual([makeItems(1, 2, 3, 4, 5), makeItems(4, 5)]);
    expectTypeOf(list(connection, describeList(stripePages), {})).toExtend<AsyncIterable<Item>>();
    expectTypeOf(pages).toEqualTypeOf<Page<Item>[]>();
  });

  it("is a call with its response and its result", async () => {
    const { connection } = serveStripe();
    const { data, response } = await list(connection, describeList(stripePages), {}).withResponse();
    expect([data.items.length, response.status]).toEqual([2, 200]);
    const result = await list(connection, describeList(stripePages), {}).result();
    expect(result.ok && result.data.hasNext()).toBe(true);
    expectTypeOf(data).toEqualTypeOf<Page<Item>>();
  });

  it("keeps params, headers and options on every page", async () => {
    const seen: string[] = [];
    const { connection, requests } = serveStripe({ headers: { "X-Client": "c" } });
    const options = { headers: { "X-Call": "d" }, onRequest: () => void seen.push("asked") };
    await collect(list(connection, describeList(stripePages), { account: "a", limit: 2 }, options));
    expect(requests).toHaveLength(3);
    for (const { headers } of requests)
      expect(headers).toMatchObject({ "x-account": "a", "x-client": "c", "x-call": "d" });
    expect(seen).toHaveLength(3);
  });

  it("asks for nothing after a break", async () => {
    const { connection, paths } = serveStripe();
    for await (const item of list(connection, describeList(stripePages), {})) if (item.id === "i2") break;
    expect(paths()).toEqual(["/items"]);
    for await (const page of list(connection, describeList(stripePages), {}).pages()) if (page.items.length) break;
    expect(paths()).toHaveLength(2);
  });

  it("can ask for the same page twice, also after an error", async () => {
    let down = false;
    const { connection } = serve((url) => (down ? { body: {}, status: 500 } : answerStripe(url)));
    const page = await list(connection, describeList(stripePages), {});
    down = true;
    await expect(page.next()).rejects.toSatisfy(isApiError);
    down = false;
    expect((await page.next())?.items).toEqual(makeItems(3, 4));
    expect((await page.next())?.items).toEqual(makeItems(3, 4));
  });

  it("throws to who walks it, and leaves no rejection behind", async () => {
    const { connection, requests } = serve(() => ({ body: { error: "no" }, status: 403 }));
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", note);
    await expect(collect(list(connection, describeList(stripePages), {}))).rejects.toSatisfy(isApiError);
    list(connection, describeList(stripePages), {}).pages();
    await expect.poll(() => requests.length).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
  });

  it("ends midway when it is aborted", async () => {
    const { connection, paths } = serveStripe();
    const controller = new AbortController();
    const walk = async (): Promise<void> => {
      const items = list(connection, describeList(stripePages), {}, { signal: controller.signal });
      for await (const item of items) if (item.id === "i3") controller.abort();
    };
    await expect(walk()).rejects.toSatisfy(isAbortedError);
    expect(paths()).toHaveLength(2);
  });

  it("has no items where the body has none", async () => {
    const { connection } = serve(() => ({ body: { data: null, has_more: true } }));
    expect(await collect(list(connection, describeList(stripePages), {}))).toEqual([]);
  });
});

describe("what a server cannot do", () => {
  const refuse = async (pages: Pages, answer: (url: URL) => Answer, text: RegExp) => {
    const server = serve(answer);
    const error: unknown = await collect(list(server.connection, describeList(pages), {})).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DecodeError);
    expect((error as DecodeError).message).toMatch(text);
    return server.paths();
  };

  it("say that there is more, and not where", async () => {
    const pages: Pages = { next: cursor, items: "/data", param: "c", cursor: "/next", more: "/has_more" };
    const paths = await refuse(pages, () => ({ body: { data: [], has_more: true } }), /page 1 leads back/);
    expect(paths).toHaveLength(1);
  });

  it("repeat a cursor for ever", async () => {
    const pages: Pages = { next: cursor, items: "/data", param: "c", cursor: "/next" };
    const paths = await refuse(pages, () => ({ body: { data: [], next: "same" } }), /page 2 leads back/);
    expect(paths).toEqual(["/items", "/items?c=same"]);
    const circle = (url: URL): Answer => ({ body: { data: [], next: url.search === "?c=a" ? "b" : "a" } });
    expect(await refuse(pages, circle, /page 3 leads back/)).toHaveLength(3);
  });

  it("repeat a URL or a last item for ever", async () => {
    const url: Pages = { next: nextUrl, items: "/data", cursor: "/next" };
    const isStuck = /page 2 leads back/;
    expect(await refuse(url, () => ({ body: { data: [], next: "/v1/items?page=2" } }), isStuck)).toHaveLength(2);
    expect(await refuse(url, () => ({ body: { data: [], next: "?" } }), isStuck)).toHaveLength(2);
    const sameLast = (): Answer => ({ body: { data: makeItems(1), has_more: true } });
    expect(await refuse(stripePages, sameLast, isStuck)).toHaveLength(2);
  });

  it.each([
    ["https://evil.test/v1/items", "https://evil.test"],
    ["//evil.test/items", "https://evil.test"],
    ["http://api.test/v1/items", "http://api.test"],
    ["https://api.test:8443/", "https://api.test:8443"],
    ["https://api.test.evil.test/", "https://api.test.evil.test"],
    ["https://api.test@evil.test/", "https://evil.test"],
    ["data:application/json,[]", "null"],
  ])("lead to another origin: %s", async (next, origin) => {
    const pages: Pages = { next: nextUrl, items: "/data", cursor: "/next" };
    const message = new RegExp(`at ${origin}, but a list does not leave https://api\\.test$`);
    expect(await refuse(pages, () => ({ body: { data: [], next } }), message)).toHaveLength(1);
    const headers = { link: `<${next}>; rel=next` };
    expect(await refuse({ next: linkHeader, items: "" }, () => ({ body: [], headers }), message)).toHaveLength(1);
  });

  it("give something that is no URL", async () => {
    const pages: Pages = { next: nextUrl, items: "", cursor: "/next" };
    expect(await refuse(pages, () => ({ body: { next: "http://[" } }), /is no URL/)).toHaveLength(1);
  });
});
