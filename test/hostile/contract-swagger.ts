import type { Json } from "../../generator/contract/schema.js";
import type { Write } from "./contract.js";
import type { Document } from "./line.js";

type Members = { readonly [key: string]: Json };

/** A contract of Swagger 2.0 with a text in every place that only that version has. */
export function writeSwaggerContract(write: Write): Document {
  const scopes = { [write("naming.scope", "read")]: write("scope.doc", "Reads.") };
  return {
    swagger: "2.0",
    info: { title: "Shop", version: "1", description: write("info.description", "All of it.") },
    host: write("server.url", "shop.test"),
    basePath: write("naming.basePath", "/v1"),
    schemes: ["https", write("naming.scheme", "http")],
    consumes: [write("media.consumes", "application/json")],
    produces: [write("media.produces", "application/json")],
    securityDefinitions: {
      [write("naming.key", "key")]: { type: "apiKey", in: "header", name: write("naming.key.name", "X-Key") },
      basic: { type: "basic", description: write("basic.doc", "A password.") },
      oauth: {
        type: "oauth2",
        flow: write("naming.flow", "application"),
        tokenUrl: write("oauth.url", "https://id.test"),
        scopes,
      },
    },
    security: [{ [write("naming.key", "key")]: [] }, { oauth: [write("scope.asked", "read")] }],
    paths: {
      "/pets": { get: writeList(write), post: writeForm(write) },
      [`/pets/{${write("naming.path", "id")}}`]: { put: writeUpdate(write) },
    },
    parameters: {
      [write("naming.shared", "Shared")]: {
        name: "X-Shared",
        in: "header",
        type: "string",
        description: write("shared.doc", "S."),
      },
    },
    definitions: {
      [write("naming.definition", "Pet")]: {
        type: "object",
        discriminator: write("tag.property", "kind"),
        required: ["kind"],
        properties: {
          kind: { type: "string", "x-nullable": true, description: write("kind.doc", "Which.") },
          size: {
            type: "string",
            enum: [write("enum.one", "s"), write("enum.two", "m")],
            default: write("size.default", "s"),
          },
          parent: { $ref: `#/definitions/${escapeKey(write("naming.definition", "Pet"))}` },
        },
      },
      Cat: {
        "x-ms-discriminator-value": write("mapping.own", "cat"),
        allOf: [
          { $ref: `#/definitions/${escapeKey(write("naming.definition", "Pet"))}` },
          { properties: { meow: { type: "boolean" } } },
        ],
      },
    },
  };
}

function writeList(write: Write): Members {
  return {
    operationId: write("naming.operationId", "listPets"),
    summary: write("list.summary", "Lists"),
    produces: [write("media.list", "application/json")],
    parameters: [
      {
        name: write("naming.query", "tags"),
        in: "query",
        type: "array",
        items: { type: "string", enum: [write("items.enum", "a"), "b"] },
        collectionFormat: write("style.collection", "multi"),
      },
      {
        name: "q",
        in: "query",
        type: "string",
        "x-example": write("query.example", "x"),
        pattern: write("pattern.q", "^a"),
      },
    ],
    responses: {
      200: {
        description: write("list.doc", "Pets."),
        headers: { [write("naming.header", "X-Total")]: { type: "string", description: write("header.doc", "All.") } },
        examples: { [write("media.example", "application/json")]: { a: write("example.value", "b") } },
        schema: { type: "array", items: { $ref: "#/definitions/Cat" } },
      },
    },
  };
}

function writeForm(write: Write): Members {
  return {
    operationId: "createPet",
    consumes: [write("media.form", "multipart/form-data")],
    parameters: [
      {
        name: write("naming.field", "name"),
        in: "formData",
        type: "string",
        description: write("field.doc", "Its name."),
      },
      { name: "photo", in: "formData", type: "file" },
    ],
    responses: { 201: { description: "made", schema: { type: "file" } } },
  };
}

function writeUpdate(write: Write): Members {
  return {
    parameters: [
      { name: write("naming.path", "id"), in: "path", required: true, type: "string" },
      {
        name: write("naming.body", "body"),
        in: "body",
        description: write("body.doc", "A pet."),
        schema: { $ref: "#/definitions/Cat" },
      },
    ],
    responses: { default: { description: "no", schema: { type: "object", title: write("title.error", "Problem") } } },
  };
}

function escapeKey(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
