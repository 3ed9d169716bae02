import { writeProperty } from "../body/form.js";
import type { Parameter } from "../operation.js";
import { plain } from "./plain.js";
import { encodeText, writeJson, writeText } from "./text.js";

/** A value that is the whole query, as a form: each member by its own entry in `members`. */
export function wholeForm(_: string, value: unknown, { members }: Parameter): string | undefined {
  const texts = Object.entries(value as object).map(([name, member]) =>
    writeProperty(name, member, { encode: plain, ...members?.[name] }),
  );
  return texts.filter((text) => text !== undefined).join("&") || undefined;
}

/** A value that is the whole query, as JSON. */
export function wholeJson(_: string, value: unknown, parameter: Parameter): string {
  return encodeText(writeJson(value), parameter);
}

/** A text that is the whole query. */
export function wholeText(_: string, value: unknown, parameter: Parameter): string {
  return encodeText(writeText(value), parameter);
}
