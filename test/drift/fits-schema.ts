import type { Json, Schema } from "../../generator/contract/schema.js";
import { accepts } from "../../generator/drift/accepts.js";
import { normalize } from "../../generator/normalize/normalize.js";
import { parseDocument } from "../../generator/read/document.js";
import { soleDocument } from "../../generator/read/documents.js";

/** Whether a value is what a JSON Schema describes, by our own reading of it. */
export function fitsSchema(schema: Json, value: Json): string {
  const document = {
    openapi: "3.1.0",
    info: { title: "x", version: "1" },
    paths: {},
    components: { schemas: { S: schema } },
  };
  const text = JSON.stringify(document).replaceAll("#/$defs/", "#/components/schemas/S/$defs/");
  const contract = normalize(soleDocument(parseDocument({ uri: "x", location: "x", text, sha256: "" }))).value;
  const root: Schema = { kind: "ref", id: "#/components/schemas/S" };
  return accepts(root, value, { contract, direction: "sent" });
}
