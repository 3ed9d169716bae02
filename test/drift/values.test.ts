import { describe, expect, it } from "vitest";
import { compare, type Names } from "../../generator/drift/compare.js";
import { normalize } from "../../generator/normalize/normalize.js";
import { parseDocument } from "../../generator/read/document.js";
import { soleDocument } from "../../generator/read/documents.js";

function contractOf(format: string) {
  return contractWith({ type: "string", format });
}

function contractWith(at: object) {
  const properties = { at };
  const content = { "application/json": { schema: { type: "object", properties } } };
  const get = { responses: { 200: { description: "ok", content } } };
  const text = JSON.stringify({ openapi: "3.1.0", info: { title: "x", version: "1" }, paths: { "/x": { get } } });
  return normalize(soleDocument(parseDocument({ uri: "x", location: "x", text, sha256: "" }))).value;
}

function sourceOf(before: string, after: string, dates: "string" | "Date"): string | undefined {
  const names: Names = { calls: {}, values: { int64: "number", dates } };
  const findings = compare({
    old: { contract: contractOf(before), names },
    new: { contract: contractOf(after), names },
  });
  return findings.find(({ rule }) => rule === "format-changed")?.source;
}

describe("formats whose values become something else than JSON has", () => {
  it("are types: another format breaks the code that is compiled against it", () => {
    expect(sourceOf("date-time", "date", "Date")).toBe("breaking");
    expect(sourceOf("date-time", "date", "string")).toBe("safe");
    expect(sourceOf("date", "time", "Date")).toBe("safe");
  });
});

describe("limits beside a list of values", () => {
  it("say nothing that the list does not", () => {
    const listed = (limit: object) => ({ contract: contractWith({ type: "string", enum: ["a", "bb"], ...limit }) });
    for (const limit of [{ maxLength: 5 }, { maxLength: 1 }, { pattern: "^[a-z]+$" }, { pattern: "^[A-Z]+$" }]) {
      expect(compare({ old: listed({}), new: listed(limit) })).toEqual([]);
      expect(compare({ old: listed(limit), new: listed({}) })).toEqual([]);
    }
  });
});
