// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import ky, { type KyInstance, type Options } from "ky";
import type { Transport } from "./transport.js";

/** A transport on ky 1.14 or 2: its default instance, or your own with its hooks and headers. Retry and timeouts stay with the runtime. */
export function kyTransport(instance: KyInstance = ky): Transport {
  return async ({ url, method, headers, body, signal, redirect }) => {
    const parts = { method, headers, body: body ?? null, signal: signal ?? null, redirect };
    const options = { ...parts, retry: 0, timeout: false, throwHttpErrors: false };
    try {
      // A URL object, because an instance with a prefix would put it before a string.
      return await instance(new URL(url), options as Options);
    } catch (error) {
      // ky 2 wraps what fetch throws in an error that shows the request with its credentials.
      throw error instanceof Error && error.name === "NetworkError" && error.cause ? error.cause : error;
    }
  };
}
