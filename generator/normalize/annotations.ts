import { isObject, type JsonObject } from "../contract/json.js";
import type { Json, Property } from "../contract/schema.js";
import { textAt } from "./reading.js";

/** What stands beside a schema and changes no verdict. */
export function readAnnotations(
  value: unknown,
): Omit<Property, "key" | "schema" | "required" | "readOnly" | "writeOnly"> {
  if (!isObject(value)) return {};
  const title = textAt(value, "title");
  // A title of one word is a name of the schema, not prose about it.
  const doc = textAt(value, "description") ?? (title?.includes(" ") ? title : undefined);
  return {
    ...(doc !== undefined && { doc }),
    ...(value["deprecated"] === true && { deprecated: true as const }),
    ...(value["default"] !== undefined && { default: value["default"] as Json }),
    ...(value["example"] !== undefined && { example: value["example"] as Json }),
    ...(hasHints(value) && { extensions: readExtensions(value) }),
  };
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
