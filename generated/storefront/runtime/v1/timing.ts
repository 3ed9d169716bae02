// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { AbortedError, type Place, TimeoutError } from "./errors.js";

/** Timers cannot count further; what is longer has no limit. */
const longest = 2 ** 31 - 1;

/** What ends a piece of work before its end. */
export interface Limit {
  readonly signal: AbortSignal | undefined;
  /** What the caller set it by. */
  readonly option: "timeout" | "deadline";
  /** Milliseconds; `Infinity` for none. */
  readonly ms: number;
  /** Whether the caller's signal must still reach what the work left behind: a body that is read later. */
  readonly outlives: boolean;
}

/** A piece of work that heeds a signal; `stopTimer` lifts its time limit. */
export type Work<Value> = (signal: AbortSignal | undefined, stopTimer: () => void) => Promise<Value>;

/**
 * Runs `work` until it ends, its time is over or the signal aborts, whichever comes first, also where the work does not
 * heed its signal. Leaves no timer and no listener behind.
 */
export function withLimit<Value>(place: Place, limit: Limit, work: Work<Value>): Promise<Value> {
  const { signal, option, ms, outlives } = limit;
  if (!signal && ms > longest) return work(undefined, () => undefined);
  if (signal?.aborted) return Promise.reject(new AbortedError(place, signal?.reason));
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const stop = (error: Error): void => {
      release();
      reject(error);
      controller.abort(error);
    };
    const onAbort = (): void => stop(new AbortedError(place, signal?.reason));
    const timer = ms > longest ? undefined : setTimeout(() => stop(new TimeoutError(place, option, ms)), ms);
    const stopTimer = (): void => clearTimeout(timer);
    const release = (): void => {
      stopTimer();
      signal?.removeEventListener("abort", onAbort);
    };
    signal?.addEventListener("abort", onAbort);
    // `any` holds its sources weakly: nothing to remove when the body has been read.
    const joined = outlives && signal ? AbortSignal.any([signal, controller.signal]) : controller.signal;
    // Not `finally`, which costs every call two more promises.
    const releaseAnd =
      <Outcome>(end: (outcome: Outcome) => void) =>
      (outcome: Outcome): void => {
        release();
        end(outcome);
      };
    work(joined, stopTimer).then(releaseAnd(resolve), releaseAnd(reject));
  });
}

/** Waits; returns at once when the signal aborts. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener("abort", end);
    if (signal?.aborted) end();
  });
}
