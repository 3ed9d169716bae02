// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** How long the server asks to wait, in milliseconds; `undefined` where it does not say. */
export function readRetryAfter({
  status,
  headers,
}: {
  readonly status: number;
  readonly headers: Headers;
}): number | undefined {
  const milliseconds = readNumber(headers.get("retry-after-ms"));
  const seconds = headers.get("retry-after");
  return milliseconds ?? readDelay(seconds) ?? (isExhausted(status, headers) ? readReset(headers) : undefined);
}

/** Rate limit headers stand on every answer; they explain this one only where nothing remains. */
function isExhausted(status: number, headers: Headers): boolean {
  const remaining = headers.get("x-ratelimit-remaining") ?? headers.get("ratelimit-remaining");
  return (
    (status === 429 && remaining === null) || ((status === 429 || status === 403) && Number(remaining ?? NaN) === 0)
  );
}

function readReset(headers: Headers): number | undefined {
  const reset = readNumber(headers.get("x-ratelimit-reset") ?? headers.get("ratelimit-reset"));
  // Some count the seconds from now, some from 1970; no wait is thirty years long.
  return reset === undefined || reset < 1e9 ? toMilliseconds(reset) : Math.max(0, reset * 1000 - Date.now());
}

function readDelay(text: string | null): number | undefined {
  const seconds = readNumber(text);
  if (seconds !== undefined) return toMilliseconds(seconds);
  const date = parseHttpDate(text ?? "");
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/**
 * The three forms of RFC 9110: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and
 * `Sun Nov  6 08:49:37 1994`, which is GMT too, though `Date.parse` alone reads it as local time.
 */
export function parseHttpDate(text: string): number {
  return /^\w{3}.*\d:\d\d:\d\d/.test(text) ? Date.parse(text.replace(/( GMT)?\s*$/, " GMT")) : NaN;
}

function readNumber(text: string | null): number | undefined {
  return text !== null && /^\s*\d+(\.\d+)?\s*$/.test(text) ? Number(text) : undefined;
}

function toMilliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.ceil(seconds * 1000);
}
