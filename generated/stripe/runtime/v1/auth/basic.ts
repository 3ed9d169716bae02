// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { setHeader } from "../headers.js";
import type { AuthScheme, BasicPair } from "./scheme.js";

/** `Authorization: Basic <name:password>`, in UTF-8 (RFC 7617). */
export const basic: AuthScheme<BasicPair> = {
  text: false,
  sign({ headers }, { username, password = "" }) {
    if ("authorization" in headers) return;
    const bytes = new TextEncoder().encode(`${username}:${password}`);
    const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    setHeader(headers, "authorization", `Basic ${btoa(text)}`);
  },
};
