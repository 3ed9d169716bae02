import { describe, expect, it } from "vitest";
import type { Json } from "../../generator/contract/schema.js";
import { type Document, runLine } from "./line.js";

const ref = (key: string): Json => ({ $ref: `#/components/schemas/${key}` });

/** Schemas that lead back to themselves. Children that extend a parent which lists them are what many frameworks print. */
const circles: { readonly [key: string]: Json } = {
  List: { type: "array", items: ref("List") },
  Union: { anyOf: [ref("Union"), { type: "string" }] },
  Whole: { allOf: [ref("Whole"), { type: "object", properties: { whole: ref("Whole") } }] },
  Tuple: { type: "array", prefixItems: [ref("Tuple")] },
  Map: { type: "object", additionalProperties: ref("Map") },
  Maybe: { oneOf: [{ type: "array", items: ref("Maybe") }, { type: "null" }] },
  Times: { type: "array", items: { anyOf: [ref("Times"), { type: "string", format: "date-time" }] } },
  Upload: { type: "array", items: { anyOf: [ref("Upload"), { type: "string", format: "binary" }] } },
  Pet: {
    type: "object",
    required: ["kind"],
    properties: { kind: { type: "string" } },
    oneOf: [ref("Cat"), ref("Dog")],
    discriminator: { propertyName: "kind" },
  },
  Cat: { allOf: [ref("Pet"), { type: "object", properties: { friend: ref("Pet") } }] },
  Dog: { allOf: [ref("Pet"), { type: "object", properties: { age: { type: "integer", format: "int64" } } }] },
  Either: { oneOf: [ref("Left"), ref("Right")] },
  Left: { allOf: [ref("Either"), { type: "object", properties: { left: ref("Either") } }] },
  Right: { type: "object", required: ["right"], properties: { right: { not: ref("Right") } } },
};

/** A contract that has a schema wherever one may stand. */
function documentAround(schema: Json): Document {
  const json = { "application/json": { schema } };
  const list = { type: "object", properties: { data: { type: "array", items: schema }, next_page: schema } };
  const header = { required: true, schema };
  const answers = {
    200: { description: "Yes.", headers: { "X-R": { schema } }, content: { "application/json": { schema: list } } },
    404: { description: "No.", content: json },
  };
  const form = { type: "object", properties: { part: schema, deep: schema, text: { type: "string" } } };
  const encoding = { part: { headers: { "X-A": header } }, deep: { style: "deepObject", explode: true } };
  const send = (mediaType: string, body: Json, more: object = {}) => ({
    requestBody: { content: { [mediaType]: { schema: body, ...more } } },
    responses: { 200: { description: "Yes.", content: { "application/xml": { schema } } }, default: answers[404] },
  });
  const parameters = [
    { name: "page", in: "query", schema },
    { name: "deep", in: "query", style: "deepObject", explode: true, schema },
    { name: "json", in: "query", content: json },
    { name: "X-H", in: "header", schema },
    { name: "c", in: "cookie", schema },
  ];
  return {
    openapi: "3.2.0",
    info: { title: "Circles", version: "1" },
    paths: {
      "/things": { get: { parameters, responses: answers }, post: send("application/json", schema) },
      "/things/{id}": {
        parameters: [{ name: "id", in: "path", required: true, schema }],
        put: send("application/x-www-form-urlencoded", form, { encoding }),
        post: send("multipart/form-data", form, { encoding }),
        patch: send("multipart/mixed", schema, { itemEncoding: { headers: { "X-A": header } } }),
        delete: send("application/xml", schema),
      },
      "/bytes": { post: send("application/octet-stream", schema), put: send("text/csv", schema) },
    },
    components: { schemas: circles },
  } as Document;
}

describe("a schema that leads back to itself, wherever one may stand", () => {
  it.each(Object.keys(circles))("%s", async (key) => {
    const generated = await runLine(documentAround(ref(key)), {
      tests: true,
      values: { dates: "Date", int64: "bigint" },
    });
    expect(generated.counts).toMatchObject({ operations: 8, skipped: 0 });
  });
});
