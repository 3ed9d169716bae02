import { describe, expect, it } from "vitest";
import { compare } from "../../generator/drift/compare.js";
import type { Finding } from "../../generator/drift/finding.js";
import { normalize } from "../../generator/normalize/normalize.js";
import { parseDocument } from "../../generator/read/document.js";
import { soleDocument } from "../../generator/read/documents.js";

function contractOf(paths: string) {
  const text = `openapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
${paths}`;
  return { contract: normalize(soleDocument(parseDocument({ uri: "x", location: "x", text, sha256: "" }))).value };
}

/** What is found where one text in a contract becomes another. */
function diff(paths: string, from: string, to: string): readonly Finding[] {
  expect(paths).toContain(from);
  return compare({ old: contractOf(paths), new: contractOf(paths.replace(from, to)) });
}

const PETS = `security: []
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
paths:
  /pets:
    parameters:
      - { name: shop, in: query, schema: { type: integer, maximum: 9 } }
      - { name: at, in: query, content: { application/json: { schema: { type: integer, maximum: 9 } } } }
    post:
      x-conn-gen: { pages: { by: cursor, param: after, cursor: /next } }
      parameters:
        - { name: ids, in: query, style: form, explode: true, allowReserved: false, schema: { type: array, items: { type: string } } }
      requestBody:
        content:
          multipart/form-data:
            schema: { type: object, properties: { file: { type: object }, tags: { type: array, items: { type: string } } } }
            encoding: { tags: { contentType: text/plain } }
          application/json:
            schema: { type: object, properties: { name: { type: string }, list: { type: array } } }
      responses:
        "200":
          description: ok
          headers: { X-Left: { required: true, schema: { type: integer, maximum: 9 } } }
          content:
            application/json:
              schema:
                oneOf: [{ $ref: "#/x-pets/Cat" }, { $ref: "#/x-pets/Dog" }]
                discriminator: { propertyName: kind, mapping: { cat: "#/x-pets/Cat", dog: "#/x-pets/Dog" } }
      callbacks:
        sold:
          "{$request.body#/url}":
            post:
              requestBody:
                content: { application/json: { schema: { type: object, properties: { price: { type: integer, maximum: 9 } } } } }
              responses: { "200": { description: ok } }
webhooks:
  grown:
    post:
      requestBody:
        content: { application/json: { schema: { type: object, required: [age], properties: { age: { type: integer } } } } }
      responses: { "200": { description: ok } }
x-pets:
  Cat: { type: object, required: [kind], properties: { kind: { const: cat }, lives: { type: integer } } }
  Dog: { type: object, required: [kind], properties: { kind: { const: dog }, breed: { type: string } } }
`;

const LISTED = `openapi: 3.0.3
info: { title: Shop, version: 1.0.0 }
paths:
  /shirts:
    get: { responses: { "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Size" } } } } } }
components: { schemas: { Size: { type: string, nullable: true, enum: [s, m] } } }
`;

describe("what peers miss", () => {
  it.each([
    ["style", "style: form, explode: true", "style: pipeDelimited, explode: false", "parameter-style-changed"],
    ["explode", "explode: true", "explode: false", "parameter-style-changed"],
    ["allowReserved", "allowReserved: false", "allowReserved: true", "parameter-style-changed"],
    ["the encoding of a part", "contentType: text/plain", "contentType: application/json", "encoding-changed"],
    [
      "a parameter of the whole path",
      "shop, in: query, schema: { type: integer, maximum: 9 }",
      "shop, in: query, schema: { type: integer, maximum: 5 }",
      "limit-tightened",
    ],
    [
      "a parameter with content",
      "application/json: { schema: { type: integer, maximum: 9 } } } }\n    post",
      "application/json: { schema: { type: integer, maximum: 5 } } } }\n    post",
      "limit-tightened",
    ],
    [
      "a schema that becomes closed",
      "name: { type: string }, list",
      "name: { type: string } }, additionalProperties: false, x: { list",
      "object-closed",
    ],
    [
      "items where anything went",
      "list: { type: array }",
      "list: { type: array, items: { type: string } }",
      "type-narrowed",
    ],
    ["security where there was none", "security: []", "security: [{ key: [] }]", "security-tightened"],
    [
      "where a discriminator leads",
      'cat: "#/x-pets/Cat", dog: "#/x-pets/Dog"',
      'dog: "#/x-pets/Dog", cat: "#/x-pets/Dog"',
      "discriminator-changed",
    ],
    ["how pages follow each other", "param: after", "param: cursor", "hint-changed"],
  ])("is found: %s", (_, from, to, rule) => {
    const found = diff(PETS, from, to).filter((finding) => finding.rule === rule);
    expect(found.map(({ level }) => level)).toContain("breaking");
  });

  it("is found: the format of listed values, which takes none of them away", () => {
    const paths = PETS.replace("name: { type: string }", "name: { type: string, format: size, enum: [s, m] }");
    const told = (to: string): string[] =>
      diff(paths, "format: size, enum: [s, m]", to).map(({ rule, level }) => `${rule} ${level}`);
    expect(told("format: letter, enum: [s, m]")).toEqual(["format-changed info"]);
    expect(told("enum: [s, m]")).toEqual(["format-removed info"]);
    expect(told("format: date-time, enum: [s]")).toEqual(["enum-value-removed breaking", "format-changed info"]);
  });

  it("is none: null in the list of what may be null anyway", () => {
    const one = parseDocument({ uri: "x", location: "x", text: LISTED, sha256: "" });
    const other = parseDocument({ uri: "x", location: "x", text: LISTED.replace("m]", "m, null]"), sha256: "" });
    const [before, after] = [one, other].map((each) => ({ contract: normalize(soleDocument(each)).value }));
    const schema = Object.values(before?.contract.schemas ?? {})[0]?.schema;
    expect(schema).toEqual({ kind: "enum", values: ["s", "m", null] });
    expect(before && after && compare({ old: before, new: after })).toEqual([]);
  });

  it("is found: the headers of a part, and which of them it needs", () => {
    const parts = PETS.replace(
      "contentType: text/plain",
      "headers: { X-Left: { schema: { type: integer, maximum: 9 } } }",
    );
    const rulesOf = (from: string, to: string) => diff(parts, from, to).map(({ rule, wire }) => `${rule} ${wire}`);
    const header = "X-Left: { schema: { type: integer, maximum: 9 } }";
    expect(rulesOf(header, header.replace("schema", "required: true, schema"))).toEqual([
      "header-became-required breaking",
    ]);
    expect(rulesOf(header, header.replace("9", "5"))).toEqual(["limit-tightened breaking"]);
    expect(rulesOf(header, `${header}, X-Right: { schema: { type: string } }`)).toEqual(["header-added info"]);
  });

  it("is found: the schema of a header that comes", () => {
    const [finding] = diff(
      PETS,
      "required: true, schema: { type: integer, maximum: 9 }",
      "required: true, schema: { type: integer, maximum: 12 }",
    );
    expect(finding).toMatchObject({ rule: "limit-loosened", direction: "received", wire: "breaking" });
  });

  it.each([
    ["a callback", "price: { type: integer, maximum: 9 }", "price: { type: integer, maximum: 12 }", "limit-loosened"],
    ["a webhook", "required: [age], ", "", "property-became-optional"],
  ])("is found the other way round, because it is received: %s", (_, from, to, rule) => {
    expect(diff(PETS, from, to)).toMatchObject([{ rule, direction: "received", wire: "breaking" }]);
  });

  it.each([
    ["a callback", "price: { type: integer, maximum: 9 }", "price: { type: integer, maximum: 5 }"],
    ["a webhook", "age: { type: integer }", "age: { type: integer, maximum: 99 }"],
  ])("breaks nobody where less is received: %s", (_, from, to) => {
    expect(diff(PETS, from, to).filter(({ wire }) => wire === "breaking" || wire === "warning")).toEqual([]);
  });
});

describe("what moved", () => {
  it("is recognized by its id, and its callbacks with it", () => {
    const moved = PETS.replace("post:\n      x-conn-gen", "post:\n      operationId: sell\n      x-conn-gen");
    expect(diff(moved, "/pets:", "/animals:").map(({ rule }) => rule)).toEqual(["operation-moved"]);
  });

  it("is recognized by its position: a path parameter by another name", () => {
    const text = (name: string): string => `paths:
  /pets/{${name}}:
    get:
      parameters: [{ name: ${name}, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: ok } }
`;
    const findings = compare({ old: contractOf(text("id")), new: contractOf(text("pet")) });
    expect(findings.map(({ rule }) => rule)).toEqual(["path-parameter-renamed"]);
  });

  it("is recognized by its shape: a schema by another name", () => {
    const text = (name: string): string => `paths:
  /pets:
    get:
      responses:
        "200":
          description: ok
          content: { application/json: { schema: { $ref: "#/components/schemas/${name}" } } }
components:
  schemas:
    ${name}: { type: object, properties: { name: { type: string }, next: { $ref: "#/components/schemas/${name}" } } }
`;
    const findings = compare({ old: contractOf(text("Pet")), new: contractOf(text("Animal")) });
    expect(findings).toMatchObject([{ rule: "type-renamed", wire: "safe", source: "breaking" }]);
  });
});
