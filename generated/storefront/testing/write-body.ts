// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { ReplyCase, WireFacts, XmlRoot } from "./operation-case.js";
import { writeStream } from "./streams.js";

/** A body as it goes on the wire: texts and bytes as they are, streams item by item, all else as a document. */
export function writeBody(
  body: unknown,
  { kind, mediaType = "", root }: Pick<ReplyCase, "kind" | "mediaType" | "root">,
  xml: WireFacts["xml"],
): string | Uint8Array {
  if (body instanceof Uint8Array) return body;
  if (kind === "stream" && Array.isArray(body)) return writeStream(body, mediaType);
  const isWritten = typeof body === "string" && ["text", "bytes", "stream"].includes(kind);
  return isWritten ? body : writeDocument(body, { xml, root });
}

/** What a document is written by. */
interface Writing {
  readonly xml: WireFacts["xml"];
  readonly root: XmlRoot | undefined;
  /** For people. */
  readonly indent?: number;
}

/** A value in the contract's XML, where that tells of an outermost element, else in JSON. */
export function writeDocument(value: unknown, { xml, root, indent }: Writing): string {
  return xml !== undefined && root !== undefined ? xml.write(value, root) : JSON.stringify(value, toJson, indent);
}

/** Digits in a text are what a client reads of a bigint that no number holds. */
function toJson(_: string, value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}
