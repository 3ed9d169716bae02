import { form } from "../../../templates/runtime/v1/body/form.js";
import type { Part } from "../../../templates/runtime/v1/operation.js";
import { json } from "../../../templates/runtime/v1/styles/json.js";
import { plain } from "../../../templates/runtime/v1/styles/plain.js";
import { writeText } from "../../../templates/runtime/v1/styles/text.js";
import type { ArrayFormat, BodyFact, PropertyFact, WireFacts } from "../../../templates/testing/operation-case.js";
import { writeDocument } from "../../../templates/testing/write-body.js";
import { encoderOf } from "./styles.js";

/** Whether a body is text, and not bytes or parts with a boundary between them. */
export function isText({ kind }: BodyFact): boolean {
  return kind !== "multipart" && kind !== "binary";
}

/** Writes a body that is text; `undefined` where there is nothing to send. */
export function writeTextBody(
  value: unknown,
  { kind, properties, root }: BodyFact,
  facts: WireFacts,
): string | undefined {
  if (value === undefined) return undefined;
  if (kind === "text") return writeText(value);
  if (kind !== "form") return writeDocument(value, { xml: facts.xml, root });
  const parts = Object.entries(properties).map(([key, fact]) => [key, toPart(fact, facts.arrays)]);
  const encoded = form(value, {
    encode: form,
    from: "flat",
    each: { encode: plain },
    parts: Object.fromEntries(parts),
  });
  return encoded && String(encoded.content);
}

/** Without a style, a property is written by its media type, or as forms do by themselves. */
function toPart({ style, explode, mediaType }: PropertyFact, arrays: ArrayFormat): Part {
  const own = mediaType !== undefined && /[/+]json$/i.test(mediaType) ? json : plain;
  return { encode: style === undefined ? own : encoderOf(style, arrays), ...(explode !== undefined && { explode }) };
}
