import type { Body, EncodedBody } from "../operation.js";
import { openUpload } from "./upload.js";

/** A body of bytes, or of text; its own media type holds where the contract leaves the choice (`image/*`). */
export function binary(value: unknown, { type }: Body): EncodedBody {
  const declared = type?.includes("*") ? undefined : type;
  if (typeof value === "string") return { content: value, type: declared ?? "text/plain", replayable: true };
  const upload = openUpload(value);
  if (!upload) throw new TypeError("the body must be a Blob, Uint8Array, ArrayBuffer or ReadableStream");
  return {
    content: upload.content,
    type: declared ?? (upload.type || "application/octet-stream"),
    replayable: !(upload.content instanceof ReadableStream),
  };
}
