import { describe, expect, it } from "vitest";
import { isNestedDeeper } from "../../generator/read/json-depth.js";

describe("how deep JSON is nested", () => {
  it.each([
    ["[]", 1],
    ['{ "a": [1, { "b": [] }] }', 4],
    ['[[], [], { "a": {} }]', 3],
    [String.raw`{ "[{": "\"[[", "\\": "]", "b\\\"[": [] }`, 2],
  ])("%s", (json, depth) => {
    expect(JSON.parse(json)).toBeDefined();
    expect(isNestedDeeper(json, depth)).toBe(false);
    expect(isNestedDeeper(json, depth - 1)).toBe(true);
  });
});
