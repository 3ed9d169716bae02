import type { Json } from "../../generator/contract/schema.js";
import type { Write } from "./contract.js";
import type { Document } from "./line.js";

type Members = { readonly [key: string]: Json };

/** A contract with a text in every place that OpenAPI 3.2, XML, callbacks, links and conventions have beside the usual ones. */
export function writeNewerContract(write: Write): Document {
  return {
    openapi: "3.2.0",
    $self: write("naming.self", "https://shop.test/openapi.json"),
    info: {
      title: "Shop",
      version: "1",
      summary: write("info.summary", "A shop."),
      termsOfService: write("info.terms", "https://shop.test/terms"),
      contact: { name: write("contact.name", "Us"), email: write("contact.email", "us@shop.test") },
      license: { name: write("license.name", "MIT"), identifier: write("license.identifier", "MIT") },
    },
    servers: [{ url: "https://shop.test", name: write("naming.server.name", "live") }],
    tags: [
      { name: "pets", summary: write("tag.summary", "Pets"), parent: write("tag.parent", "all"), kind: "nav" },
      { name: "all", kind: write("tag.kind", "nav") },
    ],
    "x-speakeasy-name-override": [
      { operationId: write("hint.override.id", "^copy$"), methodNameOverride: write("hint.override.name", "copy") },
    ],
    paths: { "/pets": writePets(write), "/streams": writeStreams(write), "/books/{book}": writeBooks(write) },
    webhooks: { [write("naming.webhook", "arrived")]: { post: writeHeard(write, "webhook") } },
    components: {
      securitySchemes: writeSchemes(write),
      responses: { [write("naming.component.response", "Gone")]: { description: write("gone.doc", "Gone.") } },
      links: { [write("naming.component.link", "Next")]: { operationId: write("naming.link.operation", "copy") } },
      schemas: writeSchemas(write),
    },
  };
}

function writeSchemes(write: Write): Members {
  const scopes = { [write("naming.scope", "read")]: write("scope.doc", "Reads.") };
  return {
    [write("naming.oauth", "oauth")]: {
      type: "oauth2",
      description: write("oauth.doc", "Log in."),
      oauth2MetadataUrl: write("oauth.metadata", "https://id.test/.well-known"),
      flows: {
        clientCredentials: { tokenUrl: write("oauth.token", "https://id.test/token"), scopes },
        authorizationCode: { authorizationUrl: write("oauth.authorize", "https://id.test/a"), tokenUrl: "", scopes },
        [write("naming.flow", "deviceAuthorization")]: { deviceAuthorizationUrl: write("oauth.device", "x"), scopes },
      },
    },
    [write("naming.apiKey", "key")]: { type: "apiKey", in: "query", name: write("naming.apiKey.name", "api_key") },
  };
}

function writePets(write: Write): Members {
  const filter = { type: "object", properties: { [write("naming.filter", "name")]: { type: "string" } } };
  return {
    summary: write("path.summary", "Pets"),
    query: {
      operationId: write("naming.query", "searchPets"),
      tags: ["pets"],
      parameters: [
        {
          name: write("naming.querystring", "filter"),
          in: "querystring",
          description: write("querystring.doc", "What is wanted."),
          content: {
            [write("media.querystring", "application/x-www-form-urlencoded")]: {
              schema: filter,
              encoding: { [write("naming.filter", "name")]: { style: write("style.querystring", "form") } },
            },
          },
        },
        {
          name: "id",
          in: "cookie",
          style: "cookie",
          schema: { type: "string", default: write("cookie.default", "a") },
        },
      ],
      responses: { 200: { summary: write("response.summary", "Pets"), description: "ok", content: json(ref("Pet")) } },
    },
    post: {
      operationId: "createPet",
      security: [
        { [write("naming.oauth", "oauth")]: [write("scope.asked", "read")] },
        { [write("naming.apiKey", "key")]: [] },
      ],
      "x-conn-gen": {
        batch: { key: write("hint.batch.key", "ids"), serves: write("hint.batch.serves", "GET /pets/{id}"), id: "id" },
      },
      "x-fern-sdk-group-name": [write("hint.fern.group", "pets")],
      "x-speakeasy-group": write("hint.speakeasy.group", "pets"),
      "x-stainless-method-name": write("hint.stainless", "create"),
      "x-codeSamples": [{ lang: write("sample.lang", "sh"), source: write("sample.source", "curl") }],
      requestBody: { content: json(ref("Pet")) },
      responses: {
        201: {
          description: "made",
          headers: {
            "X-Kind": { description: write("header.doc", "Kind."), schema: { enum: [write("header.enum", "a"), "b"] } },
          },
          content: {
            "application/json": {
              schema: ref("Pet"),
              examples: {
                [write("naming.example", "one")]: {
                  summary: write("example.summary", "One"),
                  description: write("example.doc", "A pet."),
                  dataValue: { kind: write("example.data", "cat") },
                  serializedValue: write("example.serialized", "{}"),
                },
                two: { externalValue: write("example.external", "https://shop.test/two.json") },
              },
            },
          },
          links: {
            [write("naming.link", "self")]: {
              operationRef: write("link.ref", "#/paths/~1pets/post"),
              parameters: { [write("link.parameter", "id")]: write("link.expression", "$response.body#/id") },
              requestBody: write("link.body", "$response.body"),
              description: write("link.doc", "Itself."),
              server: { url: write("link.server", "https://other.test") },
            },
          },
        },
        default: { description: "no", content: { "application/problem+json": { schema: ref("Problem") } } },
      },
      callbacks: {
        [write("naming.callback", "done")]: {
          [write("naming.expression", "{$request.body#/url}")]: { post: writeHeard(write, "callback") },
        },
      },
    },
    additionalOperations: {
      [write("naming.method", "COPY")]: {
        operationId: "copy",
        responses: { 200: { description: "ok", content: { [write("media.copy", "text/plain")]: {} } } },
      },
    },
  };
}

function writeHeard(write: Write, who: string): Members {
  return {
    operationId: write(`naming.${who}.id`, `${who}Heard`),
    summary: write(`${who}.summary`, "Heard"),
    description: write(`${who}.doc`, "Heard of."),
    tags: [write(`naming.${who}.tag`, "pets")],
    requestBody: { description: write(`${who}.body`, "News."), content: json(ref("Pet")) },
    responses: { 204: { description: write(`${who}.response`, "Thanks.") } },
  };
}

function writeStreams(write: Write): Members {
  const headers = {
    [write("naming.part.header", "X-Part")]: {
      description: write("part.header.doc", "Part."),
      schema: { type: "string", default: write("part.header.default", "a") },
    },
  };
  return {
    get: {
      operationId: "follow",
      responses: {
        200: {
          description: "ok",
          content: {
            "application/json": { schema: ref("Pet") },
            [write("media.stream", "text/event-stream")]: {
              itemSchema: { description: write("item.doc", "One."), ...ref("Pet") },
            },
          },
        },
      },
    },
    post: {
      operationId: "send",
      requestBody: {
        content: {
          "multipart/mixed": {
            schema: { type: "array", prefixItems: [{ type: "string" }], items: ref("Pet") },
            prefixEncoding: [{ contentType: write("media.prefix", "text/plain"), headers }],
            itemEncoding: { contentType: write("media.item", "application/json"), headers },
          },
        },
      },
      responses: { 204: { description: "ok" } },
    },
    put: {
      operationId: "replace",
      requestBody: {
        content: {
          "multipart/form-data": {
            schema: { type: "object", properties: { meta: ref("Pet") } },
            encoding: { meta: { contentType: "application/json", headers } },
          },
        },
      },
      responses: { 204: { description: "ok" } },
    },
  };
}

function writeBooks(write: Write): Members {
  const xml = { [write("media.xml", "application/xml")]: { schema: ref("Book") } };
  return {
    parameters: [{ name: "book", in: "path", required: true, schema: { type: "integer", format: "int64" } }],
    put: {
      operationId: "putBook",
      requestBody: { content: xml },
      responses: { 200: { description: "ok", content: xml }, 400: { description: "no", content: xml } },
    },
  };
}

function writeSchemas(write: Write): Members {
  const book = write("naming.book", "Book");
  return {
    Pet: {
      oneOf: [ref("Cat"), ref("Dog")],
      "x-conn-gen": { type: write("hint.type", "Pet") },
      discriminator: { propertyName: "kind", mapping: { cat: "Cat" }, defaultMapping: write("mapping.default", "Dog") },
    },
    Cat: {
      type: "object",
      "x-ms-discriminator-value": write("mapping.own", "cat"),
      required: ["kind"],
      properties: {
        kind: { const: "cat" },
        state: {
          type: "string",
          enum: ["a", "b"],
          "x-enum-varnames": [write("enum.varname", "A"), "B"],
          "x-enumNames": [write("enum.name", "A"), "B"],
          "x-enum-descriptions": [write("enum.doc", "The first."), "B"],
          "x-extensible-enum": [write("enum.extensible", "c")],
        },
        born: { type: "string", format: "date-time", default: write("date.default", "2020-01-01T00:00:00Z") },
        weight: { type: "integer", format: "int64", example: write("int64.example", "1") },
        text: {
          type: "string",
          contentMediaType: write("content.media", "text/html"),
          contentEncoding: write("content.encoding", "quoted-printable"),
          $comment: write("comment", "Long."),
        },
        [write("naming.sunset", "old")]: {
          type: "string",
          deprecated: true,
          "x-sunset": write("sunset", "2030-01-01"),
        },
      },
    },
    Dog: {
      type: "object",
      $defs: { [write("naming.def", "Part")]: { $anchor: write("naming.anchor", "part"), type: "string" } },
      properties: { kind: { const: "dog" }, tail: { type: "string", examples: [write("examples.one", "long")] } },
    },
    Book: {
      type: "object",
      title: book,
      xml: {
        name: write("xml.name", "tome"),
        prefix: write("xml.prefix", "b"),
        namespace: write("xml.namespace", "https://books.test"),
      },
      properties: {
        id: { type: "integer", format: "int64", xml: { attribute: true, name: write("xml.attribute", "number") } },
        [write("naming.xml.property", "author")]: { type: "string" },
        words: { type: "string", xml: { nodeType: write("rule.nodeType", "cdata") } },
        at: { type: "string", format: "date-time", xml: { namespace: write("xml.inner", "urn:at") } },
        pages: {
          type: "array",
          xml: { wrapped: true, name: write("xml.list", "leaves") },
          items: { type: "string", xml: { name: write("xml.item", "page") } },
        },
      },
    },
    Problem: {
      type: "object",
      properties: { type: { type: "string", format: "uri" }, at: { type: "string", format: "date-time" } },
    },
  };
}

function json(schema: Json): Members {
  return { "application/json": { schema } };
}

function ref(key: string): Members {
  return { $ref: `#/components/schemas/${key}` };
}
