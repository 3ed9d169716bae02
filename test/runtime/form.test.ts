import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binary } from "../../templates/runtime/v1/body/binary.js";
import { form } from "../../templates/runtime/v1/body/form.js";
import { json } from "../../templates/runtime/v1/body/json.js";
import { text } from "../../templates/runtime/v1/body/text.js";
import type { Body, EncodeBody, Part } from "../../templates/runtime/v1/operation.js";
import { deepObject, deepObjectBrackets } from "../../templates/runtime/v1/styles/deep-object.js";
import { plain } from "../../templates/runtime/v1/styles/plain.js";
import { keepReserved } from "../../templates/runtime/v1/styles/reserved.js";
import { readDeep, readPairs } from "./wire-decoder.js";

const deep: Part = { encode: deepObject };

function write(value: unknown, parts?: { readonly [key: string]: Part }): string | undefined {
  const body: Body = { encode: form, from: "flat", each: { encode: plain }, ...(parts && { parts }) };
  const encoded = form(value, body);
  expect(encoded?.type ?? "application/x-www-form-urlencoded").toBe("application/x-www-form-urlencoded");
  return encoded && String(encoded.content);
}

describe("urlencoded, as Stripe wants it", () => {
  const parts = { address: deep, metadata: deep, expand: deep, items: deep };

  it("creates a customer", () => {
    const customer = { email: "jenny@example.com", address: { city: "X" }, metadata: { k: "v" }, expand: ["a", "b"] };
    expect(write(customer, parts)).toBe(
      "email=jenny%40example.com&address%5Bcity%5D=X&metadata%5Bk%5D=v&expand%5B0%5D=a&expand%5B1%5D=b",
    );
  });

  it("nests to depth 3 and arrays of objects", () => {
    const items = [
      { price: "p1", price_data: { recurring: { interval: "month" } } },
      { price: "p2", tax_rates: ["t"] },
    ];
    expect(decodeURIComponent(write({ items }, parts) ?? "")).toBe(
      "items[0][price]=p1&items[0][price_data][recurring][interval]=month&items[1][price]=p2&items[1][tax_rates][0]=t",
    );
  });

  it("unsets by null and by the empty text, sends nothing for empty lists", () => {
    expect(write({ email: null, address: "", expand: [], metadata: { k: null, l: "" } }, parts)).toBe(
      "email=&address=&metadata%5Bk%5D=&metadata%5Bl%5D=",
    );
    expect(write({ expand: [], none: undefined }, parts)).toBeUndefined();
  });
});

describe("urlencoded, otherwise", () => {
  it("repeats arrays and writes objects as JSON, as the specification has it", () => {
    expect(write({ a: [1, 2n], o: { b: [true] }, d: new Date(0) })).toBe(
      "a=1&a=2&o=%7B%22b%22%3A%5Btrue%5D%7D&d=1970-01-01T00%3A00%3A00.000Z",
    );
  });

  it("honors encode, explode and allowReserved per property", () => {
    const parts: Record<string, Part> = {
      a: { encode: plain, explode: false },
      b: { encode: deepObjectBrackets },
      c: { encode: plain, escape: keepReserved },
    };
    expect(write({ a: [1, 2], b: [1, 2], c: "x/y&z" }, parts)).toBe("a=1,2&b%5B%5D=1&b%5B%5D=2&c=x/y%26z");
  });

  it("is read by the platform's own decoder and by ours", () => {
    const scalars = fc.dictionary(fc.string({ unit: "grapheme", minLength: 1 }), fc.string({ unit: "grapheme" }), {
      minKeys: 1,
    });
    const check = (value: Record<string, string>): void => {
      const content = write(value);
      expect(readPairs(content)).toEqual(Object.entries(value));
      expect([...new URLSearchParams(content)]).toEqual(Object.entries(value));
    };
    fc.assert(fc.property(scalars, check));
  });

  it("keeps properties apart that are nested alike", () => {
    expect(readDeep(write({ a: { x: "1" }, b: [{ x: "2" }] }, { a: deep, b: deep }))).toEqual({
      a: { x: "1" },
      b: [{ x: "2" }],
    });
  });
});

describe("JSON, text and bytes", () => {
  const encode = (encoder: EncodeBody, value: unknown, type?: string) =>
    encoder(value, { encode: encoder, from: "whole", ...(type && { type }) });

  it("writes JSON with every digit of a bigint", () => {
    const value = { id: 12345678901234567890n, list: [-1n, "1n"], at: new Date(0), none: undefined };
    expect(encode(json, value)?.content).toBe(
      '{"id":12345678901234567890,"list":[-1,"1n"],"at":"1970-01-01T00:00:00.000Z"}',
    );
    expect(encode(json, {}, "application/merge-patch+json")?.type).toBe("application/merge-patch+json");
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(() => encode(json, cycle)).toThrow(TypeError);
  });

  it("writes text", () => {
    expect(encode(text, "grün")).toEqual({ content: "grün", type: "text/plain", replayable: true });
    expect(encode(text, 5n, "text/csv")).toEqual({ content: "5", type: "text/csv", replayable: true });
  });

  it("takes bytes in every form, and repeats all but streams", () => {
    const file = new File(["x"], "a.png", { type: "image/png" });
    const stream = file.stream();
    expect(encode(binary, file)).toEqual({ content: file, type: "image/png", replayable: true });
    expect(encode(binary, file, "image/*")?.type).toBe("image/png");
    expect(encode(binary, file, "application/pdf")?.type).toBe("application/pdf");
    expect(encode(binary, { content: file, type: "image/webp" })?.type).toBe("image/webp");
    expect(encode(binary, new Uint8Array([1]).buffer)?.content).toEqual(new Uint8Array([1]));
    expect(encode(binary, Buffer.from("x"))?.type).toBe("application/octet-stream");
    expect(encode(binary, "x", "application/xml")?.content).toBe("x");
    expect(encode(binary, stream)).toEqual({ content: stream, type: "application/octet-stream", replayable: false });
    expect(() => encode(binary, { a: 1 })).toThrow(/must be a Blob/);
  });
});
