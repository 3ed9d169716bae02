import { describe, expect, it } from "vitest";
import type { Contract } from "../../generator/contract/contract.js";
import type { Diagnostic } from "../../generator/diagnostics.js";
import { normalize } from "../../generator/normalize/normalize.js";
import { parseDocument } from "../../generator/read/document.js";
import { soleDocument } from "../../generator/read/documents.js";

type Schemas = { readonly [name: string]: object };

function read(schemas: Schemas, version = "3.1.0"): { schemas: Contract["schemas"]; repairs: Diagnostic[] } {
  const document = { openapi: version, info: { title: "x", version: "1" }, paths: {}, components: { schemas } };
  const source = { uri: "x", location: "/x", text: JSON.stringify(document), sha256: "" };
  const { value, diagnostics } = normalize(soleDocument(parseDocument(source)));
  return { schemas: value.schemas, repairs: diagnostics.filter(({ severity }) => severity === "repair") };
}

/** An object of these members, and no others where it is closed. */
function object(keys: readonly string[], closed: object = {}): object {
  return { type: "object", properties: Object.fromEntries(keys.map((key) => [key, { type: "string" }])), ...closed };
}

const CLOSED = { additionalProperties: false };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** Contracts whose closed schemas no value could satisfy, by how they are written with and without what closes them. */
const JOINED: { readonly [name: string]: (closed: object) => Schemas } = {
  "one that inherits from it": (closed) => ({
    Base: object(["id"], closed),
    Heir: { allOf: [ref("Base"), object(["name"])] },
  }),
  "what it inherits": (closed) => ({
    Base: object(["id"]),
    Heir: { allOf: [ref("Base")], ...object(["name"], closed) },
  }),
  "what it inherits, without a word of its own": (closed) => ({
    Base: object(["id"]),
    Heir: { allOf: [ref("Base"), object(["name"])], ...closed },
  }),
  "what it only requires": (closed) => ({
    Base: object(["id"]),
    Heir: { allOf: [ref("Base")], type: "object", required: ["id"], ...closed },
  }),
  "an heir of an heir": (closed) => ({
    Base: object(["id"], closed),
    Heir: { allOf: [ref("Base"), object(["name"])] },
    Last: { allOf: [ref("Heir"), object(["age"])] },
  }),
  "what stands beside a union of it": (closed) => ({
    Either: { ...object(["id"]), oneOf: [object(["a"], closed), object(["b"], closed)] },
  }),
  "the variants beside it": (closed) => ({
    Either: { ...object(["id"], closed), oneOf: [object(["a"]), object(["b"])] },
  }),
  "itself, joined to more": (closed) => ({
    Node: { ...object(["id"], closed), allOf: [{ type: "object", properties: { next: ref("Node") } }] },
  }),
  "what its pattern leaves out": (closed) => ({
    Base: { ...object(["id"], closed), patternProperties: { "^x-": { type: "string" } } },
    Heir: { allOf: [ref("Base"), object(["x-a", "y"])] },
  }),
};

describe("a closed object is opened where it refuses", () => {
  it.each(Object.entries(JOINED))("%s", (_, write) => {
    const closed = read(write(CLOSED));
    expect(closed.schemas).toEqual(read(write({})).schemas);
    expect(new Set(closed.repairs.map(({ code }) => code))).toEqual(new Set(["closed-and-joined"]));
  });

  it("in OpenAPI 3.0 too", () => {
    const write = JOINED["one that inherits from it"] ?? (() => ({}));
    expect(read(write(CLOSED), "3.0.3").schemas).toEqual(read(write({}), "3.0.3").schemas);
  });
});

describe("a closed object stays closed", () => {
  it.each<[string, Schemas]>([
    ["alone", { Base: object(["id"], CLOSED) }],
    ["joined to what it declares", { Heir: { allOf: [object(["id"]), object(["id", "name"], CLOSED)] } }],
    [
      "in a member of what is joined",
      { Heir: { allOf: [object(["id"]), { properties: { in: object(["a"], CLOSED) } }] } },
    ],
    [
      "joined to what its pattern lets in",
      { Heir: { allOf: [object(["x-a"]), { ...object([], CLOSED), patternProperties: { "^x-": {} } }] } },
    ],
    ["as one variant beside another", { Either: { anyOf: [object(["a"], CLOSED), object(["b"], CLOSED)] } }],
  ])("%s", (_, schemas) => {
    const { schemas: found, repairs } = read(schemas);
    expect(repairs).toEqual([]);
    expect(JSON.stringify(found)).toContain('"additional":{"kind":"never"}');
  });

  it("and examples that look like schemas stay as they are", () => {
    const write = JOINED["one that inherits from it"] ?? (() => ({}));
    const example = { kind: "all", members: [{ kind: "any" }], additional: { kind: "never" } };
    const { schemas } = read({ ...write(CLOSED), Shown: { type: "object", example } });
    expect(schemas["#/components/schemas/Shown"]?.example?.value).toEqual(example);
  });
});
