// Contracts of any size, to see that an operation costs the same in all of them.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache } from "./measure.mjs";

const text = { type: "string" };
const methods = ["get", "post"];
const itemMethods = ["get", "patch", "delete"];

/** Writes a contract of that many operations, five a resource, and returns where. */
export function writeContract(operations) {
  const paths = {};
  const schemas = { Error: { type: "object", properties: { message: text } } };
  for (let number = 0; number < operations / 5; number++) {
    const name = `thing_${number}`;
    const item = { $ref: `#/components/schemas/${name}` };
    schemas[name] = makeSchema(number);
    paths[`/${name}s`] = Object.fromEntries(methods.map((method) => [method, makeOperation(method, item)]));
    paths[`/${name}s/{id}`] = {
      parameters: [{ name: "id", in: "path", required: true, schema: text }],
      ...Object.fromEntries(itemMethods.map((method) => [method, makeOperation(method, item)])),
    };
  }
  const contract = {
    openapi: "3.1.0",
    info: { title: "Scale", version: "1" },
    servers: [{ url: "https://a.example" }],
  };
  const file = join(cache, `scale-${operations}.json`);
  mkdirSync(cache, { recursive: true });
  writeFileSync(file, JSON.stringify({ ...contract, paths, components: { schemas } }));
  return file;
}

function makeSchema(number) {
  const owner = { $ref: `#/components/schemas/thing_${Math.floor(number / 2)}` };
  const size = { type: "integer", minimum: 0 };
  const state = { type: "string", enum: ["open", "closed"] };
  const tags = { type: "array", items: text };
  return { type: "object", required: ["id", "name"], properties: { id: text, name: text, size, state, tags, owner } };
}

function makeOperation(method, schema) {
  const content = { "application/json": { schema } };
  const withBody = method === "post" || method === "patch";
  return {
    summary: "Does what its method says.",
    ...(withBody && { requestBody: { required: true, content } }),
    responses: {
      200: { description: "Done.", content },
      default: {
        description: "Not done.",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
      },
    },
  };
}
