import type { Schema } from "../../contract/schema.js";

/** What a body in a media type holds: without a schema, or as a plain string, one that is not text is bytes. */
export function schemaIn(mediaType: string, schema: Schema): Schema {
  return isBinary(mediaType) && saysNothing(schema) ? { kind: "bytes" } : schema;
}

function isBinary(mediaType: string): boolean {
  return /^(image|audio|video|font)\/|^application\/(octet-stream|pdf|zip|gzip|x-tar|vnd\.ms-)/i.test(mediaType.trim());
}

function saysNothing(schema: Schema): boolean {
  return schema.kind === "any" || (schema.kind === "string" && schema.pattern === undefined);
}
