import { describe, it, expect } from "vitest";
import { findDifference } from "../../templates/testing/difference.js";
import { expect as expectKit, fail } from "../../templates/testing/expect.js";

describe("the kit's own comparison", () => {
  it.each([
    [{ a: 1, b: undefined }, { a: 1 }],
    [
      { b: 1, a: [1, { c: "x" }] },
      { a: [1, { c: "x" }], b: 1 },
    ],
    [Object.create(null, { a: { value: 1, enumerable: true } }), { a: 1 }],
    [new Date(5), new Date(5)],
    [Uint8Array.of(1, 2), Uint8Array.of(1, 2)],
    [Number.NaN, Number.NaN],
    [12n, 12n],
  ])("sees nothing between %s and %s", (left, right) => {
    expect(findDifference(left, right)).toBeUndefined();
    expect(left).toEqual(right);
  });

  it.each([
    [{ a: { "b/c": [1, 2] } }, { a: { "b/c": [1, 3] } }, { at: "/a/b~1c/1", says: "is 2, not 3" }],
    [[1], [1, undefined], { at: "/length", says: "is 1, not 2" }],
    [{ a: null }, {}, { at: "/a", says: "is null, not undefined" }],
    [{}, [], { at: "", says: "is {}, not []" }],
    [1, 1n, { at: "", says: 'is 1, not "1n"' }],
    ["1", 1, { at: "", says: 'is "1", not 1' }],
    [new Date(5), new Date(6), { at: "", says: "is 5, not 6" }],
    [Uint8Array.of(1), [1], { at: "", says: 'is {"0":1}, not [1]' }],
    [new Map([[1, 2]]), new Map([[1, 2]]), { at: "", says: "is {}, not {}" }],
    [-0, 0, { at: "", says: "is 0, not 0" }],
  ])("names the first place where %s and %s differ", (left, right, difference) => {
    expect(findDifference(left, right)).toEqual(difference);
  });
});

describe("the kit's own expect", () => {
  it("says what is wrong, and keeps both sides for the framework to show", () => {
    const error = caught(() => expectKit({ a: [1] }, "the body").toEqual({ a: [2] }));
    expect(error).toMatchObject({ message: "the body at /a/0 is 1, not 2", actual: { a: [1] }, expected: { a: [2] } });
    expect(caught(() => expectKit([1, 2]).toHaveLength(3))).toMatchObject({
      message: expect.stringMatching(/length 2, not 3/) as string,
    });
    expect(caught(() => expectKit(["a"]).toContain("b"))).toMatchObject({
      message: expect.stringMatching(/\["a"\] lacks "b"/) as string,
    });
    expect(caught(() => expectKit("abc").toMatch(/d/))).toMatchObject({
      message: expect.stringMatching(/"abc" does not match \/d\//) as string,
    });
    expect(caught(() => expectKit(1).toBe(2))).toMatchObject({
      message: expect.stringMatching(/is 1, not 2/) as string,
    });
    expect(caught(() => fail("because"))).toMatchObject({ message: "because" });
  });

  it("is silent where nothing is", () => {
    expectKit({ a: 1 }).toEqual({ a: 1 });
    expectKit("abc").toContain("b");
    expectKit("abc").toMatch(/b/);
    expectKit([1]).toHaveLength(1);
    expectKit(1).toBe(1);
  });
});

function caught(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}
