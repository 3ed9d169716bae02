import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EncodeParameter, Parameter } from "../../templates/runtime/v1/operation.js";
import { cookie } from "../../templates/runtime/v1/styles/cookie.js";
import { deepObject, deepObjectBrackets, deepObjectRepeat } from "../../templates/runtime/v1/styles/deep-object.js";
import { pipeDelimited, spaceDelimited } from "../../templates/runtime/v1/styles/delimited.js";
import { form } from "../../templates/runtime/v1/styles/form.js";
import { group } from "../../templates/runtime/v1/styles/group.js";
import { json } from "../../templates/runtime/v1/styles/json.js";
import { label } from "../../templates/runtime/v1/styles/label.js";
import { matrix } from "../../templates/runtime/v1/styles/matrix.js";
import { simple } from "../../templates/runtime/v1/styles/simple.js";
import { writeJson } from "../../templates/runtime/v1/styles/text.js";
import { keepReserved } from "../../templates/runtime/v1/styles/reserved.js";
import { decodePercent, readDeep, readPairs } from "./wire-decoder.js";

const query: Parameter = { in: "query" };
const path: Parameter = { in: "path" };
const header: Parameter = { in: "header" };
const text = fc.string({ unit: "grapheme" });
const name = fc.string({ unit: "grapheme", minLength: 1 });
const members = fc.uniqueArray(fc.tuple(name, text), { minLength: 1, selector: ([key]) => key });

/** Asserts for every value; what an expectation returns means nothing to fast-check. */
function forAll<T>(values: fc.Arbitrary<T>, check: (value: T) => void): void {
  fc.assert(fc.property(values, (value) => void check(value)));
}

const safe = /^(?:[\w.~-]|%[0-9A-F]{2})*$/;

describe("what a scalar looks like", () => {
  it.each([
    ["", "a="],
    [true, "a=true"],
    [false, "a=false"],
    [0, "a=0"],
    [-1.5, "a=-1.5"],
    [1e21, "a=1e%2B21"],
    [12345678901234567890n, "a=12345678901234567890"],
    [new Date(0), "a=1970-01-01T00%3A00%3A00.000Z"],
    [new URL("https://a.b/c?d"), "a=https%3A%2F%2Fa.b%2Fc%3Fd"],
    ["grün & (50%)!", "a=gr%C3%BCn%20%26%20%2850%25%29%21"],
    [null, undefined],
    [undefined, undefined],
  ])("%s", (value, expected) => {
    expect(form("a", value, query)).toBe(expected);
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [new Date(Number.NaN)], [Symbol("s")]])("refuses %s", (value) => {
    for (const encode of [form, simple, deepObject]) {
      expect(() => encode("a", value, query)).toThrow(/cannot be sent/);
      expect(() => encode("a", [value], query)).toThrow(/cannot be sent/);
    }
  });
});

it("refuses half a surrogate pair", () => {
  for (const encode of [form, simple, deepObject]) expect(() => encode("a", "\ud800", query)).toThrow(URIError);
});

describe("what members look like", () => {
  it("drops null members and empty lists, as RFC 6570 does", () => {
    expect(form("a", [1, null, undefined, 2], query)).toBe("a=1&a=2");
    expect(form("a", { b: null, c: 1 }, query)).toBe("c=1");
    for (const encode of [form, simple, label, matrix, pipeDelimited, deepObject]) {
      expect(encode("a", [], query)).toBeUndefined();
      expect(encode("a", {}, query)).toBeUndefined();
    }
  });

  it("writes what a style cannot nest as JSON", () => {
    expect(form("a", [{ b: 1n }, [2]], query)).toBe("a=%7B%22b%22%3A1%7D&a=%5B2%5D");
    expect(simple("a", [{ b: "," }], header)).toBe('{"b":","}');
  });

  it("separates cookies by semicolons and refuses what would end one", () => {
    expect(cookie("a", ["x=1", "y z"], { in: "cookie" })).toBe("a=x=1; a=y z");
    expect(cookie("a", "100%3B", { in: "cookie" })).toBe("a=100%3B");
    for (const value of ["x; admin=1", "a\r\nb", "ü", "\0"]) {
      expect(() => cookie("a", value, { in: "cookie" })).toThrow(/cookie/);
    }
  });

  it("names JSON only where there are names", () => {
    expect(json("a", { b: 1n }, query)).toBe("a=%7B%22b%22%3A1%7D");
    expect(json("a", null, query)).toBe("a=null");
    expect(json("a", { b: 1 }, header)).toBe('{"b":1}');
    expect(json("a", { b: 1 }, path)).toBe("%7B%22b%22%3A1%7D");
  });

  it("spreads a group by its members' own entries", () => {
    const parameter: Parameter = {
      ...query,
      members: { created: { in: "query", encode: deepObject }, kind: { in: "query", key: "type" } },
    };
    const value = { created: { gt: 5 }, kind: "x", limit: 3, none: undefined };
    expect(group("query", value, parameter)).toBe("created%5Bgt%5D=5&type=x&limit=3");
    expect(group("query", {}, parameter)).toBeUndefined();
  });
});

describe("deepObject", () => {
  const value = { b: { c: [{ d: 1 }, { d: null }] }, e: ["x", "y"], f: [], g: {}, h: undefined };

  it.each([
    [deepObject, "a[b][c][0][d]=1&a[b][c][1][d]=&a[e][0]=x&a[e][1]=y"],
    [deepObjectBrackets, "a[b][c][0][d]=1&a[b][c][1][d]=&a[e][]=x&a[e][]=y"],
    [deepObjectRepeat, "a[b][c][0][d]=1&a[b][c][1][d]=&a[e]=x&a[e]=y"],
  ])("$name writes arrays its way", (encode, expected) => {
    expect(decodeURIComponent(encode("a", value, query) ?? "")).toBe(expected);
  });

  it("sends nothing for null, and the empty text that unsets", () => {
    expect(deepObject("a", null, query)).toBeUndefined();
    expect(deepObject("a", "", query)).toBe("a=");
  });
});

describe("allowReserved", () => {
  const reserved: Parameter = { ...query, escape: keepReserved };

  it("leaves reserved and encoded characters, but none that ends the value", () => {
    expect(form("a", "/x:y?@[1]$(;,)*'!=%2F%zz#&+ ü", reserved)).toBe(
      "a=/x:y%3F@[1]$(;,)*'!=%2F%25zz%23%26%2B%20%C3%BC",
    );
  });

  it("survives decoding", () => {
    const unencoded = text.filter((value) => !/%[\da-f]{2}/i.test(value));
    forAll(unencoded, (value) => expect(readPairs(form("a", value, reserved))).toEqual([["a", value]]));
  });
});

interface ListCase {
  readonly name: string;
  readonly encode: EncodeParameter;
  readonly explode: boolean;
  readonly start: RegExp;
  readonly decode: (wire: string) => string[];
}

describe("what was serialized decodes to what it was", () => {
  const decodeList = (wire: string, delimiter: string): string[] => wire.split(delimiter).map(decodePercent);
  const decodeMatrix = (wire: string): string[] => decodeList(wire.slice(2), ";a").map((item) => item.slice(1));
  const lists: ListCase[] = [
    { name: "simple", encode: simple, explode: false, start: /^/, decode: (wire) => decodeList(wire, ",") },
    { name: "label", encode: label, explode: false, start: /^\./, decode: (wire) => decodeList(wire.slice(1), ",") },
    { name: "matrix", encode: matrix, explode: false, start: /^;a/, decode: (wire) => decodeList(wire.slice(3), ",") },
    { name: "exploded matrix", encode: matrix, explode: true, start: /^;a/, decode: decodeMatrix },
    { name: "form", encode: form, explode: false, start: /^a=/, decode: (wire) => decodeList(wire.slice(2), ",") },
    {
      name: "exploded form",
      encode: form,
      explode: true,
      start: /^a=/,
      decode: (wire) => readPairs(wire).map(([, item]) => item),
    },
  ];

  it.each(lists)("$name list", ({ encode, explode, start, decode }) => {
    forAll(fc.array(text, { minLength: 1 }), (value) => {
      const wire = encode("a", value, { ...path, explode }) ?? "";
      expect(wire).toMatch(start);
      expect(decode(wire)).toEqual(value);
    });
  });

  it.each([
    ["spaceDelimited", spaceDelimited, "%20"],
    ["pipeDelimited", pipeDelimited, "%7C"],
  ] as const)("%s list", (_, encode, delimiter) => {
    const undelimited = text.filter((value) => !/[ |]/.test(value));
    forAll(fc.array(undelimited, { minLength: 1 }), (value) => {
      expect(decodeList((encode("a", value, query) ?? "").slice(2), delimiter)).toEqual(value);
    });
  });

  it("form object, exploded, with nothing but safe characters", () => {
    forAll(members, (pairs) => {
      const wire = form("a", Object.fromEntries(pairs), query) ?? "";
      for (const piece of wire.split(/[&=]/)) expect(piece).toMatch(safe);
      expect(Object.fromEntries(readPairs(wire))).toEqual(Object.fromEntries(pairs));
    });
  });

  it("deepObject to any depth", () => {
    const key = name.filter((value) => !/[[\]]|^\d+$/.test(value));
    const { tree } = fc.letrec<{ tree: unknown; leaf: unknown }>((tie) => ({
      leaf: fc.oneof(text, fc.integer().map(String), fc.boolean().map(String)),
      tree: fc.oneof(
        { maxDepth: 5 },
        tie("leaf"),
        fc.array(tie("tree"), { minLength: 1, maxLength: 4 }),
        fc.dictionary(key, tie("tree"), { minKeys: 1, maxKeys: 4 }),
      ),
    }));
    forAll(tree, (value) => expect(readDeep(deepObject("a", value, query))).toEqual({ a: value }));
  });

  it("JSON with bigints", () => {
    const value = fc.dictionary(name, fc.oneof(text, fc.bigInt(), fc.array(fc.bigInt())));
    const asText = (_: string, member: unknown): unknown => (typeof member === "bigint" ? `#${member}` : member);
    const bare = (json: string): string => json.replace(/"#(-?\d+)"/g, "$1");
    const noDigits = (members: object): boolean =>
      !/"#-?\d+"/.test(JSON.stringify(members, (_, m) => (typeof m === "bigint" ? 0 : m)));
    forAll(value.filter(noDigits), (given) => expect(writeJson(given)).toBe(bare(JSON.stringify(given, asText))));
  });
});
