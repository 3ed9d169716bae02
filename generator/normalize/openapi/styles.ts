import { isObject } from "../../contract/json.js";
import type { ParameterStyle } from "../../contract/contract.js";
import { child } from "../../contract/pointer.js";
import { removal } from "../mends.js";
import type { Node, Reading } from "../reading.js";

const STYLES: ReadonlySet<unknown> = new Set<ParameterStyle>([
  "matrix",
  "label",
  "simple",
  "form",
  "spaceDelimited",
  "pipeDelimited",
  "deepObject",
]);

/** A style that OpenAPI knows; any other text is none, for styles become names in the output. */
export function readStyle({ value, at }: Node, reading: Reading): ParameterStyle | undefined {
  const style = isObject(value) ? value["style"] : undefined;
  if (style === undefined || STYLES.has(style)) return style as ParameterStyle | undefined;
  reading.report({
    code: "unknown-style",
    severity: "repair",
    message: `\`style: ${String(style)}\` is none that OpenAPI knows; the usual one is taken.`,
    pointer: child(at, "style"),
    help: `Use one of ${[...STYLES].join(", ")}.`,
    mend: removal(child(at, "style")),
  });
  return undefined;
}
