// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** Those who wait for one piece of work. */
export interface Crowd<Value> {
  /** Aborts when the last one of them gave up. */
  readonly signal: AbortSignal;
  /** Waits with the others; fails with the signal's reason as soon as this one gives up. */
  readonly join: (signal?: AbortSignal) => Promise<Value>;
  /** Gives the outcome to all who still wait; each but the first gets a copy of its own. */
  readonly settle: (outcome: Promise<Value>) => void;
}

interface Member<Value> {
  readonly resolve: (value: Value) => void;
  readonly reject: (error: unknown) => void;
}

/** Brings together those who wait for the same: nobody's giving up ends the work for the others. */
export function gatherCrowd<Value>(copy: (value: Value) => Value): Crowd<Value> {
  const members = new Set<Member<Value>>();
  const controller = new AbortController();
  const join = (signal?: AbortSignal): Promise<Value> =>
    new Promise((resolve, reject) => {
      const leave = (): void => {
        members.delete(member);
        reject(signal?.reason);
        if (!members.size) controller.abort(signal?.reason);
      };
      const release = (): void => signal?.removeEventListener("abort", leave);
      const member: Member<Value> = {
        resolve: (value) => (release(), resolve(value)),
        reject: (error) => (release(), reject(error)),
      };
      members.add(member);
      if (signal?.aborted) leave();
      else signal?.addEventListener("abort", leave);
    });
  const settle = (outcome: Promise<Value>): void => {
    outcome.then(
      (value) => {
        // Copied before anyone gets hold of the first and changes it.
        const values = Array.from(members, (_, index) => (index ? copy(value) : value));
        [...members].forEach(({ resolve }, index) => resolve(values[index] as Value));
      },
      (error: unknown) => members.forEach(({ reject }) => reject(error)),
    );
  };
  return { signal: controller.signal, join, settle };
}
