import type { Parameter } from "../operation.js";
import { expand } from "./expand.js";

const style = { first: "", separator: "&", named: true, empty: "=" } as const;

/** `color=blue%20black`; exploded, which the specification leaves open, as `form`. */
export function spaceDelimited(key: string, value: unknown, parameter: Parameter): string | undefined {
  return expand(key, value, { style: { ...style, delimiter: "%20" }, parameter });
}

/** `color=blue%7Cblack`; exploded, which the specification leaves open, as `form`. */
export function pipeDelimited(key: string, value: unknown, parameter: Parameter): string | undefined {
  return expand(key, value, { style: { ...style, delimiter: "%7C" }, parameter });
}
