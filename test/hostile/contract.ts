import type { Json } from "../../generator/contract/schema.js";
import type { Document } from "./line.js";

/** Gives the text for a place of the contract; places have names of their own, whatever is written there. */
export type Write = (place: string, harmless: string) => string;

/** Places whose text becomes a name, a path, a choice or an argument whose length decides the layout, so that other texts there rightly lead to other code. */
export const NAMING =
  /^(?:(?:naming|hint|pattern|media|status|mapping|tag|style|rule)\.|(?:operation\.)?server\.(?:url|variable)$)/;

type Members = { readonly [key: string]: Json };

/** A contract with a text in every place where one can stand. */
export function writeContract(write: Write, openapi = "3.1.0"): Document {
  const schemas = writeSchemas(write);
  return {
    openapi,
    info: {
      title: write("info.title", "Shop"),
      version: write("info.version", "1"),
      description: write("info.description", "All of it."),
      "x-hint": write("info.extension", "hint"),
    },
    externalDocs: { url: write("externalDocs.url", "https://docs.test") },
    servers: [
      {
        url: write("server.url", "https://{region}.shop.test"),
        description: write("server.description", "The one."),
        variables: {
          [write("server.variable", "region")]: {
            default: write("server.default", "eu"),
            enum: [write("server.enum", "eu"), "us"],
            description: write("server.variable.description", "Where."),
          },
        },
      },
    ],
    tags: [
      { name: write("tag.name", "pets"), description: write("tag.description", "Animals.") },
      { name: "things", description: write("tag.other.description", "Things.") },
    ],
    security: [{ [write("naming.scheme", "key")]: [] }],
    paths: writePaths(write),
    components: {
      schemas,
      securitySchemes: writeSchemes(write),
      parameters: {
        [write("naming.component.parameter", "Trace")]: {
          name: write("component.parameter.name", "X-Trace"),
          in: "header",
          schema: { type: "string" },
        },
      },
    },
  };
}

function writeSchemes(write: Write): Members {
  return {
    [write("naming.scheme", "key")]: {
      type: "apiKey",
      in: "header",
      name: write("scheme.key", "X-Key"),
      description: write("scheme.description", "A key."),
    },
    cookie: { type: "apiKey", in: "cookie", name: write("scheme.cookie", "session") },
    token: { type: "http", scheme: "bearer", bearerFormat: write("scheme.format", "JWT") },
    other: { type: write("scheme.type", "mutualTLS") },
    strange: { type: "http", scheme: write("scheme.scheme", "digest") },
    open: { type: "openIdConnect", openIdConnectUrl: write("scheme.url", "https://id.test") },
  };
}

function writePaths(write: Write): Members {
  return {
    [`/${write("naming.path", "pets")}`]: { get: writeList(write), post: writeCreate(write) },
    [`/things/{${write("naming.pathParameter", "thing")}}`]: {
      description: write("path.description", "Things."),
      parameters: [{ name: write("naming.pathParameter", "thing"), in: "path", schema: { type: "string" } }],
      get: writeRetrieve(write),
      patch: writePatch(write),
    },
    "/uploads": { post: writeUpload(write), put: writeForm(write), patch: writeText(write) },
  };
}

function writeList(write: Write): Members {
  const parameter = (name: string, rest: Members): Members => ({
    name: write(`naming.${name}`, name),
    description: write(`${name}.description`, `A ${name}.`),
    example: write(`${name}.example`, "x"),
    ...rest,
  });
  return {
    operationId: write("naming.operationId", "listPets"),
    summary: write("operation.summary", "Lists pets"),
    description: write("operation.description", "Lists all pets."),
    externalDocs: { url: write("operation.externalDocs.url", "https://docs.test/pets") },
    deprecated: true,
    tags: [write("naming.operation.tag", "pets")],
    "x-conn-gen": {
      call: write("hint.call", "pets.list"),
      pages: {
        by: write("hint.pages.by", "cursor"),
        items: write("hint.pages.items", "/data"),
        cursor: write("hint.pages.cursor", "/next_cursor"),
        param: write("hint.pages.param", "cursor"),
        key: write("hint.pages.key", "id"),
      },
    },
    "x-fern-sdk-method-name": write("hint.fern", "list"),
    servers: [{ url: write("operation.server.url", "https://pets.test") }],
    parameters: [
      parameter("query", { in: "query", schema: { type: "string", default: write("query.default", "a") } }),
      parameter("header", { in: "header", schema: { type: "string", enum: [write("header.enum", "a"), "b"] } }),
      parameter("cookie", { in: "cookie", schema: { type: "string", const: write("cookie.const", "a") } }),
      parameter("filter", { in: "query", content: { [write("media.parameter", "application/json")]: { schema: {} } } }),
      parameter("styled", { in: "query", style: write("style.parameter", "deepObject"), schema: { type: "object" } }),
      { name: "cursor", in: "query", schema: { type: "string" } },
    ],
    responses: {
      200: {
        description: write("response.description", "Pets."),
        headers: {
          [write("naming.responseHeader", "Link")]: { description: write("header.doc", "Next."), schema: {} },
        },
        content: {
          "application/json": {
            schema: {
              type: "object",
              title: write("title.inline", "PetList"),
              required: ["data"],
              properties: {
                data: { type: "array", items: { $ref: "#/components/schemas/Pet" } },
                next_cursor: { type: "string", description: write("inline.description", "Goes on.") },
              },
            },
            examples: { [write("example.key", "one")]: { value: { name: write("example.value", "Rex") } } },
          },
        },
      },
      [write("status.key", "4XX")]: { description: "no", content: json({ $ref: "#/components/schemas/Error" }) },
      default: { description: "no", content: json({ $ref: "#/components/schemas/Error" }) },
    },
  };
}

function json(schema: Json): Members {
  return { "application/json": { schema } };
}

function writeCreate(write: Write): Members {
  return {
    operationId: "createPet",
    requestBody: {
      description: write("body.description", "A pet."),
      content: { [write("media.body", "application/json")]: { schema: { $ref: "#/components/schemas/Pet" } } },
    },
    responses: { 201: { description: "made", content: json({ $ref: "#/components/schemas/Pet" }) } },
  };
}

function writeRetrieve(write: Write): Members {
  return {
    parameters: [{ $ref: `#/components/parameters/${escapeKey(write("naming.component.parameter", "Trace"))}` }],
    responses: { 200: { description: "ok", content: { [write("media.response", "image/png")]: {} } } },
  };
}

function writePatch(write: Write): Members {
  const key = write("naming.schemaKey", "Thing");
  return {
    requestBody: { content: json({ $ref: `#/components/schemas/${escapeKey(key)}` }) },
    responses: { 200: { description: "ok", content: json({ $ref: "#/components/schemas/Union" }) } },
  };
}

function writeUpload(write: Write): Members {
  const part = write("naming.part", "file");
  return {
    requestBody: {
      content: {
        "multipart/form-data": {
          schema: { type: "object", properties: { [part]: { type: "string", format: "binary" }, meta: {} } },
          encoding: {
            [part]: { contentType: write("part.contentType", "image/png") },
            meta: { contentType: write("part.meta.contentType", "application/json") },
          },
        },
      },
    },
    responses: { 204: { description: "ok" } },
  };
}

function writeForm(write: Write): Members {
  return {
    requestBody: {
      content: {
        "application/x-www-form-urlencoded": {
          schema: { type: "object", properties: { tree: { type: "object" }, [write("naming.field", "field")]: {} } },
          encoding: {
            tree: { style: write("style.encoding", "deepObject"), explode: true },
            [write("naming.encoding", "field")]: { style: "spaceDelimited", explode: false },
          },
        },
      },
    },
    responses: { 204: { description: "ok" } },
  };
}

function writeText(write: Write): Members {
  return {
    requestBody: { content: { [write("media.text", "text/plain")]: { schema: { type: "string" } } } },
    responses: { 200: { description: "ok", content: { [write("media.reply", "text/csv")]: {} } } },
  };
}

function writeSchemas(write: Write): Members {
  return {
    Pet: {
      type: "object",
      title: write("title.pet", "Pet"),
      description: write("schema.description", "A pet."),
      required: ["name", write("naming.required", "kind")],
      properties: {
        name: {
          type: "string",
          description: write("property.description", "Its name."),
          default: write("property.default", "Rex"),
          example: write("property.example", "Rex"),
          pattern: write("pattern.property", "^[a-z]+$"),
          format: write("property.format", "name"),
        },
        kind: { type: "string", enum: [write("enum.one", "dog"), write("enum.two", "cat")] },
        only: { const: write("const.value", "only") },
        mixed: { enum: [write("enum.mixed", "one"), 1, true, null, { [write("enum.key", "a")]: "b" }] },
        nested: { const: { [write("const.key", "a")]: [write("const.inner", "b")] } },
        [write("naming.property", "extra")]: { type: "integer", description: write("extra.description", "More.") },
        "a-b": { type: "object", default: { [write("default.key", "a")]: write("default.inner", "b") } },
        map: { type: "object", additionalProperties: { type: "string", pattern: write("pattern.map", "^a") } },
        patterns: { type: "object", patternProperties: { [write("pattern.key", "^x-")]: { type: "string" } } },
        ruled: {
          type: "object",
          not: { const: write("rule.not", "root") },
          dependentRequired: { [write("naming.rule.dependent", "card")]: [write("rule.required", "name")] },
          propertyNames: { pattern: write("pattern.names", "^[a-z]+$") },
          patternProperties: { [write("pattern.ruled", "^y-")]: {} },
          anyOf: [
            { properties: { [write("naming.rule.variant", "one")]: {} } },
            { required: [write("rule.other", "two")] },
          ],
          unevaluatedProperties: { type: "string", format: write("rule.format", "other") },
        },
        tagged: { type: "array", contains: { enum: [write("rule.contains", "a"), write("rule.also", "b")] } },
        secret: { type: "string", writeOnly: true, description: write("secret.description", "Hush.") },
        made: { type: "string", readOnly: true },
      },
    },
    [write("naming.schemaKey", "Thing")]: {
      type: "object",
      description: write("thing.description", "A thing."),
      properties: { self: { $ref: `#/components/schemas/${escapeKey(write("naming.schemaKey", "Thing"))}` } },
    },
    Union: {
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }],
      discriminator: {
        propertyName: write("tag.property", "kind"),
        mapping: { [write("mapping.key", "cat")]: "#/components/schemas/Cat", d: write("mapping.value", "Dog") },
      },
    },
    Cat: { type: "object", properties: { meow: { type: "boolean", description: write("cat.doc", "Loud.") } } },
    Dog: {
      type: "object",
      required: [write("naming.alsoRequired", "bark")],
      properties: { kind: { const: write("dog.kind", "dog") } },
    },
    Error: {
      type: "object",
      required: ["code"],
      properties: { code: { type: "string" }, message: { type: "string", title: write("title.message", "A message") } },
    },
  };
}

function escapeKey(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** Every place of a contract with its harmless text, each once. */
export function listPlaces(write: (write: Write) => Document = writeContract): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  write((place, harmless) => {
    places.set(place, harmless);
    return harmless;
  });
  return places;
}
