// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Settings } from "./connection.js";
import { AbortedError, TimeoutError } from "./errors.js";
import type { CallRequest } from "./layers.js";

/** Timers cannot count further; what is longer has no limit. */
const longest = 2 ** 31 - 1;

/** A piece of work that heeds a signal; `stopTimer` lifts its time limit. */
export type Work<Value> = (signal: AbortSignal, stopTimer: () => void) => Promise<Value>;

/**
 * Runs `work` until it ends, the request's time is over or its signal aborts, whichever comes first, also where the work
 * does not heed its signal. Leaves no timer and no listener behind.
 */
export function withLimit<Value>(
  request: CallRequest,
  option: "timeout" | "deadline",
  work: Work<Value>,
): Promise<Value> {
  const { signal, [option]: ms, operation } = request;
  if (signal?.aborted) return Promise.reject(new AbortedError(request, signal.reason));
  return new Promise<() => Value>((resolve) => {
    const controller = new AbortController();
    const stop = (makeError: () => Error): void => {
      release();
      resolve(() => {
        throw makeError();
      });
      controller.abort(makeError());
    };
    const onAbort = (): void => stop(() => new AbortedError(request, signal?.reason));
    const timer = ms > longest ? undefined : setTimeout(() => stop(() => new TimeoutError(request, option, ms)), ms);
    const stopTimer = (): void => clearTimeout(timer);
    const release = (): void => {
      stopTimer();
      signal?.removeEventListener("abort", onAbort);
    };
    signal?.addEventListener("abort", onAbort);
    // A body that is read later must still hear of the caller's signal; `any` holds its sources weakly.
    const joined = signal && operation.read?.streams ? AbortSignal.any([signal, controller.signal]) : controller.signal;
    toOutcome(work(joined, stopTimer)).finally(release).then(resolve);
  }).then((outcome) => outcome());
}

/**
 * What a promise comes to, as a function that returns or throws it. Engines know who awaits what such functions throw, and
 * tell it in the stack; of what a timer or another promise rejects they do not.
 */
export function toOutcome<Value>(promise: Promise<Value>): Promise<() => Value> {
  return promise.then(
    (value) => () => value,
    (error: unknown) => () => {
      throw error;
    },
  );
}

/** Waits; returns at once when the signal aborts. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(ms, longest));
    signal?.addEventListener("abort", end);
    if (signal?.aborted) end();
  });
}

/** Refuses numbers that no timer and no counter can keep to. */
export function checkLimits(client: string, { timeout, deadline, retry }: Settings): void {
  const counts = typeof retry === "object" ? retry : { retry };
  for (const [name, value] of Object.entries({ timeout, deadline, ...counts })) {
    if (value === undefined || (typeof value === "number" && (value > 0 || (value === 0 && name in counts)))) continue;
    throw new TypeError(
      `${client}: \`${name}\` must be a number, ${name in counts ? "0 or more" : "above 0"}; it is ${String(value)}`,
    );
  }
}
