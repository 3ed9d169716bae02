import { describe, expect, it } from "vitest";
import type { Json } from "../../generator/contract/schema.js";
import type { Place } from "../../generator/diagnostics.js";
import { parseDocument } from "../../generator/read/document.js";
import { indexLines, placeAt } from "../../generator/read/place.js";

function locate(text: string, pointer: string): string {
  return show(parseDocument({ uri: "api", location: "/api", text, sha256: "" }).locate(pointer));
}

function show(place: Place): string {
  const line = place.excerpt.at(-1)?.text ?? "";
  return `${place.line}:${place.column} ${line.slice(place.caret.start, place.caret.start + place.caret.length)}`;
}

describe.each([
  ["JSON", JSON.stringify],
  ["JSON with space", (value: Json) => JSON.stringify(value, undefined, 2)],
])("%s", (_, print) => {
  const value = { "a/b": { "c~d": [1, { x: '\\"}{' }, "text"] }, 'q"uote': true, deep: { list: [[], {}, [-1.5e3]] } };

  it("finds keys and items", () => {
    const text = print(value);
    expect(locate(text, "#/a~1b")).toMatch(/^\d+:\d+ "a\/b"$/);
    expect(locate(text, "/a~1b/c~0d")).toMatch(/ "c~d"$/);
    expect(locate(text, "#/a~1b/c~0d/0")).toMatch(/ 1$/);
    expect(locate(text, "#/a~1b/c~0d/1/x")).toMatch(/ "x"$/);
    expect(locate(text, "#/a~1b/c~0d/2")).toMatch(/ "text"$/);
    expect(locate(text, '#/q"uote')).toMatch(/ "q\\"uote"$/);
    expect(locate(text, "#/deep/list/2/0")).toMatch(/ -1.5e3$| -1500$/);
  });

  it("points at the nearest ancestor of what is not there", () => {
    const text = print(value);
    expect(locate(text, "#/deep/nope/more")).toBe(locate(text, "#/deep"));
    expect(locate(text, "#/nope")).toBe(locate(text, ""));
    expect(locate(text, "#/a~1b/c~0d/9")).toBe(locate(text, "#/a~1b/c~0d"));
  });
});

describe("YAML", () => {
  const text = `openapi: 3.1.0
paths:
  /pets/{id}:
    get: &get
      tags: [one, "two"]
    put: *get
    patch:
      <<: *get
      summary: |
        text
  "/with space": {}
200: ok
`;

  it.each([
    ["#/openapi", "1:1 openapi"],
    ["#/paths/~1pets~1{id}", "3:3 /pets/{id}"],
    ["#/paths/~1pets~1%7Bid%7D", "3:3 /pets/{id}"],
    ["#/paths/~1pets~1{id}/get/tags/1", "5:20 two"],
    ["#/paths/~1pets~1{id}/put", "6:5 put"],
    ["#/paths/~1pets~1{id}/put/tags", "5:7 tags"],
    ["#/paths/~1pets~1{id}/patch/tags/0", "5:14 one"],
    ["#/paths/~1pets~1{id}/patch/summary", "9:7 summary"],
    ["#/paths/~1with space", "11:4 /with space"],
    ["#/200", "12:1 200"],
    ["", "1:1 o"],
  ])("%s", (pointer, place) => {
    expect(locate(text, pointer)).toBe(place);
  });
});

describe("excerpts", () => {
  it("show the line before, with CRLF too", () => {
    const place = placeAt(indexLines("f", "a: 1\r\nb: 2\r\nc: 3"), 6);
    expect(place).toMatchObject({
      line: 2,
      column: 1,
      excerpt: [
        { line: 1, text: "a: 1" },
        { line: 2, text: "b: 2" },
      ],
    });
  });

  it("cut the long lines of minified files around the spot", () => {
    const text = `${"x".repeat(5000)}HERE${"y".repeat(5000)}`;
    const place = placeAt(indexLines("f", text), 5000, 4);
    expect(place.column).toBe(5001);
    expect(place.excerpt[0]?.text.length).toBeLessThan(120);
    expect(show(place)).toBe("1:5001 HERE");
  });

  it("let no control character through", () => {
    const place = placeAt(indexLines("f", "\tname: \u001b[31mred\u202e"), 1);
    expect(place.excerpt[0]?.text).toBe(" name: \ufffd[31mred\ufffd");
  });

  it("stay inside the text at its end", () => {
    expect(placeAt(indexLines("f", "a"), 99)).toMatchObject({ line: 1, column: 2 });
  });
});
