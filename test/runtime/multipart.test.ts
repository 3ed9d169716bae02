import { describe, expect, it } from "vitest";
import { multipart } from "../../templates/runtime/v1/body/multipart.js";
import type { Body, EncodedBody, Part } from "../../templates/runtime/v1/operation.js";
import { bytes, BinaryBody } from "../../templates/runtime/v1/read/bytes.js";
import { deepObject } from "../../templates/runtime/v1/styles/deep-object.js";

type Parts = { readonly [key: string]: Part };

function encode(value: unknown, parts: Parts = {}): EncodedBody {
  const body: Body = { encode: multipart, from: "flat", parts };
  const encoded = multipart(value, body);
  if (!encoded) throw new Error("no body");
  return encoded;
}

function answer(encoded: EncodedBody): Response {
  return new Response(encoded.content, { headers: { "content-type": encoded.type ?? "" } });
}

/** The parts as the platform's own decoder reads them. */
async function decode(value: unknown, parts?: Parts): Promise<[string, FormDataEntryValue][]> {
  return [...(await answer(encode(value, parts)).formData()).entries()];
}

/** What stands before each part's content. */
async function readHeads(value: unknown, parts?: Parts): Promise<string[]> {
  const text = await answer(encode(value, parts)).text();
  return [...text.matchAll(/Content-Disposition: form-data; (.*?)\r\n\r\n/gs)].map(([, head = ""]) => head);
}

describe("multipart", () => {
  it("writes scalars as text, repeats arrays, leaves out what is undefined", async () => {
    const value = { a: "grün\r\n--x", b: [1, 2n], c: true, d: null, e: undefined, f: [], g: new Date(0) };
    expect(await decode(value)).toEqual([
      ["a", "grün\r\n--x"],
      ["b", "1"],
      ["b", "2"],
      ["c", "true"],
      ["d", ""],
      ["g", "1970-01-01T00:00:00.000Z"],
    ]);
  });

  it("writes objects as JSON parts that are no files, or as their style says", async () => {
    const value = { o: { a: 1n }, list: [{ b: 2 }], deep: { city: "ü&" }, content: { content: "text" } };
    const parts = { deep: { encode: deepObject } };
    expect(await decode(value, parts)).toEqual([
      ["o", '{"a":1}'],
      ["list", '{"b":2}'],
      ["deep[city]", "ü&"],
      ["content", '{"content":"text"}'],
    ]);
    expect(await readHeads(value, parts)).toEqual([
      'name="o"\r\nContent-Type: application/json',
      'name="list"\r\nContent-Type: application/json',
      'name="deep[city]"',
      'name="content"\r\nContent-Type: application/json',
    ]);
  });

  it("keeps a file's name and type, and gives bytes the property's", async () => {
    const png = new File(["x"], "a.png", { type: "image/png" });
    const value = {
      png,
      blob: new Blob(["y"]),
      raw: new Uint8Array([122]),
      named: { content: new Uint8Array([122]).buffer, name: "n.txt", type: "text/plain" },
      renamed: { content: png, name: "b.png" },
      many: [png, png],
    };
    expect(await readHeads(value)).toEqual([
      'name="png"; filename="a.png"\r\nContent-Type: image/png',
      'name="blob"; filename="blob"\r\nContent-Type: application/octet-stream',
      'name="raw"; filename="raw"\r\nContent-Type: application/octet-stream',
      'name="named"; filename="n.txt"\r\nContent-Type: text/plain',
      'name="renamed"; filename="b.png"\r\nContent-Type: image/png',
      'name="many"; filename="a.png"\r\nContent-Type: image/png',
      'name="many"; filename="a.png"\r\nContent-Type: image/png',
    ]);
  });

  it("gives each part the contract's type, where that is one", async () => {
    const jpeg = new Blob(["x"], { type: "image/jpeg" });
    const value = { text: "<a/>", one: jpeg, choice: jpeg, any: jpeg };
    const parts = {
      text: { type: "application/xml" },
      one: { type: "image/png" },
      choice: { type: "image/png, image/jpeg" },
      any: { type: "image/*" },
    };
    expect(await readHeads(value, parts)).toEqual([
      'name="text"\r\nContent-Type: application/xml',
      'name="one"; filename="one"\r\nContent-Type: image/png',
      'name="choice"; filename="choice"\r\nContent-Type: image/jpeg',
      'name="any"; filename="any"\r\nContent-Type: image/jpeg',
    ]);
  });

  it("writes a list as parts without names", async () => {
    const body: Body = {
      encode: multipart,
      type: "multipart/mixed",
      from: "whole",
      parts: { 0: { type: "text/csv" } },
      each: { headers: { A: "b" } },
    };
    const encoded = multipart(["a,b", { c: 1 }, [2], new Blob(["x"], { type: "image/png" })], body);
    expect(encoded?.type).toMatch(/^multipart\/mixed; boundary=/);
    const parts = (await new Response(encoded?.content as Blob).text()).split(/--[\w-]{36}(?:--)?\r\n/).slice(1, -1);
    expect(parts).toEqual([
      "Content-Type: text/csv\r\n\r\na,b\r\n",
      'Content-Type: application/json\r\nA: b\r\n\r\n{"c":1}\r\n',
      "Content-Type: application/json\r\nA: b\r\n\r\n[2]\r\n",
      "Content-Type: image/png\r\nA: b\r\n\r\nx\r\n",
    ]);
  });

  it("lets no name, type or header end its line", async () => {
    const name = 'a"\r\nX: 1';
    const headers = { "A\r\nB": "c\r\nD: e" };
    const upload = { content: new Uint8Array([122]), name, type: "a/b\r\nY: 2", headers };
    expect(await readHeads({ [name]: upload })).toEqual([
      'name="a%22%0D%0AX: 1"; filename="a%22%0D%0AX: 1"\r\nContent-Type: a/bY: 2\r\nAB: cD: e',
    ]);
  });

  it("gives parts the headers of the contract, and uploads those of the caller", async () => {
    const content = new Uint8Array([122]);
    const value = { text: "t", object: {}, file: { content, headers: { "X-Own": "1", "X-None": undefined } } };
    const parts = {
      text: { headers: { "X-Part": "a" } },
      object: { headers: { "X-Part": "b" } },
      file: { headers: { "X-Part": "c" } },
    };
    expect(await readHeads(value, parts)).toEqual([
      'name="text"\r\nX-Part: a',
      'name="object"\r\nContent-Type: application/json\r\nX-Part: b',
      'name="file"; filename="file"\r\nContent-Type: application/octet-stream\r\nX-Part: c\r\nX-Own: 1',
    ]);
  });

  it("can be repeated without streams, streams with them", async () => {
    expect(encode({ a: new Blob(["x"]) })).toMatchObject({ content: expect.any(Blob), replayable: true });
    const value = { a: 1, s: { content: new Blob(["streamed"]).stream(), name: "s.bin" }, z: "last" };
    const encoded = encode(value);
    expect(encoded).toMatchObject({ content: expect.any(ReadableStream), replayable: false });
    const data = await answer(encoded).formData();
    const file = data.get("s") as File;
    expect([data.get("a"), file.name, await file.text(), data.get("z")]).toEqual(["1", "s.bin", "streamed", "last"]);
  });

  it("passes a failing source on and tells a source when nobody reads", async () => {
    const failing = new ReadableStream({ pull: () => Promise.reject(new Error("disk")) });
    await expect(answer(encode({ failing })).text()).rejects.toThrow("disk");

    let reason: unknown;
    const source = new ReadableStream({
      pull: (c) => c.enqueue(new Uint8Array(9)),
      cancel: (why) => void (reason = why),
    });
    const reader = (encode({ source }).content as ReadableStream).getReader();
    await reader.read();
    await reader.read();
    await reader.cancel("cut");
    await expect.poll(() => reason).toBe("cut");
  });

  it("sends nothing for nothing, and a FormData as it is", () => {
    const body: Body = { encode: multipart, from: "whole" };
    expect(multipart({ a: undefined }, body)).toBeUndefined();
    const data = new FormData();
    expect(multipart(data, body)).toEqual({ content: data, replayable: true });
  });
});

describe("bytes", () => {
  const open = async (headers: Record<string, string>, text = "grün") =>
    (await bytes(new Response(text, { headers }), { call: "x", method: "GET", path: "/", replies: {} })) as BinaryBody;

  it("gives a body that is read once, in any form", async () => {
    expect(bytes.streams?.(new Response())).toBe(true);
    expect(await (await open({})).text()).toBe("grün");
    expect(await (await open({})).bytes()).toEqual(new TextEncoder().encode("grün"));
    expect((await (await open({ "content-type": "image/png" })).blob()).type).toBe("image/png");
    expect(await new Response((await open({})).stream()).text()).toBe("grün");
    expect(await new Response(new BinaryBody(new Response(null, { status: 204 })).stream()).text()).toBe("");
    await (await open({})).cancel();
  });

  it("knows the type, and the size unless it is the compressed one", async () => {
    const plain = await open({ "content-type": "image/png", "content-length": "5" });
    expect([plain.type, plain.size]).toEqual(["image/png", 5]);
    expect((await open({ "content-length": "5", "content-encoding": "gzip" })).size).toBeUndefined();
    expect((await open({})).size).toBeUndefined();
  });

  it.each([
    ["attachment; filename=plain.txt", "plain.txt"],
    ['attachment; filename="a \\"b\\".txt"; x=y', 'a "b".txt'],
    [`attachment; filename="x.txt"; filename*=UTF-8''na%C3%AFve.txt`, "naïve.txt"],
    [`attachment; filename*=UTF-8''%zz; filename=x.txt`, "x.txt"],
    ['attachment; filename="../../etc/passwd"', "passwd"],
    [`attachment; filename*=utf-8'en'..%5C..%2Fevil.exe`, "evil.exe"],
    ["inline", undefined],
    ['attachment; filename=""', undefined],
  ])("%s", async (disposition, expected) => {
    expect((await open({ "content-disposition": disposition })).fileName).toBe(expected);
  });
});
