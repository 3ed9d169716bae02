// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

// ky is an ES module, whatever the project that this is copied into is.
import type { KyInstance, Options } from "ky" with { "resolution-mode": "import" };
import type { Transport } from "./transport.js";

/**
 * A transport on ky 1.14 or 2: its default instance, or your own with its hooks and headers. Retry and timeouts stay with
 * the runtime. The default one is loaded with the first request: ky tries out the platform's `Request` as it loads, which
 * costs Node more than the client itself.
 */
export function kyTransport(instance?: KyInstance): Transport {
  let ky = instance;
  return async ({ url, body = null, signal = null, ...parts }) => {
    ky ??= (await import("ky").catch(explainMissing)).default;
    const options = { ...parts, body, signal, retry: 0, timeout: false, throwHttpErrors: false };
    // A URL object, because an instance with a prefix would put it before a string.
    return ky(new URL(url), options as Options);
  };
}

function explainMissing(cause: unknown): never {
  throw new Error("ky cannot be loaded: `npm i ky`", { cause });
}
