/** How long the server asks to wait, in milliseconds; `undefined` where it does not say. */
export function readRetryAfter({
  status,
  headers,
}: {
  readonly status: number;
  readonly headers: Headers;
}): number | undefined {
  const asked = headers.get("retry-after");
  const seconds = readNumber(asked);
  return (
    readNumber(headers.get("retry-after-ms")) ??
    (seconds === undefined ? readUntil(parseHttpDate(asked ?? "")) : Math.ceil(seconds * 1000)) ??
    readReset(status, headers)
  );
}

/** Rate limit headers stand on every answer; they explain this one only where nothing remains. */
function readReset(status: number, headers: Headers): number | undefined {
  const read = (name: string) => headers.get(`x-ratelimit-${name}`) ?? headers.get(`ratelimit-${name}`);
  const remaining = read("remaining");
  const isExhausted = remaining === null ? status === 429 : (status === 429 || status === 403) && +remaining === 0;
  const reset = isExhausted ? readNumber(read("reset")) : undefined;
  // Some count the seconds from now, some from 1970; no wait is thirty years long.
  return reset !== undefined && reset < 1e9 ? Math.ceil(reset * 1000) : readUntil((reset ?? NaN) * 1000);
}

function readUntil(time: number): number | undefined {
  return Number.isNaN(time) ? undefined : Math.max(0, time - Date.now());
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
