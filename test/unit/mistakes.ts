/** What the mistakes are made in. */
export const contract = `openapi: 3.0.3
info: { title: Shop, version: "1" }
servers: [{ url: https://shop.example }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200": { description: ok, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
    delete:
      operationId: deletePet
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
      responses: { "204": { description: gone } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
`;

const ID = "- { name: id, in: path, required: true, schema: { type: integer } }";
const BODIES = `requestBodies: { A: { $ref: "#/components/requestBodies/B" }, B: { $ref: "#/components/requestBodies/A" } }`;

/** A mistake that somebody may make, and what is to be said of it. */
export interface Mistake {
  /** What is replaced by what. */
  readonly edit: readonly (readonly [string, string])[];
  readonly code: string;
  /** What stands at the place that is named. */
  readonly at: string;
  /** Where no overlay could know what is meant. */
  readonly overlay?: false;
}

/** What costs an operation at most. */
export const mistakes: { readonly [mistake: string]: Mistake } = {
  "a reference to a schema that is not there": {
    edit: [["schemas/Pet", "schemas/Pett"]],
    code: "unresolved-ref",
    at: "$ref",
  },
  "a parameter behind the # of a path": {
    edit: [["/pets/{id}:", "/pets#env/{id}:"]],
    code: "path-parameter-not-sent",
    at: "/pets#env/{id}",
    overlay: false,
  },
  "an object that refuses what it is joined to": {
    edit: [
      [
        "Pet: { type: object,",
        "Pet: { allOf: [{ type: object, properties: { id: {} } }], additionalProperties: false,",
      ],
    ],
    code: "closed-and-joined",
    at: "additionalProperties",
  },
  "variants of a body that accept the same": {
    edit: [
      [
        'responses: { "204"',
        'requestBody:\n        content:\n          application/json:\n            schema: { oneOf: [{ type: string }, { type: string, maxLength: 5 }] }\n      responses: { "204"',
      ],
    ],
    code: "variants-overlap",
    at: "application/json",
    overlay: false,
  },
  "a rule about something that grows": {
    edit: [
      ["name: { type: string }", 'name: { not: { $ref: "#/components/schemas/Kind" } }'],
      ["    Pet: {", "    Kind: { type: string, enum: [cat, dog] }\n    Pet: {"],
    ],
    code: "keyword-not-checked",
    at: "Pet",
    overlay: false,
  },
  "a dialect that nobody knows": {
    edit: [["openapi: 3.0.3", 'openapi: 3.1.0\njsonSchemaDialect: "https://example.com/dialect"']],
    code: "dialect-unknown",
    at: "jsonSchemaDialect",
    overlay: false,
  },
  "a reference to a file that is not there": {
    edit: [["#/components/schemas/Pet", "pet.yaml"]],
    code: "unresolved-ref",
    at: "$ref",
  },
  "a reference to a parameter that is not there": {
    edit: [[ID, `- { $ref: "#/components/parameters/id" }`]],
    code: "unresolved-ref",
    at: "$ref",
  },
  "an operation that is lost by a reference": {
    edit: [[ID, `- { $ref: "#/components/parameters/id" }`]],
    code: "operation-skipped",
    at: "delete:",
    overlay: false,
  },
  "references that go round in a circle": {
    edit: [
      [`responses: { "204"`, `requestBody: { $ref: "#/components/requestBodies/A" }\n      responses: { "204"`],
      ["  securitySchemes:", `  ${BODIES}\n  securitySchemes:`],
    ],
    code: "circular-ref",
    at: "$ref",
    overlay: false,
  },
  "a type that is none": {
    edit: [["name: { type: string }", "name: { type: text }"]],
    code: "unknown-type",
    at: "type: text",
  },
  "a parameter without a name": {
    edit: [[ID, ID.replace("name: id, ", "")]],
    code: "parameter-without-place",
    at: "{",
  },
  "a parameter in no place": {
    edit: [[ID, ID.replace("in: path", "in: param")]],
    code: "parameter-without-place",
    at: "in: param",
  },
  "a parameter without a schema": {
    edit: [[ID, ID.replace(", schema: { type: integer }", "")]],
    code: "parameter-without-schema",
    at: "{",
  },
  "a style that is none": {
    edit: [[ID, ID.replace("in: path", "in: path, style: bold")]],
    code: "unknown-style",
    at: "style",
  },
  "a parameter of the path that is missing": {
    edit: [[`      parameters:\n        ${ID}\n`, ""]],
    code: "path-parameter-not-declared",
    at: "delete",
  },
  "a parameter of the path that is optional": {
    edit: [[ID, ID.replace("required: true, ", "")]],
    code: "path-parameter-optional",
    at: "{",
  },
  "a parameter of the path that is not in it": {
    edit: [[ID, `${ID}\n        ${ID.replace("id", "ids")}`]],
    code: "path-parameter-not-in-path",
    at: "{",
  },
  "a path without a slash": { edit: [["  /pets/{id}", "  pets/{id}"]], code: "path-without-slash", at: "pets/{id}" },
  "a method that is none": { edit: [["    delete:", "    remove:"]], code: "unknown-method", at: "remove" },
  "a status that is none": { edit: [[`"204"`, `"20x"`]], code: "unknown-status", at: `20x` },
  "one operationId twice": { edit: [["deletePet", "getPet"]], code: "duplicate-operation-id", at: "operationId" },
  "security that is not defined": {
    edit: [["paths:", "security: [{ key: [] }]\npaths:"]],
    code: "unknown-security-scheme",
    at: "{ key",
  },
  "security that nobody knows": {
    edit: [
      ["paths:", "security: [{ token: [] }]\npaths:"],
      ["type: http", "type: kerberos"],
    ],
    code: "auth-not-supported",
    at: "token",
    overlay: false,
  },
  "a server's address that is none": {
    edit: [["https://shop.example", "https://"]],
    code: "server-without-address",
    at: "url",
  },
  "a server's variable that is not declared": {
    edit: [["https://shop.example", `"https://{region}.shop.example"`]],
    code: "server-variable-not-declared",
    at: "url",
    overlay: false,
  },
  "a schema that is a text": {
    edit: [["Pet: { type: object, properties: { name: { type: string } } }", "Pet: object"]],
    code: "schema-not-an-object",
    at: "Pet",
  },
  "a list where an object belongs": {
    edit: [["{ name: { type: string } }", "[name]"]],
    code: "keyword-of-another-kind",
    at: "properties",
  },
  "a text where a number belongs": {
    edit: [["type: string } } }\n", `type: string, maxLength: "5" } } }\n`]],
    code: "keyword-of-another-kind",
    at: "maxLength",
  },
  "a text where a list belongs": {
    edit: [["type: string } } }\n", `type: string, enum: cat } } }\n`]],
    code: "keyword-of-another-kind",
    at: "enum",
  },
  "true where a list belongs": {
    edit: [["type: string } } }\n", `type: string, required: true } } }\n`]],
    code: "keyword-of-another-kind",
    at: "required",
  },
  "a body that is a text": {
    edit: [[`responses: { "204"`, `requestBody: json\n      responses: { "204"`]],
    code: "keyword-of-another-kind",
    at: "requestBody",
  },
  "content that is a list": {
    edit: [[`content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }`, "content: [json]"]],
    code: "keyword-of-another-kind",
    at: "content",
  },
  "an operation that is a text": {
    edit: [["    delete:", "    patch: later\n    delete:"]],
    code: "keyword-of-another-kind",
    at: "patch",
  },
  "a path that is a list": {
    edit: [["  /pets/{id}:", "  /dogs: [dog]\n  /pets/{id}:"]],
    code: "part-not-an-object",
    at: "/dogs",
  },
  "a response that is a text": { edit: [["{ description: gone }", "gone"]], code: "part-not-an-object", at: `204` },
  "a security scheme that is a text": {
    edit: [["token: { type: http, scheme: bearer }", "token: bearer"]],
    code: "part-not-an-object",
    at: "token",
  },
  "a discriminator that names nothing": {
    edit: [["type: object,", "type: object, discriminator: { propertyName: name, mapping: { cat: Cat } },"]],
    code: "unresolved-ref",
    at: "cat",
  },
  "values that break what stands beside them": {
    edit: [["type: string } } }\n", `type: string, enum: [cat, dog], pattern: "^c" } } }\n`]],
    code: "enum-beyond-its-limits",
    at: "pattern",
  },
  "a pattern that cannot be checked": {
    edit: [["type: string } } }\n", `type: string, pattern: "[" } } }\n`]],
    code: "pattern-not-checked",
    at: "pattern",
    overlay: false,
  },
  "a pattern of names that cannot be checked": {
    edit: [["properties: { name", `patternProperties: { "(a+)+$": {} }, properties: { name`]],
    code: "pattern-not-checked",
    at: "(a+)",
    overlay: false,
  },
  "half a version": { edit: [["openapi: 3.0.3", "openapi: 3.0"]], code: "version-incomplete", at: "openapi" },
};

/** What ends the run. */
export const failures: { readonly [failure: string]: Mistake & { readonly line: number } } = {
  "a version that nobody knows": {
    edit: [["openapi: 3.0.3", "openapi: 3.9.0"]],
    code: "unsupported-version",
    at: "openapi",
    line: 1,
  },
  "no version": { edit: [["openapi: 3.0.3\n", ""]], code: "unknown-contract", at: "info", line: 1 },
  "YAML that is indented otherwise": {
    edit: [["    delete:", "   delete:"]],
    code: "yaml-syntax",
    at: "delete",
    line: 12,
    overlay: false,
  },
  "YAML with a tab": {
    edit: [["    delete:", "\tdelete:"]],
    code: "yaml-syntax",
    at: "\tdelete",
    line: 12,
    overlay: false,
  },
  "YAML with a number that JSON has not": {
    edit: [["name: { type: string }", "name: { type: number, maximum: .inf }"]],
    code: "yaml-syntax",
    at: ".inf",
    line: 21,
    overlay: false,
  },
  "YAML with a key twice": {
    edit: [["    delete:", "    get:"]],
    code: "yaml-syntax",
    at: "get",
    line: 12,
    overlay: false,
  },
};
