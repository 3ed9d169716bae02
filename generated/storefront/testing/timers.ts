// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** Moves a framework's fake clock: `(ms) => vi.advanceTimersByTimeAsync(ms)`, `(ms) => mock.timers.tick(ms)`. */
export type Advance = (milliseconds: number) => unknown;

/**
 * Lets a call run to its end under fake timers, however long its retries and backoff would take: the clock is moved until
 * the call has settled. What waits for something else than the clock gives an error after `most` milliseconds of its time.
 */
export async function settleWith<Value>(call: PromiseLike<Value>, advance: Advance, most = 3_600_000): Promise<Value> {
  const state = { isSettled: false };
  const mark = (): void => void (state.isSettled = true);
  call.then(mark, mark);
  for (let passed = 0; passed <= most; passed += STEP) {
    // Real tasks come first: an answer that is there needs no time at all.
    for (let turn = 0; turn < 10 && !state.isSettled; turn++) await nextTask();
    if (state.isSettled) return call;
    await advance(STEP);
  }
  throw new Error(`the call did not settle within ${most} ms of the fake clock`);
}

const STEP = 250;

/** A task of the platform that no fake clock holds back. */
function nextTask(): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    const finish = (): void => {
      port1.close();
      done();
    };
    port1.addEventListener("message", finish, { once: true });
    port1.start();
    port2.postMessage(undefined);
  });
}
