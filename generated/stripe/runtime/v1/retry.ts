// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { AbortedError, ConnectionError, TimeoutError } from "./errors.js";
import { tell } from "./hooks.js";
import type { CallRequest, Send } from "./layers.js";
import type { Reply } from "./reply.js";
import { readRetryAfter } from "./retry-after.js";
import { sleep } from "./timing.js";

/** When and how often a call is tried again. */
export interface RetryPolicy {
  /** Attempts after the first. */
  readonly limit: number;
  /** The backoff before the second attempt is random between 0 and this, in milliseconds; it doubles with each attempt. */
  readonly delay: number;
  /** The backoff grows no further, in milliseconds. */
  readonly maxDelay: number;
  /** The longest wait that a server may ask for, in milliseconds; where it asks for more, the call fails at once. */
  readonly maxWait: number;
}

export type RetryOptions = { readonly [Key in keyof RetryPolicy]?: RetryPolicy[Key] | undefined };

const defaults: RetryPolicy = { limit: 2, delay: 500, maxDelay: 8_000, maxWait: 60_000 };

/** `retry` options over a policy; a number is the limit. */
export function mergeRetry(options: number | RetryOptions | undefined, base: RetryPolicy = defaults): RetryPolicy {
  const given = typeof options === "number" ? { limit: options } : (options ?? {});
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...base, ...Object.fromEntries(set) };
}

const idempotentMethod = /^(GET|HEAD|OPTIONS|QUERY|PUT|DELETE)$/;

/** True where sending twice does the same as sending once. */
export function isIdempotent(method: string): boolean {
  return idempotentMethod.test(method);
}

/** The server did not act, because too much was asked; there is room again after `wait` milliseconds, where it says so. */
export interface Throttle {
  readonly wait: number | undefined;
}

/** What became of an attempt: its answer, or what it threw. */
interface Outcome {
  readonly reply?: Reply;
  readonly throttle?: Throttle | undefined;
  readonly error?: unknown;
}

/** Sends until there is an answer to give, or no sense in another attempt. */
export async function sendRepeatedly(request: CallRequest, next: Send): Promise<Reply> {
  const { connection, signal } = request;
  const now = Date.now();
  // A clock may be set back.
  connection.budget = Math.min(fullBudget, connection.budget + 0.2 + Math.abs(now - connection.refilled) / 5_000);
  connection.refilled = now;
  let current = request;
  let isRefreshed = false;
  for (;;) {
    const { refreshes } = connection;
    const outcome = await next(current).then<Outcome, Outcome>(
      async (reply) => ({ reply, throttle: await connection.client.findThrottle?.(reply) }),
      (error: unknown) => ({ error }),
    );
    const mayRefresh: boolean = !isRefreshed && canRefresh(current, outcome);
    // The attempt with new credentials is no repetition.
    const wait = mayRefresh ? 0 : planWait(current, outcome, current.attempt - (isRefreshed ? 2 : 1));
    if (wait === undefined) {
      if (outcome.reply) return outcome.reply;
      throw outcome.error;
    }
    tellRetry(current, outcome, wait);
    await sleep(wait, signal);
    if (signal?.aborted) throw new AbortedError(current, signal.reason);
    current = { ...current, attempt: current.attempt + 1, refresh: mayRefresh ? refreshes : undefined };
    isRefreshed ||= mayRefresh;
  }
}

/** A refused credential is worth a new one, once, where a function gives it. */
function canRefresh({ connection, auth, body }: CallRequest, { reply }: Outcome): boolean {
  if (reply?.response.status !== 401 || body?.replayable === false) return false;
  return auth.some((id) => typeof connection.auth?.[id] === "function");
}

/** How long until the next attempt; `undefined` where there shall be none. */
function planWait(request: CallRequest, outcome: Outcome, repeats: number): number | undefined {
  const { connection, retry, body, signal, expires } = request;
  const { reply, throttle } = outcome;
  const response = reply?.response;
  if ((response?.ok && !throttle) || repeats >= retry.limit || body?.replayable === false || signal?.aborted)
    return undefined;
  const asked = throttle?.wait ?? (response && readRetryAfter(response));
  if (!throttle && !mayRepeat(request, outcome, asked !== undefined)) return undefined;
  const least = asked ?? 0;
  // Those who are all told the same time come back a little apart.
  const wait = least + planBackoff(retry, repeats);
  // Where the server only wants it later, no outage grows by it.
  const cost = throttle || asked !== undefined || response?.status === 429 ? 0 : 1;
  if (least > retry.maxWait || Date.now() + wait >= expires || connection.budget < cost) return undefined;
  connection.budget -= cost;
  return wait;
}

/** Exponential, with full jitter. */
export function planBackoff({ delay, maxDelay }: RetryPolicy, repeats: number): number {
  return Math.ceil(Math.random() * Math.min(maxDelay, delay * 2 ** repeats));
}

/** Whether another attempt does no harm; with `isInvited` the server said when to come again. */
function mayRepeat(
  { method, operation, idempotencyKey }: CallRequest,
  { reply, error }: Outcome,
  isInvited: boolean,
): boolean {
  const isKeyed = idempotencyKey !== undefined;
  const isRepeatable = isKeyed || operation.safe === true || isIdempotent(method);
  if (error instanceof ConnectionError) return error.unsent || isRepeatable;
  if (!reply) return error instanceof TimeoutError && isRepeatable;
  const { status } = reply.response;
  return (
    // The server surely did not act.
    status === 429 ||
    (isRepeatable && [408, 425, 500, 502, 503, 504].includes(status)) ||
    (isInvited && [403, 503].includes(status)) ||
    (isKeyed && status === 409)
  );
}

/** Says that another attempt follows. */
export function tellRetry(request: CallRequest, { reply, error }: Outcome, wait: number): void {
  tell(request, "onRetry", (base) => ({
    ...base,
    attempt: request.attempt,
    wait,
    ...(reply ? { status: reply.response.status } : { error }),
  }));
}

/**
 * Retries that a client may make at once, so that it does not multiply an outage: each takes one, every call and every
 * second give a fifth of one back.
 */
export const fullBudget = 10;
