// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** One part of a multipart body. */
export interface MultipartPart {
  readonly name: string;
  readonly fileName?: string;
  /** The media type as written; absent = none. */
  readonly type?: string;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
}

/** Reads a `multipart/form-data` body from its bytes (RFC 7578). */
export function decodeMultipart(body: Uint8Array, contentType: string): MultipartPart[] {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw new Error(`"${contentType}" names no boundary`);
  // Latin-1 keeps every byte as one character, so that texts can be searched and bytes come back unchanged.
  const text = `\r\n${toLatin1(body)}`;
  const pieces = text.split(`\r\n--${boundary}`);
  if (!/^--\s*$/.test(pieces.at(-1) ?? "")) throw new Error("the body does not end with its closing boundary");
  const isForm = /^multipart\/form-data/i.test(contentType);
  return pieces.slice(1, -1).map((piece) => readPart(piece, isForm));
}

function readPart(piece: string, isForm: boolean): MultipartPart {
  const end = piece.indexOf("\r\n\r\n");
  if (!piece.startsWith("\r\n") || end < 0) throw new Error("a part has no headers");
  const headers = new Headers();
  for (const line of piece.slice(2, end).split("\r\n").filter(Boolean)) {
    const at = line.indexOf(":");
    headers.append(line.slice(0, at), line.slice(at + 1).trim());
  }
  const disposition = headers.get("content-disposition") ?? "";
  const name = parameterOf(disposition, "name");
  if (isForm && (!disposition.startsWith("form-data") || name === undefined)) throw new Error("a part has no name");
  const fileName = parameterOf(disposition, "filename");
  const type = headers.get("content-type");
  return {
    name: name ?? "",
    ...(fileName !== undefined && { fileName }),
    ...(type !== null && { type }),
    headers,
    bytes: fromLatin1(piece.slice(end + 4)),
  };
}

function parameterOf(disposition: string, key: string): string | undefined {
  const match = new RegExp(`;\\s*${key}="([^"]*)"`).exec(disposition);
  return match === null ? undefined : unescapeName(new TextDecoder().decode(fromLatin1(match[1] ?? "")));
}

/** Browsers escape these three only. */
function unescapeName(name: string): string {
  return name.replaceAll("%22", '"').replaceAll("%0D", "\r").replaceAll("%0A", "\n");
}

function toLatin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function fromLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
