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
  const readDate = (name: string) => parseHttpDate(headers.get(name) ?? "");
  // By the server's own clock, where it shows it: this one may go wrong.
  const now = readDate("date") || Date.now();
  const waitUntil = (date: number) => Math.max(0, date - now);
  const readLimit = (name: string) => headers.get(`x-ratelimit-${name}`) ?? headers.get(`ratelimit-${name}`);
  const remaining = readLimit("remaining");
  // Rate limit headers stand on every answer; they explain this one only where nothing remains.
  const isExhausted = Number(remaining) === 0 && (status === 429 || (status === 403 && remaining !== null));
  const reset = readNumber(readLimit("reset"), 1000);
  const waits = [
    readNumber(headers.get("retry-after-ms")),
    readNumber(headers.get("retry-after"), 1000),
    waitUntil(readDate("retry-after")),
    // Some count the seconds from now, some from 1970; no wait is thirty years long.
    isExhausted ? (reset >= 1e12 ? waitUntil(reset) : reset) : NaN,
  ];
  return waits.find((wait) => wait >= 0);
}

/**
 * The three forms of RFC 9110: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and
 * `Sun Nov  6 08:49:37 1994`, which is GMT too, though `Date.parse` alone reads it as local time.
 */
export function parseHttpDate(text: string): number {
  return /^\w{3}.*\d:\d\d:\d\d/.test(text) ? Date.parse(text.replace(/( GMT)?\s*$/, " GMT")) : NaN;
}

/** A number of milliseconds, or of something that has many; `NaN` where there is none. */
function readNumber(text: string | null, milliseconds = 1): number {
  return /^\s*\d+(\.\d+)?\s*$/.test(text ?? "") ? Math.ceil(Number(text) * milliseconds) : NaN;
}
