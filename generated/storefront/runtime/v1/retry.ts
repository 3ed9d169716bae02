// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { AbortedError, isConnectionError, isTimeoutError } from "./errors.js";
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
  if (options === undefined) return base;
  if (typeof options === "number") return { ...base, limit: options };
  const { limit = base.limit, delay = base.delay, maxDelay = base.maxDelay, maxWait = base.maxWait } = options;
  return { limit, delay, maxDelay, maxWait };
}

/** What must hold for another attempt to do no harm. */
type Reason =
  /** The server surely did not act. */
  | "refused"
  /** Acting twice is acting once: the method says so, or an idempotency key does. */
  | "repeatable"
  /** There is an idempotency key. */
  | "keyed"
  /** The server says when to come again. */
  | "invited";

/** By status: the reasons of which one suffices. */
const policy: { readonly [status: number]: readonly Reason[] } = {
  403: ["invited"],
  408: ["repeatable"],
  409: ["keyed"],
  425: ["repeatable"],
  429: ["refused"],
  500: ["repeatable"],
  502: ["repeatable"],
  503: ["repeatable", "invited"],
  504: ["repeatable"],
};

const idempotentMethod = /^(GET|HEAD|OPTIONS|QUERY|PUT|DELETE)$/;

/** True where sending twice does the same as sending once. */
export function isIdempotent(method: string): boolean {
  return idempotentMethod.test(method);
}

/** The server did not act, because too much was asked; there is room again after `wait` milliseconds, where it says so. */
export interface Throttle {
  readonly wait: number | undefined;
}

/** An attempt's answer, or what it threw. */
interface Outcome {
  readonly reply?: Reply;
  readonly error?: unknown;
}

/** Sends until there is an answer to give, or no sense in another attempt. */
export async function sendRepeatedly(request: CallRequest, next: Send): Promise<Reply> {
  const { connection, signal } = request;
  connection.budget.earn();
  const { findThrottle } = connection.client;
  let current = request;
  let repeats = 0;
  let refreshed = false;
  for (;;) {
    const { refreshes } = connection;
    const outcome = await next(current).then<Outcome, Outcome>(
      (reply) => ({ reply }),
      (error: unknown) => ({ error }),
    );
    const refresh = !refreshed && canRefresh(current, outcome);
    const throttle = findThrottle && outcome.reply ? await findThrottle(outcome.reply) : undefined;
    const wait = refresh ? 0 : planWait(current, { ...outcome, throttle }, repeats);
    if (wait === undefined) {
      if (outcome.reply) return outcome.reply;
      throw outcome.error;
    }
    if (refresh) refreshed = true;
    else repeats++;
    tellRetry(current, outcome, wait);
    await sleep(wait, signal);
    if (signal?.aborted) throw new AbortedError(current, signal.reason);
    current = { ...current, attempt: current.attempt + 1, refresh: refresh ? refreshes : undefined };
  }
}

/** A refused credential is worth a new one, once, where a function gives it. */
function canRefresh(request: CallRequest, { reply }: Outcome): boolean {
  if (reply?.response.status !== 401 || request.body?.replayable === false) return false;
  return request.auth.some((id) => typeof request.connection.auth?.[id] === "function");
}

/** How long until the next attempt; `undefined` where there shall be none. */
function planWait(
  request: CallRequest,
  outcome: Outcome & { readonly throttle: Throttle | undefined },
  repeats: number,
): number | undefined {
  const { connection, retry, body, signal, expires } = request;
  const { reply, throttle } = outcome;
  const response = reply?.response;
  if ((response?.ok && !throttle) || repeats >= retry.limit || body?.replayable === false || signal?.aborted)
    return undefined;
  const asked = throttle?.wait ?? (response && readRetryAfter(response));
  if (!throttle && !mayRepeat(request, outcome, asked !== undefined)) return undefined;
  const wait = asked ?? planBackoff(retry, repeats);
  const isTooLong = (asked !== undefined && asked > retry.maxWait) || Date.now() + wait >= expires;
  return isTooLong || !connection.budget.spend() ? undefined : wait;
}

/** Exponential, with full jitter. */
export function planBackoff({ delay, maxDelay }: RetryPolicy, repeats: number): number {
  return Math.ceil(Math.random() * Math.min(maxDelay, delay * 2 ** repeats));
}

function mayRepeat(
  { method, operation, idempotencyKey }: CallRequest,
  { reply, error }: Outcome,
  invited: boolean,
): boolean {
  const keyed = idempotencyKey !== undefined;
  const holds = { refused: true, repeatable: keyed || operation.safe === true || isIdempotent(method), keyed, invited };
  if (reply) return policy[reply.response.status]?.some((reason) => holds[reason]) ?? false;
  return isConnectionError(error) ? error.unsent || holds.repeatable : isTimeoutError(error) && holds.repeatable;
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

const reserve = 10;
const share = 0.2;

/** Keeps retries to a share of all calls, so that a client does not multiply an outage. */
export interface Budget {
  /** Says that a call begins. */
  earn(): void;
  /** Pays for one retry; false where the budget is used up. */
  spend(): boolean;
}

/** A token bucket: every call earns a fifth of a retry, up to ten in reserve. */
export function createBudget(): Budget {
  let tokens = reserve;
  return {
    earn() {
      tokens = Math.min(reserve, tokens + share);
    },
    spend() {
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
