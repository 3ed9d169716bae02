// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Body, BodyContent, Bytes, EncodedBody, Part } from "../operation.js";
import { hasMembers, simplify, writeJson, writeText } from "../styles/text.js";
import { writeProperty } from "./form.js";
import { openUpload, type NamedUpload } from "./upload.js";

type Piece = string | Bytes | globalThis.Blob | ReadableStream<Uint8Array>;

/** One part on the wire. */
interface Field {
  /** Absent where parts stand by their places. */
  readonly key?: string | undefined;
  readonly content: Piece;
  readonly fileName?: string | undefined;
  readonly type?: string | undefined;
  readonly headers?: NamedUpload["headers"];
}

/**
 * A `multipart/form-data` body: an array repeats its key, an object is a JSON part, bytes are files. Written here, not
 * by FormData, which can neither give a text a media type without making it a file nor hold a stream. A list is parts
 * without names, as other kinds of multipart bodies have them.
 */
export function multipart(value: unknown, body: Body): EncodedBody | undefined {
  if (value instanceof FormData) return { content: value, replayable: true };
  const isList = Array.isArray(value);
  const fields = Object.entries(value as object).flatMap(([key, member]) =>
    readFields(isList ? undefined : key, member, body.parts?.[key] ?? body.each),
  );
  if (!fields.length) return undefined;
  const boundary = crypto.randomUUID();
  const pieces = [...fields.flatMap((field) => writeField(boundary, field)), `--${boundary}--\r\n`];
  const isStream = pieces.some((piece) => piece instanceof ReadableStream);
  return {
    content: isStream ? joinPieces(pieces) : new Blob(pieces as Exclude<Piece, ReadableStream>[]),
    type: `${body.type ?? "multipart/form-data"}; boundary=${boundary}`,
    replayable: !isStream,
  };
}

function readFields(key: string | undefined, given: unknown, part: Part | undefined): Field[] {
  if (given === undefined) return [];
  const upload = openUpload(given);
  // A list of media types is a choice: the upload's own is one of them.
  const type = part?.type && !/[*,]/.test(part.type) ? part.type : undefined;
  const headers = part?.headers;
  if (upload) {
    const { content, name, type: own } = upload;
    const sent = { ...headers, ...upload.headers };
    return [{ key, content, fileName: name ?? key, type: type ?? (own || "application/octet-stream"), headers: sent }];
  }
  const value = simplify(given);
  if (part?.encode && key !== undefined) {
    const fields: Field[] = [];
    // Not spread: types of the DOM alone do not say that it can be iterated.
    new URLSearchParams(writeProperty(key, value, part)).forEach((content, name) =>
      fields.push({ key: name, content, type, headers }),
    );
    return fields;
  }
  if (Array.isArray(value) && key !== undefined) return value.flatMap((element) => readFields(key, element, part));
  if (hasMembers(value)) return [{ key, content: writeJson(value), type: type ?? "application/json", headers }];
  return [{ key, content: writeText(value ?? ""), type, headers }];
}

function writeField(boundary: string, { key, content, fileName, type, headers }: Field): Piece[] {
  const file = fileName === undefined ? "" : `; filename="${quote(fileName)}"`;
  const lines = Object.entries({ "Content-Type": type, ...headers }).map(([name, text]) =>
    text ? `\r\n${`${name}: ${text}`.replace(/[\r\n]/g, "")}` : "",
  );
  const name = key === undefined ? "" : `\r\nContent-Disposition: form-data; name="${quote(key)}"${file}`;
  return [`--${boundary}${name}${lines.join("")}\r\n\r\n`, content, "\r\n"];
}

/** As browsers do: these three would end the name, or the header. */
function quote(text: string): string {
  return text.replace(/["\r\n]/g, (character) => encodeURIComponent(character));
}

function joinPieces(pieces: readonly Piece[]): BodyContent {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  // What goes wrong in a source reaches whoever reads the body.
  pump(pieces, writable).catch(() => {});
  return readable;
}

async function pump(pieces: readonly Piece[], target: WritableStream<Uint8Array>): Promise<void> {
  for (const piece of pieces) {
    const source = piece instanceof ReadableStream ? piece : new Blob([piece]).stream();
    await source.pipeTo(target, { preventClose: true });
  }
  await target.close();
}
