/** An object of a JSON document, before anything is known of its members. */
export type JsonObject = { readonly [key: string]: unknown };

/** True for what has members: neither null nor a list nor a scalar. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
