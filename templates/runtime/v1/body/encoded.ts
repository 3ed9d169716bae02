import type { Body, Decode, EncodeBody, EncodedBody } from "../operation.js";

/** A body whose values are first made what they are on the wire (`"42"` the number 42). */
export function encoded(encode: EncodeBody, decode: Decode): EncodeBody {
  return (value: unknown, body: Body): EncodedBody | undefined => encode(decode({ issues: [] }, value), body);
}
