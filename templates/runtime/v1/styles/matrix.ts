import type { Parameter } from "../operation.js";
import { expand } from "./expand.js";

const style = { first: ";", separator: ";", named: true, empty: "" } as const;

/** `;color=blue,black`; exploded `;color=blue;color=black`. */
export function matrix(key: string, value: unknown, parameter: Parameter): string | undefined {
  return expand(key, value, { style, parameter });
}
