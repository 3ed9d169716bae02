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
  const asked = headers.get("retry-after");
  const readLimit = (name: string) => headers.get(`x-ratelimit-${name}`) ?? headers.get(`ratelimit-${name}`);
  const remaining = readLimit("remaining");
  // Rate limit headers stand on every answer; they explain this one only where nothing remains.
  const isExhausted = Number(remaining) === 0 && (status === 429 || (status === 403 && remaining !== null));
  const waits = [
    readNumber(headers.get("retry-after-ms")),
    readNumber(asked, 1000),
    waitUntil(parseHttpDate(asked ?? "")),
    isExhausted ? readReset(readLimit("reset")) : NaN,
  ];
  return waits.find((wait) => wait >= 0);
}

/** Some count the seconds from now, some from 1970; no wait is thirty years long. */
function readReset(text: string | null): number {
  const reset = readNumber(text, 1000);
  return reset >= 1e12 ? waitUntil(reset) : reset;
}

function waitUntil(date: number): number {
  return Math.max(0, date - Date.now());
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
