import { describe, expect, it } from "vitest";
import { normalize } from "../../generator/normalize/normalize.js";
import { parseDocument } from "../../generator/read/document.js";
import { soleDocument } from "../../generator/read/documents.js";

describe("callbacks", () => {
  it("that lead back to themselves, and to all others, are read once for each operation", () => {
    const keys = Array.from({ length: 12 }, (_, index) => `c${index}`);
    const callbacks = Object.fromEntries(keys.map((key) => [key, { $ref: `#/components/callbacks/${key}` }]));
    const post = { responses: { 200: { description: "ok" } }, callbacks };
    const components = {
      callbacks: Object.fromEntries(keys.map((key) => [key, { "{$request.body#/url}": { post } }])),
    };
    const contract = { openapi: "3.1.0", info: { title: "x", version: "1" }, paths: { "/a": { post } }, components };
    const source = { uri: "x", location: "/x", text: JSON.stringify(contract), sha256: "" };
    const { value } = normalize(soleDocument(parseDocument(source)));
    expect(value.operations.map(({ id }) => id)).toEqual(["POST /a"]);
    expect(value.webhooks.length).toBeLessThan(12 * 12 + 1);
    expect(value.webhooks[0]?.interaction).toBe("webhook");
  });
});
