import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { batch, type BatchRules, type Outcome } from "../../templates/runtime/v1/batch/window.js";

type Rules = BatchRules<string, { readonly of: string }>;

/** Answers for what it is asked, `{ of: "a" }`, and remembers each request. */
function server(more: Partial<Rules> = {}) {
  const asked: string[][] = [];
  const signals: AbortSignal[] = [];
  const rules: Rules = {
    max: 100,
    groupOf: () => "",
    keyOf: (ask) => ask,
    copy: (answer) => ({ ...answer }),
    load: async (asks, signal) => {
      asked.push([...asks]);
      signals.push(signal);
      return asks.map((of) => ({ value: { of } }));
    },
    loadOne: async (of, signal) => {
      asked.push([of]);
      signals.push(signal);
      return { of };
    },
    ...more,
  };
  return { ask: batch(rules), asked, signals };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a window", () => {
  it("asks once for all who ask within a tick, be it after a few awaits", async () => {
    const { ask, asked } = server();
    const late = Promise.resolve().then(async () => {
      await Promise.resolve();
      return ask("b");
    });
    const all = Promise.all([ask("a"), late]);
    await vi.runAllTimersAsync();
    expect(await all).toEqual([{ of: "a" }, { of: "b" }]);
    expect(asked).toEqual([["a", "b"]]);
  });

  it("asks by itself for who stays alone, and once for who ask the same", async () => {
    const { ask, asked } = server();
    const all = Promise.all([ask("a"), ask("a")]);
    await vi.runAllTimersAsync();
    const [first, second] = await all;
    expect(first).toEqual(second);
    expect(first).not.toBe(second);
    expect(asked).toEqual([["a"]]);
  });

  it("waits as long as it is told, and not when it is full", async () => {
    const { ask, asked } = server({ wait: 10, max: 2 });
    void ask("a");
    await vi.advanceTimersByTimeAsync(9);
    expect(asked).toEqual([]);
    void ask("b");
    expect(asked).toEqual([["a", "b"]]);
    void ask("c");
    await vi.advanceTimersByTimeAsync(10);
    expect(asked).toEqual([["a", "b"], ["c"]]);
  });

  it("keeps groups apart", async () => {
    const { ask, asked } = server({ groupOf: (ask) => ask[0] ?? "" });
    for (const each of ["a1", "b1", "a2", "b2"]) void ask(each);
    await vi.runAllTimersAsync();
    expect(asked).toEqual([
      ["a1", "a2"],
      ["b1", "b2"],
    ]);
  });

  it("does not ask for who gave up before, and asks no more when all gave up", async () => {
    const { ask, asked, signals } = server({
      load: (asks, signal) => {
        asked.push([...asks]);
        signals.push(signal);
        return new Promise(() => undefined);
      },
    });
    const [early, one, two] = [new AbortController(), new AbortController(), new AbortController()];
    const lost = ask("early", early.signal);
    early.abort(new Error("changed my mind"));
    await expect(lost).rejects.toThrow("changed my mind");
    const failed = Promise.allSettled([ask("a", one.signal), ask("b", two.signal)]);
    await vi.runAllTimersAsync();
    expect(asked).toEqual([["a", "b"]]);
    one.abort();
    expect(signals[0]?.aborted).toBe(false);
    two.abort();
    expect(signals[0]?.aborted).toBe(true);
    expect(await failed).toMatchObject([{ status: "rejected" }, { status: "rejected" }]);
  });
});

/** How the server answers for a key in company, by its first letter; alone it answers for `r` and fails for `x`. */
function judge(ask: string): Outcome<{ readonly of: string }> {
  if (ask.startsWith("e")) return { error: new Error(`no ${ask}`) };
  return /^[rx]/.test(ask) ? "alone" : { value: { of: ask } };
}

const action = fc.record({
  key: fc.constantFrom("v1", "v2", "v3", "e1", "e2", "r1", "x1", "bomb"),
  pause: fc.nat(3),
  abortAfter: fc.option(fc.nat(6), { nil: undefined }),
});

describe("any interleaving of calls, failures and aborts", () => {
  it("gives each caller exactly its own outcome", async () => {
    const settings = fc.record({ max: fc.integer({ min: 1, max: 4 }), wait: fc.nat(3), lag: fc.nat(3) });
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 12 }), settings, async (actions, { max, wait, lag }) => {
        const slowly = () => new Promise((resolve) => setTimeout(resolve, lag));
        const { ask } = server({
          max,
          wait,
          load: async (asks) => {
            expect(asks.length).toBeLessThanOrEqual(max);
            expect(new Set(asks).size).toBe(asks.length);
            await slowly();
            if (asks.includes("bomb")) throw new Error("all");
            return asks.map(judge);
          },
          loadOne: async (of) => {
            await slowly();
            if (/^[ex]/.test(of)) throw new Error(`no ${of}`);
            return { of };
          },
        });
        const outcomes = actions.map(async ({ key, pause, abortAfter }) => {
          await new Promise((resolve) => setTimeout(resolve, pause));
          const controller = new AbortController();
          if (abortAfter !== undefined) setTimeout(() => controller.abort(new Error(`${key} gave up`)), abortAfter);
          const outcome = await ask(key, controller.signal).then(
            ({ of }) => of,
            (error: Error) => error.message,
          );
          return { key, outcome, mayGiveUp: abortAfter !== undefined };
        });
        const all = Promise.all(outcomes);
        await vi.advanceTimersByTimeAsync(50);
        for (const { key, outcome, mayGiveUp } of await all) {
          const own = /^[ex]/.test(key) ? `no ${key}` : key;
          const expected = [own, "all", ...(mayGiveUp ? [`${key} gave up`] : [])];
          expect(expected).toContain(outcome);
          if (!actions.some((each) => each.key === "bomb")) expect(outcome).not.toBe("all");
        }
      }),
      { numRuns: 300 },
    );
  });
});
