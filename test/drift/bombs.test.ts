import { describe, expect, it } from "vitest";
import type { Json } from "../../generator/contract/schema.js";
import { compare } from "../../generator/drift/compare.js";
import { normalize } from "../../generator/normalize/normalize.js";
import { parseDocument } from "../../generator/read/document.js";
import { soleDocument } from "../../generator/read/documents.js";

type Schemas = { readonly [name: string]: Json };

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function refTo(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

/** Contracts in which a change lies behind more ways than can be gone. */
const bombs: { readonly [name: string]: (leaf: Json) => Schemas } = {
  "a chain of 400 unions": (leaf) => ({
    ...Object.fromEntries(
      range(400).map((n) => [
        n === 0 ? "Root" : `U${n}`,
        { oneOf: [refTo(`U${n + 1}`), { type: "object", required: [`k${n}`] }] },
      ]),
    ),
    U400: leaf,
  }),
  "2 to the power of 24 ways": (leaf) => ({
    ...Object.fromEntries(
      range(24).map((n) => [
        n === 0 ? "Root" : `D${n}`,
        { anyOf: [refTo(`D${n + 1}`), refTo(`D${n + 1}`)], properties: { x: refTo(`D${n + 1}`) } },
      ]),
    ),
    D24: leaf,
  }),
  "30 choices that all have to be made": (leaf) => ({
    Root: {
      allOf: [
        ...range(30).map((n): Json => ({
          anyOf: [
            { type: "object", required: [`a${n}`] },
            { type: "object", required: [`b${n}`] },
          ],
        })),
        leaf,
      ],
    },
  }),
  "300 properties of 300 values": (leaf) => ({
    Root: {
      type: "object",
      properties: {
        z: leaf,
        ...Object.fromEntries(
          range(300).map((n) => [`p${n}`, { type: "string", enum: range(300).map((m) => `${n}-${m}`) }]),
        ),
      },
    },
  }),
  "a schema that contains itself everywhere": (leaf) => ({
    Root: {
      type: "object",
      properties: {
        z: leaf,
        a: refTo("Root"),
        b: { type: "array", items: refTo("Root") },
        c: { anyOf: [refTo("Root"), refTo("Root")] },
      },
      additionalProperties: refTo("Root"),
    },
  }),
};

function contractOf(schemas: Schemas) {
  const content = { "application/json": { schema: refTo("Root") } };
  const post = { requestBody: { required: true, content }, responses: { 200: { description: "ok", content } } };
  const document = {
    openapi: "3.1.0",
    info: { title: "x", version: "1" },
    paths: { "/x": { post } },
    components: { schemas },
  };
  const source = { uri: "x", location: "x", text: JSON.stringify(document), sha256: "" };
  return { contract: normalize(soleDocument(parseDocument(source))).value };
}

describe("a change that is hard to reach", () => {
  it.each(Object.entries(bombs))("%s: is found, in finite time", (_, make) => {
    const leaf = (type: string): Json => ({ type: "object", required: ["z"], properties: { z: { type } } });
    const before = contractOf(make(leaf("string")));
    expect(compare({ old: before, new: contractOf(make(leaf("string"))) })).toEqual([]);
    const findings = compare({ old: before, new: contractOf(make(leaf("integer"))) });
    expect(findings.some(({ wire }) => wire === "breaking" || wire === "warning")).toBe(true);
  });
});
