import type { Body, EncodedBody } from "../operation.js";
import { simplify, writeText } from "../styles/text.js";

/** A body of plain text, or of whatever else the caller has as text: XML, CSV, JSON lines. */
export function text(value: unknown, { type = "text/plain" }: Body): EncodedBody {
  return { content: writeText(simplify(value)), type, replayable: true };
}
