import { describe, expect, it } from "vitest";
import type { Pages } from "../../templates/runtime/v1/operation.js";
import { afterLast } from "../../templates/runtime/v1/pages/after-last.js";
import { cursor } from "../../templates/runtime/v1/pages/cursor.js";
import { linkHeader } from "../../templates/runtime/v1/pages/link-header.js";
import { nextUrl } from "../../templates/runtime/v1/pages/next-url.js";
import { offset } from "../../templates/runtime/v1/pages/offset.js";
import { pageNumber } from "../../templates/runtime/v1/pages/page-number.js";
import { readPointer } from "../../templates/runtime/v1/pages/pointer.js";
import {
  type Answer,
  answerStripe,
  collect,
  describeList,
  makeItems,
  type Params,
  serve,
  stripePages,
  list,
} from "./pages-server.js";

describe("how the next page is found", () => {
  const walk = async (pages: Pages, answer: (url: URL) => Answer, params: Params = {}) => {
    const server = serve(answer);
    const items = await collect(list(server.connection, describeList(pages), params));
    return { ids: items.map(({ id }) => id).join(), paths: server.paths() };
  };

  it("after the last item, by another key and until a page is empty", async () => {
    const pages: Pages = { next: afterLast, items: "", param: "after", key: "n" };
    const answer = (url: URL): Answer => ({ body: url.searchParams.get("after") === "8" ? [] : [{ id: "a", n: 8 }] });
    expect(await walk(pages, answer)).toEqual({ ids: "a", paths: ["/items", "/items?after=8"] });
  });

  it("backwards, before the first item, where the caller began so", async () => {
    const pages: Pages = { ...stripePages, before: "ending_before" };
    const answer = (url: URL): Answer => {
      const end = Number(url.searchParams.get("ending_before")?.slice(1)) - 1;
      const data = makeItems(1, 2, 3, 4, 5).slice(Math.max(0, end - 2), end);
      return { body: { data, has_more: end > 2 } };
    };
    const { ids, paths } = await walk(pages, answer, { ending_before: "i5", limit: 2 });
    expect(ids).toBe("i3,i4,i1,i2");
    expect(paths).toEqual(["/items?ending_before=i5&limit=2", "/items?ending_before=i3&limit=2"]);
    expect((await walk(pages, answerStripe, { limit: 4 })).paths[1]).toBe("/items?limit=4&starting_after=i4");
  });

  it.each([[""], [null], [undefined]])("by a cursor, until it is %j", async (end) => {
    const pages: Pages = { next: cursor, items: "/data", param: "page_token", cursor: "/meta/next~1token" };
    const answer = (url: URL): Answer => {
      const token = url.searchParams.get("page_token");
      return { body: { data: [{ id: token ?? "first" }], meta: { "next/token": token === null ? "t=2" : end } } };
    };
    expect(await walk(pages, answer)).toEqual({ ids: "first,t=2", paths: ["/items", "/items?page_token=t%3D2"] });
  });

  it("by a cursor, until there is no more", async () => {
    const pages: Pages = { next: cursor, items: "/data", param: "after", cursor: "/last_id", more: "/has_more" };
    const answer = (url: URL): Answer => ({ body: { data: makeItems(1), last_id: "i1", has_more: !url.search } });
    expect((await walk(pages, answer)).paths).toEqual(["/items", "/items?after=i1"]);
  });

  const count =
    (key: string, size: number) =>
    (url: URL, total?: object): Answer => {
      const at = Number(url.searchParams.get(key) ?? (key === "page" ? 1 : 0));
      const start = key === "page" ? (at - 1) * size : at;
      return { body: { data: makeItems(1, 2, 3, 4).slice(start, start + size), ...total } };
    };

  it("by page number, until a page is empty", async () => {
    const pages: Pages = { next: pageNumber, items: "/data", param: "page", size: "per_page" };
    const { ids, paths } = await walk(pages, count("page", 2));
    expect([ids, paths]).toEqual(["i1,i2,i3,i4", ["/items", "/items?page=2", "/items?page=3"]]);
  });

  it("by page number, from where the caller began and until a page is not full", async () => {
    const pages: Pages = { next: pageNumber, items: "/data", param: "page", size: "per_page", sizeMax: 3 };
    const { ids, paths } = await walk(pages, count("page", 3), { page: 1, per_page: 3 });
    expect([ids, paths]).toEqual(["i1,i2,i3,i4", ["/items?page=1&per_page=3", "/items?page=2&per_page=3"]]);
  });

  it("by page number, until the number of pages", async () => {
    const pages: Pages = { next: pageNumber, items: "/data", param: "p", first: 0, cursor: "/pages" };
    const answer = (url: URL): Answer => ({ body: { data: [{ id: url.search }], pages: 3 } });
    expect(await walk(pages, answer)).toEqual({ ids: ",?p=1,?p=2", paths: ["/items", "/items?p=1", "/items?p=2"] });
  });

  it("by offset, until the total, or until a page is empty or not full", async () => {
    const pages: Pages = { next: offset, items: "/data", param: "offset", size: "limit" };
    const answer = count("offset", 2);
    expect((await walk(pages, answer)).paths).toEqual(["/items", "/items?offset=2", "/items?offset=4"]);
    const total = (url: URL): Answer => answer(url, { total: 4 });
    expect((await walk({ ...pages, cursor: "/total" }, total)).paths).toEqual(["/items", "/items?offset=2"]);
    expect((await walk({ ...pages, sizeMax: 2 }, answer, { limit: 2, offset: 3 })).paths).toEqual([
      "/items?limit=2&offset=3",
    ]);
  });

  describe.each([
    ["page number", { next: pageNumber, items: "/data", param: "page", size: "per_page" }, "per_page", "page"],
    ["offset", { next: offset, items: "/data", param: "offset", size: "per_page" }, "per_page", "offset"],
  ] as const)("by %s, from a server that gives at most two", (_, pages, size, key) => {
    const walkFrom = async (promise: Partial<Pages>, params: Params) =>
      (await walk({ ...pages, ...promise }, count(key, 2), params)).ids;

    it("to the end, where more was asked for than the contract promises, or it promises nothing", async () => {
      expect(await walkFrom({ sizeMax: 2 }, { [size]: 100 })).toBe("i1,i2,i3,i4");
      expect(await walkFrom({}, { [size]: 100 })).toBe("i1,i2,i3,i4");
      expect(await walkFrom({ sizeDefault: 2 }, { [size]: 100 })).toBe("i1,i2,i3,i4");
    });

    it("until a page is not full, where the contract promises the size", async () => {
      expect(await walkFrom({ sizeMax: 3 }, { [size]: 3 })).toBe("i1,i2");
      expect(await walkFrom({ sizeDefault: 3 }, {})).toBe("i1,i2");
      expect(await walkFrom({ sizeDefault: 3 }, { [size]: 3 })).toBe("i1,i2");
    });
  });

  it("by Link header", async () => {
    const answer = (url: URL): Answer => ({
      body: makeItems(url.search ? 2 : 1),
      headers: { link: url.search ? '</v1/items>; rel="first"' : '</v1/items?a=1,2>; rel="next"' },
    });
    const { ids, paths } = await walk({ next: linkHeader, items: "" }, answer, { account: "a" });
    expect([ids, paths]).toEqual(["i1,i2", ["/items", "/items?a=1,2"]]);
  });

  it.each([["https://api.test/v1/items?page=2"], ["/v1/items?page=2"], ["?page=2"], ["items?page=2"]])(
    "by a URL in the body, %s",
    async (next) => {
      const answer = (url: URL): Answer => ({ body: { data: makeItems(1), next: url.search ? null : next } });
      const server = serve(answer);
      const pages: Pages = { next: nextUrl, items: "/data", cursor: "/next" };
      await collect(list(server.connection, describeList(pages), { account: "a" }));
      expect(server.paths()).toEqual(["/items", "/items?page=2"]);
      expect(server.requests[1]?.headers).toMatchObject({ "x-account": "a" });
    },
  );
});

describe("what the Link header may look like", () => {
  const find = (link: string) =>
    linkHeader(
      { items: [], body: [], response: new Response(null, { headers: { link } }) },
      {},
      {
        next: linkHeader,
        items: "",
      },
    );

  it.each([
    ['<a?p=2>; rel="next", <a?p=9>; rel="last"', "a?p=2"],
    ['<a?p=1>; rel="prev", <a?p=2>; rel="next"', "a?p=2"],
    ["<a>; rel=next", "a"],
    ['<a>;REL="NEXT"', "a"],
    ['<a> ; title="x, <b>; rel=\\"next\\"" ; rel=prev , <c>; rel = "up next"', "c"],
    ["<a,b;c>; rel=next; type=x", "a,b;c"],
    ["<>; rel=next", ""],
  ])("%s", (link, url) => expect(find(link)).toEqual({ url }));

  it.each([
    [""],
    ['<a>; rel="prev"'],
    ["<a>; rel=nextish"],
    ["<a>; rel=prev; rel=next"],
    ['<a>; xrel="next"'],
    ["a; rel=next"],
  ])("%s has none", (link) => expect(find(link)).toBeUndefined());
});

it("reads JSON pointers", () => {
  expect(readPointer({ a: [{ "b/~c": 1 }] }, "/a/0/b~1~0c")).toBe(1);
  expect(readPointer([1], "")).toEqual([1]);
  expect(readPointer({ a: null }, "/a/b/c")).toBeUndefined();
});
