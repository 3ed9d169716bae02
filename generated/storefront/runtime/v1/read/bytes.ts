// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Bytes, ReadBody } from "../operation.js";

/** A body of bytes that has not been read yet: read it once, as a stream or as a whole, or cancel it. */
export class BinaryBody {
  readonly #response: Response;

  constructor(response: Response) {
    this.#response = response;
  }

  /** The media type as the server says it, `""` where it says none. */
  get type(): string {
    return this.#response.headers.get("content-type") ?? "";
  }

  /** The number of bytes, where it is known before they have come. */
  get size(): number | undefined {
    const { headers } = this.#response;
    // Of a compressed body the header counts the compressed bytes.
    const size = headers.has("content-encoding") ? null : headers.get("content-length");
    return size === null ? undefined : Number(size);
  }

  /** The name that the server proposes for the file, without a folder. */
  get fileName(): string | undefined {
    return readFileName(this.#response.headers.get("content-disposition") ?? "");
  }

  /** The bytes as they come; the caller's signal still cuts them off. */
  stream(): ReadableStream<Uint8Array> {
    return this.#response.body ?? new Blob([]).stream();
  }

  async bytes(): Promise<Bytes> {
    return new Uint8Array(await this.#response.arrayBuffer());
  }

  blob(): Promise<globalThis.Blob> {
    return this.#response.blob();
  }

  text(): Promise<string> {
    return this.#response.text();
  }

  /** Ends the transfer where the bytes are not wanted. */
  async cancel(): Promise<void> {
    await this.#response.body?.cancel();
  }
}

/** Reads a body as bytes. */
export const bytes: ReadBody = /* @__PURE__ */ Object.assign(
  async (response: Response): Promise<BinaryBody> => new BinaryBody(response),
  { streams: () => true },
);

/** `filename*=UTF-8''na%C3%AFve.txt` (RFC 8187) goes before `filename="naive.txt"`. */
function readFileName(disposition: string): string | undefined {
  const [, encoded] = /;\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition) ?? [];
  const [, quoted, token] = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition) ?? [];
  const name = decode(encoded) ?? quoted?.replace(/\\(.)/g, "$1") ?? token;
  // A server must not choose the folder.
  return name?.replace(/^.*[\\/]/s, "") || undefined;
}

function decode(text: string | undefined): string | undefined {
  try {
    return text && decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
