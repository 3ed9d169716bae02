import { isObject, type JsonObject } from "../contract/json.js";
import { child } from "../contract/pointer.js";
import type { Example, Json, Property } from "../contract/schema.js";
import { textAt } from "./reading.js";
import type { Node } from "./reading.js";

/** What stands beside a schema and changes no verdict. */
export function readAnnotations({
  value,
  at,
}: Node): Omit<Property, "key" | "schema" | "required" | "readOnly" | "writeOnly"> {
  if (!isObject(value)) return {};
  const title = textAt(value, "title");
  // A title of one word is a name of the schema, not prose about it.
  const doc = textAt(value, "description") ?? (title?.includes(" ") ? title : undefined);
  return {
    ...(doc !== undefined && { doc }),
    ...(value["deprecated"] === true && { deprecated: true as const }),
    ...(value["default"] !== undefined && { default: value["default"] as Json }),
    ...readExample({ value, at }),
    ...(hasHints(value) && { extensions: readExtensions(value) }),
  };
}

/** What a schema or a parameter shows: its `example`, or the first of those that JSON Schema lists. */
function readExample({ value, at }: Node & { readonly value: JsonObject }): { readonly example?: Example } {
  const { example, examples } = value;
  if (example !== undefined) return { example: { value: example as Json, at: child(at, "example") } };
  if (!Array.isArray(examples) || examples.length === 0) return {};
  return { example: { value: examples[0] as Json, at: child(child(at, "examples"), 0) } };
}

/** Whether an object has `x-` keys. */
export function hasHints(value: JsonObject): boolean {
  for (const key in value) if (key.startsWith("x-")) return true;
  return false;
}

/** The `x-` keys of an object, as written. */
export function readExtensions(value: unknown): { readonly [key: string]: Json } {
  const members = isObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(members.filter(([key]) => key.startsWith("x-"))) as { readonly [key: string]: Json };
}
