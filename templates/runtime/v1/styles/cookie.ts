import type { Parameter } from "../operation.js";
import { expand } from "./expand.js";

const style = { first: "", separator: "; ", named: true, empty: "=", explode: true } as const;

/** `color=blue; color=black`: nothing is percent-encoded, so what a cookie cannot hold is refused. */
export function cookie(key: string, value: unknown, { explode }: Parameter): string | undefined {
  const parameter: Parameter = { in: "cookie", ...(explode === undefined ? {} : { explode }) };
  const text = expand(key, value, { style, parameter });
  if (text && /%(3B|7F|[01].|[89A-F].)/.test(text)) throw new TypeError("a cookie holds visible ASCII without `;`");
  return text && decodeURIComponent(text);
}
