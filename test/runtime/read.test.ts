import { describe as suite, expect, test } from "vitest";
import type { DecodeError } from "../../templates/runtime/v1/core.js";
import { connect, describe, fail, run, stub, type TestOperation } from "./fixture.js";

const read = (body: BodyInit | null, type: string | undefined, operation: TestOperation = describe(), status = 200) => {
  const response = new Response(body, { status, headers: type === undefined ? {} : { "content-type": type } });
  if (type === undefined) response.headers.delete("content-type");
  return run(connect({ retry: 0, ...stub(response) }), operation);
};

suite("JSON", () => {
  test.each([
    "application/json",
    "application/json; charset=utf-8",
    "application/problem+json",
    "text/plain",
    undefined,
  ])("as %s", async (type) => {
    expect(await read('{"a":[1]}', type)).toEqual({ a: [1] });
  });

  test("beside other media types is known by its own", async () => {
    const either = describe({ accept: "application/json, text/plain" });
    expect(await read('{"a":1}', "application/problem+json", either)).toEqual({ a: 1 });
    expect(await read('{"a":1}', "text/plain", either)).toBe('{"a":1}');
  });

  test("a byte order mark is no part of it, an empty body is undefined", async () => {
    expect(await read('\ufeff{"a":1}', "application/json")).toEqual({ a: 1 });
    expect(await read("", "application/json")).toBeUndefined();
    expect(await read("null", "application/json")).toBeNull();
  });

  test("`__proto__` is a key like any other", async () => {
    const data = (await read('{"__proto__":{"admin":true}}', "application/json")) as { admin?: boolean };
    expect(data.admin).toBeUndefined();
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test.each([
    ["{", "application/json"],
    ["<html>", "text/html"],
    ["OK", undefined],
  ])("%s is a DecodeError, not retried", async (body, type) => {
    const error = (await fail(read(body, type))) as DecodeError;
    expect(error).toMatchObject({ name: "DecodeError", pointer: "", attempts: 1 });
    expect([error.text, error.response.status]).toEqual([body, 200]);
    expect(error.message).toMatch(/^acme things.call: the body is not JSON( but text\/(html|plain)|$)/);
  });
});

suite("no body", () => {
  const declared = describe({ replies: { 200: "checkThing", 202: "", default: "checkProblem" } });

  test.each([
    [200, ""],
    [204, null],
  ])("where the contract declares one is a DecodeError: %i", async (status, body) => {
    expect(await fail(read(body, "application/json", declared, status))).toMatchObject({
      name: "DecodeError",
      message: "acme things.call: there is no body",
    });
  });

  test("is fine where the contract declares none", async () => {
    expect(await read("", "application/json", declared, 202)).toBeUndefined();
    const other = describe({ replies: { 202: "", default: "checkProblem" } });
    expect(await read(null, "application/json", other, 204)).toBeUndefined();
  });
});

suite("charsets", () => {
  const latin = Uint8Array.from([0x22, 0x47, 0x72, 0xf6, 0xdf, 0x65, 0x22]);
  const utf16 = Uint8Array.from([0xff, 0xfe, 0x22, 0, 0xf6, 0, 0x22, 0]);

  test.each([
    ["application/json; charset=iso-8859-1", latin, "Größe"],
    ['application/json; charset="windows-1252"', latin, "Größe"],
    ["application/json;charset=utf-16", utf16, "ö"],
    ["application/json; charset=UTF8", new TextEncoder().encode('"ö"'), "ö"],
    ["application/json; charset=made-up", new TextEncoder().encode('"ö"'), "ö"],
  ])("%s", async (type, bytes, text) => {
    expect(await read(bytes, type)).toBe(text);
    expect(await fail(read(bytes, type, describe(), 400))).toMatchObject({ body: text });
  });
});

suite("other bodies", () => {
  test("text is text, JSON is JSON, where anything was asked for", async () => {
    const operation = describe({ accept: "*/*" });
    expect(await read("OK", "text/plain", operation)).toBe("OK");
    expect(await read("[1]", "application/json", operation)).toEqual([1]);
    expect(await read("[1]", "text/csv", describe({ accept: "text/csv" }))).toBe("[1]");
  });

  test.each([204, 205])("%i has none", async (status) => {
    expect(await read(null, "application/json", describe(), status)).toBeUndefined();
    const reader = describe({ read: async (response) => `read: ${await response.text()}` });
    expect(await read(null, "text/plain", reader, status)).toBeUndefined();
  });

  test("HEAD has none", async () => {
    expect(await read(null, "application/json", describe({ method: "HEAD" }))).toBeUndefined();
  });

  test("the operation's own reader reads successes, and only them", async () => {
    const reader = describe({ read: async (response) => (await response.text()).length });
    expect(await read("12345", "text/plain", reader)).toBe(5);
    expect(await fail(read('{"message":"no"}', "application/json", reader, 400))).toMatchObject({
      body: { message: "no" },
    });
  });
});
