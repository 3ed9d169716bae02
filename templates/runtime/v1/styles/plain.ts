import type { Parameter } from "../operation.js";
import { form } from "./form.js";
import { json } from "./json.js";
import { hasMembers, simplify } from "./text.js";

/** As forms are written of which nothing is said: a list repeats its key, an object is JSON. */
export function plain(key: string, value: unknown, parameter: Parameter): string | undefined {
  const isObject = hasMembers(simplify(value)) && !Array.isArray(value);
  return (isObject ? json : form)(key, value, parameter);
}
