// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { AbortedError } from "../errors.js";
import { toConnectionError } from "../failure.js";
import type { CallRequest } from "../layers.js";
import type { Bytes, ReadBody } from "../operation.js";

/** A body of bytes that has not been read yet: read it once, as a stream or as a whole, or cancel it. */
export class BinaryBody {
  readonly #response: Response;
  readonly #request: CallRequest | undefined;

  constructor(response: Response, request?: CallRequest) {
    this.#response = response;
    this.#request = request;
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

  bytes(): Promise<Bytes> {
    return this.#read(async (response) => new Uint8Array(await response.arrayBuffer()));
  }

  blob(): Promise<globalThis.Blob> {
    return this.#read((response) => response.blob());
  }

  text(): Promise<string> {
    return this.#read((response) => response.text());
  }

  /** Ends the transfer where the bytes are not wanted. */
  async cancel(): Promise<void> {
    await this.#response.body?.cancel();
  }

  /** A body that breaks off, or is given up, fails as its call would have. */
  async #read<Value>(read: (response: Response) => Promise<Value>): Promise<Value> {
    const request = this.#request;
    const isMistake = this.#response.bodyUsed;
    try {
      return await read(this.#response);
    } catch (error) {
      if (!request || isMistake) throw error;
      const { signal } = request.options;
      throw signal?.aborted ? new AbortedError(request, signal.reason) : toConnectionError(request, error, []);
    }
  }
}

/** Reads a body as bytes. */
export const bytes: ReadBody = /* @__PURE__ */ Object.assign(
  async (response: Response, _: unknown, request?: CallRequest): Promise<BinaryBody> =>
    new BinaryBody(response, request),
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
