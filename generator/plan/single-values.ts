import type { Contract } from "../contract/contract.js";
import { flatten } from "../contract/flatten.js";
import type { Schema } from "../contract/schema.js";

/** Whether all values of a schema are single ones, so that it needs no style to write them: no list, no object. */
export function isSingle(schema: Schema, contract: Contract, seen: ReadonlySet<string> = new Set()): boolean {
  if (schema.kind === "ref" && seen.has(schema.id)) return true;
  const known = schema.kind === "ref" ? new Set([...seen, schema.id]) : seen;
  const isSingleToo = (inner: Schema): boolean => isSingle(inner, contract, known);
  const flat = flatten(schema, contract);
  switch (flat.kind) {
    case "boolean":
    case "null":
      return true;
    case "string":
    case "number":
      return flat.implied !== true;
    case "enum":
      return flat.values.every((value) => typeof value !== "object" || value === null);
    case "union":
      return flat.variants.every(isSingleToo);
    case "all":
      return flat.members.some(isSingleToo);
    default:
      return false;
  }
}
