import type { ParameterStyle } from "../../contract/contract.js";

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
export function readStyle(style: unknown): ParameterStyle | undefined {
  return STYLES.has(style) ? (style as ParameterStyle) : undefined;
}
