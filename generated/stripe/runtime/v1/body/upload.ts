// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Bytes } from "../operation.js";

/** What can be sent as bytes. A stream is sent once: a call with one is never repeated after sending began. */
export type Uploadable = UploadContent | NamedUpload;

/** Bytes. */
export type UploadContent = globalThis.Blob | ArrayBuffer | Uint8Array | ReadableStream<Uint8Array>;

/** Bytes with the file name and the media type to send beside them. */
export interface NamedUpload {
  readonly content: UploadContent;
  readonly name?: string | undefined;
  readonly type?: string | undefined;
  /** Headers of the part, where it is one of a multipart body. */
  readonly headers?: { readonly [name: string]: string | undefined } | undefined;
}

/** Bytes in a form that platforms send, with what is known about them. */
export interface OpenedUpload {
  readonly content: Bytes | globalThis.Blob | ReadableStream<Uint8Array>;
  readonly name?: string | undefined;
  readonly type?: string | undefined;
  readonly headers?: NamedUpload["headers"];
}

/** Reads a value as bytes; `undefined` where it is none. */
export function openUpload(value: unknown): OpenedUpload | undefined {
  if (value instanceof Blob) return { content: value, name: (value as Partial<File>).name, type: value.type };
  // Bytes of shared memory look the same here; platforms that cannot send them say so.
  if (value instanceof Uint8Array) return { content: value as Bytes };
  if (value instanceof ArrayBuffer) return { content: new Uint8Array(value) };
  if (value instanceof ReadableStream) return { content: value };
  const { content, name, type, headers } = (value ?? {}) as Partial<NamedUpload>;
  const opened = content && openUpload(content);
  return opened && { content: opened.content, name: name ?? opened.name, type: type ?? opened.type, headers };
}
