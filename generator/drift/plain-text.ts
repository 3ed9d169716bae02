import type { Schema } from "../contract/schema.js";

/** Numbers and booleans are written as text too: where any text will do, they will. */
export function takesAnyText(schema: Schema): boolean {
  if (schema.kind === "union") return schema.variants.some(takesAnyText);
  return schema.kind === "string" && Object.keys(schema).every((key) => key === "kind");
}
