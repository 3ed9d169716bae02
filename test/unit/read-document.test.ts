import { describe, expect, it } from "vitest";
import { Failure, type Diagnostic } from "../../generator/diagnostics.js";
import { parseDocument, type Document } from "../../generator/read/document.js";

function parse(text: string): Document {
  return parseDocument({ uri: "api", location: "/api", text, sha256: "" });
}

function mistakeIn(text: string): Diagnostic {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof Failure && error.exitCode === 65 && error.diagnostics[0]) return error.diagnostics[0];
    throw error;
  }
  throw new Error("no mistake");
}

/** The mistake's place and what the caret underlines there. */
function spotIn(text: string): string {
  const { place, message } = mistakeIn(text);
  if (!place) throw new Error("no place");
  const shown = place.excerpt.at(-1)?.text.slice(place.caret.start, place.caret.start + place.caret.length);
  return `${place.line}:${place.column} ${shown} | ${message}`;
}

describe("JSON mistakes", () => {
  it.each([
    ['{"a": 1,}', "1:8 , | a comma stands before the closing bracket"],
    ['{"a": [1, 2,]}', "1:12 , | a comma stands before the closing bracket"],
    ['{"a": 1\n "b": 2}', '2:2 " | expected `,` or `}`, found `"`'],
    ['{"a": [1 2]}', "1:10 2 | expected `,` or `]`, found `2`"],
    ["{\"a\": 'x'}", "1:7 'x' | this string is in single quotes"],
    ['{"a": 1, b: 2}', "1:10 b | expected a key in double quotes, found `b`"],
    ['{"a" 1}', "1:6 1 | expected `:` after the key, found `1`"],
    ['{"a": 1 // one\n}', "1:9 // | unexpected comment"],
    ['{"a": True}', "1:7 True | expected a value, found `True`"],
    ['{"a": 012}', "1:7 012 | `012` is no number that JSON knows"],
    ['{"a": .5}', "1:7 .5 | `.5` is no number that JSON knows"],
    ['{"a": "x\n"}', '1:7 "x | this string is not closed on its line'],
    ['{"a": "x\ty"}', "1:9   | a control character stands in a string"],
    ['{"a": "C:\\dir"}', "1:10 \\dir | `\\d` is no escape that JSON knows"],
    ['{"a": "x', '1:7 " | this string is never closed'],
    ['{"a": {\n"b": [1', "2:6 [ | the document ends before this `[` is closed"],
    ['{"a": 1}}', "1:9 } | unexpected `}` after the end of the document"],
    ['{"a": ]}', "1:7 ] | expected a value, found `]`"],
  ])("%j", (text, spot) => {
    expect(spotIn(text)).toBe(spot);
  });
});

describe("YAML mistakes", () => {
  it.each([
    ["a: 1\nb: 2\na: 3\n", "3:1 a | the key `a` stands here for the second time in its mapping"],
    ["a:\n\tb: 1\n", "2:1   | a tab indents this line"],
    ["a: b: c\n", "1:5 : | this line does not fit the mapping around it"],
    ["a: *nope\n", "1:5 nope | this alias refers to no anchor (`&name`) above it"],
    ["a: !secret x\n", "1:4 !secret | this YAML tag (`!name`) is not known"],
    ["a: 1\n---\nb: 2\n", "2:1 --- | this file holds 2 YAML documents, a contract is one"],
    ["a: 'x\n", "2:1  | a quote or a bracket that was opened above is not closed before this line"],
    ["a: [1\nb: 2\n", "2:1 b | a quote or a bracket that was opened above is not closed before this line"],
  ])("%j", (text, spot) => {
    expect(spotIn(text)).toBe(spot);
  });

  it("are told with help", () => {
    expect(mistakeIn("a:\n\tb: 1\n")).toMatchObject({ code: "yaml-syntax", help: expect.stringContaining("spaces") });
  });
});

describe("what is no contract", () => {
  it.each(["just text", "[1]", "null", "42", "# only a comment\n", "---\n"])("%j is refused", (text) => {
    expect(mistakeIn(text).help).not.toBe("");
  });

  it("nested without end is refused, in JSON, in YAML, and through aliases", () => {
    expect(mistakeIn(`{"a": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`).message).toMatch(/levels deep/);
    expect(mistakeIn(`a: ${"[".repeat(5000)}${"]".repeat(5000)}`).message).toMatch(/levels deep/);
    const chain = Array.from({ length: 1000 }, (_, n) => `a${n}: &a${n} ${n === 0 ? "x" : `[*a${n - 1}]`}`);
    expect(mistakeIn(chain.join("\n")).message).toMatch(/levels deep/);
  });

  it("an alias bomb is refused, and an alias inside itself", () => {
    const bomb = Array.from({ length: 12 }, (_, n) => {
      const items = Array.from({ length: 9 }, () => (n === 0 ? "x" : `*a${n - 1}`));
      return `a${n}: &a${n} [${items.join(", ")}]`;
    });
    expect(mistakeIn(bomb.join("\n")).message).toMatch(/stand for more than/);
    expect(mistakeIn("a: &a\n  b: *a\n").message).toMatch(/inside the node/);
    expect(mistakeIn("a: .inf\n").message).toMatch(/no JSON form/);
  });
});

describe("values", () => {
  it("follow the YAML 1.2 core schema: dates and yes are text, numbers are numbers", () => {
    const text = "d: 2020-01-01\nt: 2020-01-01T00:00:00Z\nyes: no\no: 0o14\nx: 0x1f\nn: ~\ne:\n200: ok\n";
    const values = { d: "2020-01-01", t: "2020-01-01T00:00:00Z", yes: "no", o: 12, x: 31, n: null, e: null, 200: "ok" };
    expect(parse(text).root).toEqual(values);
  });

  it("keep anchors, aliases and merge keys", () => {
    const text = "base: &b {a: 1, b: 2}\nuse: *b\nmerged: {<<: *b, b: 3}\n";
    expect(parse(text).root).toEqual({ base: { a: 1, b: 2 }, use: { a: 1, b: 2 }, merged: { a: 1, b: 3 } });
  });

  it("keep keys that JavaScript has other plans for", () => {
    for (const text of ['{"__proto__": {"a": 1}, "constructor": 2}', "__proto__: {a: 1}\nconstructor: 2\n"]) {
      expect(Object.keys(parse(text).root)).toEqual(["__proto__", "constructor"]);
      expect(({} as { a?: number }).a).toBeUndefined();
    }
  });

  it("may be YAML in braces", () => {
    expect(parse("{ openapi: 3.1.0, paths: {} }").root).toEqual({ openapi: "3.1.0", paths: {} });
  });
});
