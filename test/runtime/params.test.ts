import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { form as formBody } from "../../templates/runtime/v1/body/form.js";
import { json as jsonBody } from "../../templates/runtime/v1/body/json.js";
import type { Body, Operation, Parameter } from "../../templates/runtime/v1/operation.js";
import { makePartsOf } from "../../templates/runtime/v1/params.js";
import { placeParams } from "../../templates/runtime/v1/place/params.js";
import { form } from "../../templates/runtime/v1/styles/form.js";
import { group } from "../../templates/runtime/v1/styles/group.js";
import { json } from "../../templates/runtime/v1/styles/json.js";
import { label } from "../../templates/runtime/v1/styles/label.js";
import { matrix } from "../../templates/runtime/v1/styles/matrix.js";
import { keepReserved } from "../../templates/runtime/v1/styles/reserved.js";
import { decodePercent, readPairs } from "./wire-decoder.js";

type Shape = Partial<Pick<Operation, "method" | "path" | "params" | "body">>;

const base = "https://api.test";
const flatJson: Body = { encode: jsonBody, from: "flat" };

function build(shape: Shape, params: { readonly [name: string]: unknown }) {
  const operation = { method: "GET", path: "/x", place: placeParams, ...shape };
  return makePartsOf({ operation, options: {} }, params)(base);
}

describe("path", () => {
  it("fills the template, everything reserved percent-encoded", () => {
    const { url } = build({ path: "/v1/{a}/b/{c}:pay" }, { a: "x/y?#%", c: "ü{a}" });
    expect(url).toBe("https://api.test/v1/x%2Fy%3F%23%25/b/%C3%BC%7Ba%7D:pay");
  });

  it("fills a name as often as it stands in the template", () => {
    expect(build({ path: "/{a}/{a}" }, { a: 1 }).url).toBe("https://api.test/1/1");
  });

  it("takes members under other names, and other styles", () => {
    const params: Record<string, Parameter> = {
      "path.id": { in: "path", key: "id" },
      color: { in: "path", encode: matrix, explode: true },
      ext: { in: "path", encode: label },
    };
    const { url } = build({ path: "/{id}{color}{ext}", params }, { "path.id": 1, id: 2, color: ["r", "g"], ext: "x" });
    expect(url).toBe("https://api.test/1;color=r;color=g.x?id=2");
  });

  it.each([[".."], ["."], [""], [null], [undefined], [[]]])("refuses %j as a segment", (id) => {
    expect(() => build({ path: "/a/{id}/b" }, { id })).toThrow(TypeError);
    expect(() => build({ path: "/a/{id}" }, { id })).toThrow(TypeError);
  });

  it("refuses dots that only the template or another style make a segment", () => {
    const params: Record<string, Parameter> = {
      a: { in: "path", escape: keepReserved },
      b: { in: "path", encode: label },
    };
    expect(() => build({ path: "/{x}{y}/z" }, { x: ".", y: "." })).toThrow(/cannot be sent in the path/);
    expect(() => build({ path: "/x/{b}", params }, { b: "." })).toThrow(/cannot be sent in the path/);
    expect(() => build({ path: "/x/{a}", params }, { a: "y/../../z" })).toThrow(/cannot be sent in the path/);
    expect(() => build({ path: "/x/{a}", params }, { a: "y/%2E%2e" })).toThrow(/cannot be sent in the path/);
    expect(build({ path: "/x/{a}" }, { a: "...%2e%2e" }).url).toBe("https://api.test/x/...%252e%252e");
  });

  it("never climbs, whatever the value", () => {
    const texts = fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[./\\%2eE\t]{1,6}$/));
    const check = (id: string): void => {
      if (id === "" || id === "." || id === "..") return;
      const { pathname, search, hash } = new URL(build({ path: "/v1/{id}/end" }, { id }).url);
      const [, v1, segment = "", end, ...more] = pathname.split("/");
      expect([v1, decodePercent(segment), end, more, search, hash]).toEqual(["v1", id, "end", [], "", ""]);
    };
    fc.assert(fc.property(texts, check));
  });
});

describe("query", () => {
  it("takes what has no entry, where there is no flat body", () => {
    const params = { ids: { in: "query", encode: form }, to: { in: "query", encode: form } } as const;
    const given = { limit: 3, ids: ["a", "b"], to: { min: 1 }, none: undefined, nil: null };
    expect(build({ params }, given).url).toBe("https://api.test/x?limit=3&ids=a&ids=b&min=1");
    expect(() => build({}, { ids: ["a"] })).toThrow(/cannot be sent/);
  });

  it("sends null only where the style can say it", () => {
    expect(build({ params: { f: { in: "query", encode: json } } }, { f: null }).url).toBe("https://api.test/x?f=null");
  });

  it("has a group for names that the body takes", () => {
    const params = { query: { in: "query", encode: group } } as const;
    const { url, body } = build({ method: "POST", params, body: flatJson }, { query: { name: "q" }, name: "b" });
    expect(url).toBe("https://api.test/x?name=q");
    expect(body?.content).toBe('{"name":"b"}');
  });

  it("is safe with the names of Object's own members", () => {
    const params = JSON.parse('{"__proto__":"a","constructor":"b","toString":"c"}') as Record<string, unknown>;
    expect(build({ params: {} }, params).url).toBe("https://api.test/x?__proto__=a&constructor=b&toString=c");
    expect(build({ method: "POST", body: flatJson }, params).body?.content).toBe(JSON.stringify(params));
  });

  it("is joined to the path's own, a fragment is cut", () => {
    expect(build({ path: "/?Action=X#frag" }, { a: 1 }).url).toBe("https://api.test/?Action=X&a=1");
    expect(build({ path: "/{id}#frag" }, { id: "#" }).url).toBe("https://api.test/%23");
  });

  it("decodes to what was given, whatever it is", () => {
    const value = fc.dictionary(fc.string({ minLength: 1, unit: "grapheme" }), fc.string({ unit: "grapheme" }));
    const check = (params: Record<string, string>): void => {
      const { search } = new URL(build({}, params).url);
      expect(readPairs(search.slice(1))).toEqual(Object.entries(params));
    };
    fc.assert(fc.property(value, check));
  });
});

describe("headers and cookies", () => {
  const params: Record<string, Parameter> = {
    match: { in: "header", key: "If-Match" },
    tags: { in: "header", key: "X-Tags" },
    session: { in: "cookie" },
    theme: { in: "cookie", key: "t" },
  };

  it("writes headers as they are and joins cookies", () => {
    const { headers, url } = build(
      { params },
      { match: '"e/tag"', tags: ["a", "b c"], session: "x;y=", theme: ["l", "d"] },
    );
    expect(headers).toEqual({ "if-match": '"e/tag"', "x-tags": "a,b c", cookie: "session=x%3By%3D; t=l; t=d" });
    expect(url).toBe("https://api.test/x");
    expect(build({ params }, { match: null, session: undefined }).headers).toEqual({});
  });

  it.each([["a\r\nX-Admin: 1"], ["a\nb"], ["a\0"], ["\x7f"], ["€"]])("refuses %j as a header", (match) => {
    expect(() => build({ params }, { match })).toThrow(/"If-Match" holds a character/);
  });

  it("refuses a header name that the contract made up", () => {
    expect(() => build({ params: { h: { in: "header", key: "A: b\r\nC" } } }, { h: "x" })).toThrow(/is no header name/);
  });
});

describe("body", () => {
  const post = { method: "POST", path: "/c/{id}", params: { q: { in: "query" } } } as const;

  it("flat and all there is: needs nothing that places parameters", () => {
    const shape: Shape = { method: "POST", body: flatJson };
    const operation = { method: "POST", path: "/x", ...shape };
    expect(makePartsOf({ operation, options: {} }, { a: 1, b: undefined })(base)).toEqual(build(shape, { a: 1 }));
  });

  it("flat: the members without an entry and not in the path", () => {
    const { body } = build({ ...post, body: flatJson }, { id: 1, q: 2, a: 3, b: undefined, c: null });
    expect(body).toEqual({ content: '{"a":3,"c":null}', type: "application/json", replayable: true });
  });

  it("whole: the member `body`, the rest in the query", () => {
    const whole: Body = { encode: jsonBody, from: "whole" };
    const { body, url } = build({ ...post, body: whole }, { id: 1, body: [1], x: "y" });
    expect([body?.content, url]).toEqual(["[1]", "https://api.test/c/1?x=y"]);
    expect(build({ ...post, body: whole }, { id: 1, body: null }).body?.content).toBe("null");
    expect(build({ ...post, body: whole }, { id: 1 }).body).toBeUndefined();
  });

  it("empty: JSON is {}, a form is nothing, unusual methods send none", () => {
    const flatForm: Body = { encode: formBody, from: "flat" };
    expect(build({ ...post, body: flatJson }, { id: 1 }).body?.content).toBe("{}");
    expect(build({ ...post, body: flatForm }, { id: 1 }).body).toBeUndefined();
    for (const method of ["GET", "HEAD", "DELETE"])
      expect(build({ ...post, method, body: flatJson }, { id: 1 }).body).toBeUndefined();
    expect(build({ ...post, method: "DELETE", body: flatJson }, { id: 1, a: 1 }).body?.content).toBe('{"a":1}');
  });
});

it("says which parameter is wrong", () => {
  expect(() => build({}, { limit: Number.NaN })).toThrow(expect.objectContaining({ pointer: "/limit" }));
  expect(() => build({ path: "/{id}" }, {})).toThrow(expect.objectContaining({ pointer: "/id" }));
});
