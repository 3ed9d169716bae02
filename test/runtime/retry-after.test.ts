import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { parseHttpDate, readRetryAfter } from "../../templates/runtime/v1/retry-after.js";

const now = Date.parse("1994-11-06T08:49:07Z");
beforeEach(() => void vi.useFakeTimers({ now }));
afterEach(() => void vi.useRealTimers());

const read = (headers: Record<string, string>, status = 429) =>
  readRetryAfter({ status, headers: new Headers(headers) });

test.each([
  [{ "retry-after": "120" }, 120_000],
  [{ "retry-after": "0" }, 0],
  [{ "retry-after": "1.5" }, 1_500],
  [{ "retry-after-ms": "250", "retry-after": "9" }, 250],
  [{ "retry-after": "Sun, 06 Nov 1994 08:49:37 GMT" }, 30_000],
  [{ "retry-after": "Sunday, 06-Nov-94 08:49:37 GMT" }, 30_000],
  [{ "retry-after": "Sun Nov  6 08:49:37 1994" }, 30_000],
  [{ "retry-after": "Sun, 06 Nov 1994 08:00:00 GMT" }, 0],
  [{ "retry-after": "-1" }, undefined],
  [{ "retry-after": "soon" }, undefined],
  [{ "retry-after": "" }, undefined],
  [{}, undefined],
])("%o", (headers, wait) => {
  expect(read(headers)).toBe(wait);
});

test("a date without a zone is GMT, wherever the client runs", () => {
  vi.stubEnv("TZ", "America/New_York");
  expect(new Date(0).getHours()).toBe(19);
  expect(read({ "retry-after": "Sun, 06 Nov 1994 08:49:37" })).toBe(30_000);
  vi.unstubAllEnvs();
});

test("a year of two digits lies less than 50 years ahead", () => {
  vi.setSystemTime(Date.parse("2026-11-22T00:00:00Z"));
  expect(new Date(parseHttpDate("Sunday, 06-Nov-94 08:49:37 GMT")).getUTCFullYear()).toBe(1994);
  expect(new Date(parseHttpDate("Friday, 06-Nov-43 08:49:37 GMT")).getUTCFullYear()).toBe(2043);
});

test("a moment counts by the server's own clock, where it shows it", () => {
  const date = "Sun, 06 Nov 1994 12:00:00 GMT";
  expect(read({ date, "retry-after": "Sun, 06 Nov 1994 12:00:05 GMT" })).toBe(5_000);
  const reset = String(Date.parse(date) / 1000 + 9 + 40 * 365 * 86_400);
  const later = "Tue, 27 Oct 2034 12:00:00 GMT";
  expect(read({ date: later, "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset })).toBe(9_000);
  expect(read({ date: "now", "retry-after": "Sun, 06 Nov 1994 08:49:37 GMT" })).toBe(30_000);
});

test("rate limit resets count where nothing remains, from now or from 1970", () => {
  vi.setSystemTime(Date.parse("2026-11-22T00:00:00Z"));
  const at = Date.now() / 1000 + 7;
  expect(read({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(at) }, 403)).toBe(7_000);
  expect(read({ "ratelimit-remaining": "0", "ratelimit-reset": "7" })).toBe(7_000);
  expect(read({ "ratelimit-reset": "7" })).toBe(7_000);
  expect(read({ "x-ratelimit-remaining": "12", "x-ratelimit-reset": String(at) })).toBeUndefined();
  expect(read({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(at) }, 500)).toBeUndefined();
  expect(read({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(at - 100) }, 403)).toBe(0);
});
