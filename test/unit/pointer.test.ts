import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { child, decodePercent, keysOf, keysOfFragment } from "../../generator/contract/pointer.js";

describe("JSON pointers", () => {
  it("lead back to the keys that they were made of", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (keys) => {
        expect(keysOf(keys.reduce(child, ""))).toEqual(keys);
        expect(keysOf(keys.reduce(child, "#"))).toEqual(keys);
      }),
    );
  });

  it("escape as RFC 6901 has it", () => {
    expect(child(child("", "a/b"), "m~n")).toBe("/a~1b/m~0n");
    expect(keysOf("/~01/")).toEqual(["~1", ""]);
    expect(keysOf("")).toEqual([]);
  });

  it("may be written as URI fragments", () => {
    expect(keysOfFragment("#/a%20b/c%7E1d/100%")).toEqual(["a b", "c/d", "100%"]);
    expect(decodePercent("%zz")).toBe("%zz");
  });
});
