import type { Parameter } from "../operation.js";
import { expand } from "./expand.js";

const style = { first: ".", separator: ".", named: false, empty: "=" } as const;

/** `.blue,black`; exploded `.blue.black`. */
export function label(key: string, value: unknown, parameter: Parameter): string | undefined {
  return expand(key, value, { style, parameter });
}
