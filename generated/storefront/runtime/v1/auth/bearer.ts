// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { setHeader } from "../headers.js";
import type { AuthScheme } from "./scheme.js";

/** `Authorization: Bearer <token>` (RFC 6750). */
export const bearer: AuthScheme<string> = {
  text: true,
  sign({ headers }, token) {
    if (!("authorization" in headers)) setHeader(headers, "authorization", `Bearer ${token}`);
  },
};
