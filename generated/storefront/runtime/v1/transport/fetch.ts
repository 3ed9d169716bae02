// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Transport } from "./transport.js";

/** A transport on `fetch`: the global one, looked up at each request so that mocks are seen, or one of your own. */
export function fetchTransport(fetch?: typeof globalThis.fetch): Transport {
  return ({ url, method, headers, body, signal, redirect }) => {
    const init = { method, headers, body: body ?? null, signal: signal ?? null, redirect, duplex: "half" };
    return (fetch ?? globalThis.fetch)(url, init as RequestInit);
  };
}
