import { describe, expect, it } from "vitest";
import type { Json } from "../../generator/contract/schema.js";
import { Failure } from "../../generator/diagnostics.js";
import { parsePart } from "../../generator/read/document.js";
import { applyOverlays, type Overlaid } from "../../generator/read/overlay/apply.js";
import { JsonPathError, parseJsonPath } from "../../generator/read/overlay/json-path.js";
import { readOverlay } from "../../generator/read/overlay/overlay.js";
import { select } from "../../generator/read/overlay/select.js";

function find(path: string, root: Json): string[] {
  const nodes = select(parseJsonPath(path), root, { spend: () => undefined });
  return nodes.map((node) => `/${node.path.join("/")}`);
}

const shop = {
  store: {
    book: [
      { category: "reference", title: "A", price: 8.95 },
      { category: "fiction", title: "B", price: 12.99, isbn: "1" },
      { category: "fiction", title: "C", price: 8.99, tags: ["x", "y"] },
    ],
    "bi-cycle": { color: "red", price: 399 },
  },
  limit: 10,
  "with.dot": { "'": null },
};

describe("JSONPath", () => {
  it.each<[path: string, found: string]>([
    ["$", "/"],
    ["$.store.bi-cycle.color", "/store/bi-cycle/color"],
    ["$['store']['book'][0].title", "/store/book/0/title"],
    ['$["with.dot"]["\'"]', "/with.dot/'"],
    ["$['with.dot']['\\'']", "/with.dot/'"],
    ["$['with\\u002edot']", "/with.dot"],
    ["$.store.book[-1].title", "/store/book/2/title"],
    ["$.store.book[9]", ""],
    ["$.store.book.title", ""],
    ["$.store[0]", ""],
    ["$.store.book[0:2].title", "/store/book/0/title /store/book/1/title"],
    ["$.store.book[::2].title", "/store/book/0/title /store/book/2/title"],
    ["$.store.book[::-1].title", "/store/book/2/title /store/book/1/title /store/book/0/title"],
    ["$.store.book[-2:].title", "/store/book/1/title /store/book/2/title"],
    ["$.store.book[1:9:0]", ""],
    ["$.store.book[0, 2, 0].title", "/store/book/0/title /store/book/2/title"],
    ["$.store.book[0]['title','price']", "/store/book/0/title /store/book/0/price"],
    ["$.store.*.color", "/store/bi-cycle/color"],
    ["$.store.book[*].isbn", "/store/book/1/isbn"],
    ["$..isbn", "/store/book/1/isbn"],
    ["$..tags[*]", "/store/book/2/tags/0 /store/book/2/tags/1"],
    ["$..[1]", "/store/book/1 /store/book/2/tags/1"],
    ["$..book[?@.isbn].title", "/store/book/1/title"],
    ["$..book[?(@.isbn)].title", "/store/book/1/title"],
    ["$..book[?!@.isbn && @.price < 8.99].title", "/store/book/0/title"],
    ["$..book[?@.category == 'fiction' && (@.price>10 || @.tags)].title", "/store/book/1/title /store/book/2/title"],
    ["$..book[?@.price < $.limit].title", "/store/book/0/title /store/book/2/title"],
    ["$..book[?@.price <= 8.95].title", "/store/book/0/title"],
    ["$..book[?@.price >= 12.99].title", "/store/book/1/title"],
    ["$..book[?@.title > 'B'].title", "/store/book/2/title"],
    ['$..book[?@.title != "A"].title', "/store/book/1/title /store/book/2/title"],
    ["$..book[?@.tags[?@ == 'y']].title", "/store/book/2/title"],
    ["$..book[?@.missing == @.absent].title", "/store/book/0/title /store/book/1/title /store/book/2/title"],
    ["$..book[?length(@.tags) == 2].title", "/store/book/2/title"],
    ["$..book[?count(@.*) == 4].title", "/store/book/1/title /store/book/2/title"],
    ["$..book[?value(@.tags[0]) == 'x'].title", "/store/book/2/title"],
    ["$..book[?@.price == '8.95']", ""],
    ["$[?@ == null]", ""],
    ["$['with.dot'][?@ == null]", "/with.dot/'"],
    ["$[ 'store' ] [ 'bi-cycle' ]", ""],
  ])("%s", (path, found) => {
    if (path.includes("] [")) expect(() => parseJsonPath(path)).toThrow(JsonPathError);
    else expect(find(path, shop).join(" ")).toBe(found);
  });

  it.each<[path: string, offset: number]>([
    ["", 0],
    ["store", 0],
    ["$.", 2],
    ["$.store.", 8],
    ["$.a b", 3],
    ["$[", 2],
    ["$['a'", 5],
    ["$[?@.a ==]", 9],
    ["$[?@.a = 1]", 7],
    ["$[?'a']", 6],
    ["$[?match(@.a, 'b')]", 12],
    ["$[?(@.a]", 7],
    [`$[?${"(".repeat(50)}@.a]`, 0],
    [`$[?${"!".repeat(50)}@.a]`, 0],
  ])("refuses %s", (path, offset) => {
    let error: unknown;
    try {
      parseJsonPath(path);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(JsonPathError);
    if (offset > 0) expect((error as JsonPathError).offset).toBe(offset);
  });

  it("takes no member for one that only the prototype has", () => {
    expect(find("$.constructor", {})).toEqual([]);
    expect(find("$..__proto__", JSON.parse('{"__proto__":{"a":1}}') as Json)).toEqual(["/__proto__"]);
  });
});

type Actions = readonly { readonly [key: string]: Json }[];

function overlayOf(actions: Actions, version = "1.1.0", uri = "fix.yaml") {
  const text = JSON.stringify({ overlay: version, info: { title: "Fix", version: "1" }, actions }, undefined, 1);
  return readOverlay(parsePart({ uri, location: `/${uri}`, text, sha256: "" }, uri));
}

function apply(contract: Json | string, actions: Actions, version?: string, most?: number): Overlaid {
  const text = typeof contract === "string" ? contract : JSON.stringify(contract, undefined, 1);
  const part = parsePart({ uri: "api", location: "/api", text, sha256: "" }, "");
  return applyOverlays(part, [overlayOf(actions, version)], most);
}

describe("an overlay", () => {
  it.each<[what: string, contract: Json, action: Actions[number], result: Json]>([
    [
      "merges objects",
      { a: { b: 1, c: { d: 2 } } },
      { target: "$.a", update: { c: { e: 3 }, f: 4 } },
      { a: { b: 1, c: { d: 2, e: 3 }, f: 4 } },
    ],
    [
      "replaces what is no object",
      { a: { b: 1, c: [1] } },
      { target: "$.a", update: { b: { x: 1 }, c: "no" } },
      { a: { b: { x: 1 }, c: "no" } },
    ],
    [
      "joins lists inside of objects",
      { a: { b: [1] } },
      { target: "$.a", update: { b: [2, 3] } },
      { a: { b: [1, 2, 3] } },
    ],
    ["adds an entry to a list", { a: [{ n: 1 }] }, { target: "$.a", update: { n: 2 } }, { a: [{ n: 1 }, { n: 2 }] }],
    ["adds entries to a list", { a: [1] }, { target: "$.a", update: [2, 3] }, { a: [1, 2, 3] }],
    ["replaces a text", { a: { b: "x" } }, { target: "$.a.b", update: "y" }, { a: { b: "y" } }],
    [
      "updates every match",
      { a: { x: {} }, b: { x: {} } },
      { target: "$..x", update: { y: 1 } },
      { a: { x: { y: 1 } }, b: { x: { y: 1 } } },
    ],
    ["updates the root", { a: 1 }, { target: "$", update: { b: 2 } }, { a: 1, b: 2 }],
    ["removes members", { a: 1, b: 2 }, { target: "$.a", remove: true }, { b: 2 }],
    [
      "removes items that are side by side",
      { a: [1, 2, 3, 2, 5] },
      { target: "$.a[?@ == 2 || @ == 3]", remove: true },
      { a: [1, 5] },
    ],
    ["removes what is in what it removes", { a: { a: { a: 1 } }, b: 2 }, { target: "$..a", remove: true }, { b: 2 }],
    ["removes first of all", { a: 1 }, { target: "$.a", remove: true, update: 2 }, {}],
    ["copies", { a: { x: 1 }, b: { y: 2 } }, { target: "$.b", copy: "$.a" }, { a: { x: 1 }, b: { y: 2, x: 1 } }],
    ["copies a document into itself", { a: {}, b: 1 }, { target: "$.a", copy: "$" }, { a: { a: {}, b: 1 }, b: 1 }],
    [
      "defines members of odd names",
      {},
      { target: "$", update: JSON.parse('{"__proto__":{"x":1}}') as Json },
      JSON.parse('{"__proto__":{"x":1}}') as Json,
    ],
  ])("%s", (_, contract, action, result) => {
    const { part, diagnostics } = apply(contract, [action]);
    expect(diagnostics).toEqual([]);
    expect(JSON.stringify(part.root)).toBe(JSON.stringify(result));
  });

  it("adds a list to a list as one entry in 1.0", () => {
    expect(apply({ a: [1] }, [{ target: "$.a", update: [2, 3] }], "1.0.0").part.root).toEqual({ a: [1, [2, 3]] });
  });

  it("changes one of two places that YAML wrote down once", () => {
    const { part } = apply("a: &x { n: 1 }\nb: *x\n", [{ target: "$.a", update: { n: 2 } }]);
    expect(part.root).toEqual({ a: { n: 2 }, b: { n: 1 } });
  });

  it("does its actions one after the other", () => {
    const actions = [
      { target: "$.a", update: { b: {} } },
      { target: "$.a.b", update: { c: [1] } },
      { target: "$.a.b.c", update: [2] },
      { target: "$.z", update: {} },
      { target: "$.a.b.c[0]", remove: true },
    ];
    const { part, diagnostics } = apply({ a: {} }, actions);
    expect(part.root).toEqual({ a: { b: { c: [2] } } });
    expect(diagnostics).toMatchObject([
      { code: "overlay-matches-nothing", severity: "warning", pointer: "fix.yaml#/actions/3/target" },
    ]);
  });

  it.each<[code: string, action: Actions[number]]>([
    ["overlay-mismatch", { target: "$.a", update: "text" }],
    ["overlay-mismatch", { target: "$.b", update: { n: 1 } }],
    ["overlay-copy-source", { target: "$.a", copy: "$.nowhere" }],
    ["overlay-copy-source", { target: "$.a", copy: "$.*" }],
    ["overlay-removes-all", { target: "$", remove: true }],
  ])("says so where it does nothing: %s", (code, action) => {
    const { part, diagnostics } = apply({ a: {}, b: "x" }, [action]);
    expect(part.root).toEqual({ a: {}, b: "x" });
    expect(diagnostics).toMatchObject([{ code, severity: "warning" }]);
  });

  it("names the place where each value is written down", () => {
    const contract = { a: { old: 1, list: [{ n: 0 }, { n: 1 }, { n: 2 }] } };
    const { part } = apply(contract, [
      { target: "$.a", update: { fresh: { deep: true } } },
      { target: "$.a.list[0]", remove: true },
      { target: "$.a.list", update: [{ n: 9 }] },
      { target: "$.a.list[1]", update: { m: 1 } },
    ]);
    const placeOf = (pointer: string): string => {
      const { file, excerpt } = part.locate(pointer);
      return `${file}: ${excerpt.at(-1)?.text.trim()}`;
    };
    expect(part.root).toEqual({ a: { old: 1, list: [{ n: 1 }, { n: 2, m: 1 }, { n: 9 }], fresh: { deep: true } } });
    expect(placeOf("#/a/old")).toBe('api: "old": 1,');
    expect(placeOf("#/a/fresh/deep")).toBe('fix.yaml: "deep": true');
    expect(placeOf("#/a/list/0/n")).toBe('api: "n": 1');
    expect(placeOf("#/a/list/1/n")).toBe('api: "n": 2');
    expect(placeOf("#/a/list/1/m")).toBe('fix.yaml: "m": 1');
    expect(placeOf("#/a/list/2/n")).toBe('fix.yaml: "n": 9');
  });

  it.each<[what: string, overlay: Json]>([
    ["no overlay", { openapi: "3.1.0" }],
    ["another version", { overlay: "2.0.0", actions: [] }],
    ["no actions", { overlay: "1.0.0" }],
    ["an action that is none", { overlay: "1.0.0", actions: [1] }],
    ["an action without a target", { overlay: "1.0.0", actions: [{ update: {} }] }],
    ["an action that does nothing", { overlay: "1.0.0", actions: [{ target: "$" }] }],
    ["an action that does two things", { overlay: "1.1.0", actions: [{ target: "$", update: {}, copy: "$" }] }],
    ["a target that is no JSONPath", { overlay: "1.0.0", actions: [{ target: "#/paths", remove: true }] }],
  ])("is refused: %s", (_, overlay) => {
    const part = parsePart({ uri: "fix", location: "/fix", text: JSON.stringify(overlay), sha256: "" }, "fix");
    expect(() => readOverlay(part)).toThrow(Failure);
  });
});

describe("an overlay that asks for much", () => {
  const many = { list: Array.from({ length: 3000 }, (_, n) => ({ n, x: { y: [n] } })) };

  it.each<[what: string, actions: Actions]>([
    [
      "doubles itself",
      Array.from({ length: 60 }, (_, n) => [
        { target: "$", update: { [`c${n}`]: {} } },
        { target: `$.c${n}`, copy: "$" },
      ]).flat(),
    ],
    ["puts itself into itself", Array.from({ length: 2000 }, () => ({ target: "$.list[0].x", copy: "$" }))],
    ["compares everything with everything", [{ target: "$..[?count($..*) > count($..[?@.n == 1])]", remove: true }]],
  ])("is stopped: it %s", (_, actions) => {
    expect(() => apply(many, actions, "1.1.0", 2_000_000)).toThrow(Failure);
  });

  it.each<[what: string, actions: Actions]>([
    ["changes 100,000 places", [{ target: "$..n", update: 1 }]],
    ["empties a list item by item", [{ target: "$.list[*]", remove: true }]],
    ["empties a list from its end", [{ target: "$.list[::-1]", remove: true }]],
  ])("comes to an end: it %s", (_, actions) => {
    const list = Array.from({ length: 100_000 }, (_, n) => ({ n }));
    expect(apply({ list }, actions).diagnostics).toEqual([]);
  });
});
