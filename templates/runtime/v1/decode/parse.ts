import type { Findings } from "../check.js";
import type { Decode, ParseBody } from "../operation.js";
import { parseJson } from "../read.js";
import { pickByStatus } from "../status.js";

/** Parses a JSON body and decodes it. */
export const decoded: ParseBody = (text, status, { decoders = {} }) =>
  decodeBody(parseJson(text), { text, status, decode: pickByStatus(decoders, status) });

/** One body to decode. */
interface Decoding {
  readonly text: string;
  readonly status: number;
  readonly decode: Decode | undefined;
}

/** An error answer that cannot be decoded stays as it came: its status says more than a complaint about its body. */
export function decodeBody(value: unknown, { text, status, decode }: Decoding): unknown {
  const at: Findings = { issues: [] };
  const result = decode && value !== undefined ? decode(at, value) : value;
  const [first] = at.issues;
  if (!first) return result;
  if (status >= 300) return value;
  const { pointer, message } = first;
  throw new SyntaxError(`${pointer || "the body"} ${message}`, { cause: { pointer, text } });
}
