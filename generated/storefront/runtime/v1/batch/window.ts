// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { type Crowd, gatherCrowd } from "./crowd.js";

/** What a batch says to one of its questions; `alone`: no word on this one, it is to be asked by itself. */
export type Outcome<Answer> = { readonly value: Answer } | { readonly error: unknown } | "alone";

/** How questions are gathered and asked. */
export interface BatchRules<Ask, Answer> {
  /** The most that are asked at once. */
  readonly max: number;
  /** Milliseconds to wait for more of them; until the end of the tick when absent. */
  readonly wait?: number | undefined;
  /** Only questions of one group are asked together. */
  readonly groupOf: (ask: Ask) => string;
  /** Questions of one key are one question. */
  readonly keyOf: (ask: Ask) => string;
  /** Asks many at once: the outcomes in the order of the questions. What it throws, all of them fail with. */
  readonly load: (asks: readonly Ask[], signal: AbortSignal) => Promise<readonly Outcome<Answer>[]>;
  /** Asks one: where nothing came to join it, and where the others' company was its trouble. */
  readonly loadOne: (ask: Ask, signal: AbortSignal) => Promise<Answer>;
  /** Gives those who asked the same an answer each. */
  readonly copy: (answer: Answer) => Answer;
}

/** Asks, together with all who ask within the same window; giving up takes nothing from the others. */
export type AskBatched<Ask, Answer> = (ask: Ask, signal?: AbortSignal) => Promise<Answer>;

/** One question, and who waits for its answer. */
interface Slot<Ask, Answer> {
  readonly ask: Ask;
  readonly crowd: Crowd<Answer>;
}

/** Gathers questions and asks them together: a window opens with its first question and closes when it is full or its time is over. */
export function batch<Ask, Answer>(rules: BatchRules<Ask, Answer>): AskBatched<Ask, Answer> {
  const windows = new Map<string, { readonly slots: Map<string, Slot<Ask, Answer>>; readonly close: () => void }>();
  const open = (group: string) => {
    const slots = new Map<string, Slot<Ask, Answer>>();
    const close = (): void => {
      clearTimeout(timer);
      windows.delete(group);
      askAll([...slots.values()], rules);
    };
    const timer = setTimeout(close, rules.wait ?? 0);
    const opened = { slots, close };
    windows.set(group, opened);
    return opened;
  };
  return (ask, signal) => {
    const group = rules.groupOf(ask);
    const { slots, close } = windows.get(group) ?? open(group);
    const key = rules.keyOf(ask);
    // Who comes where the last one gave up must find a crowd that still waits.
    const known = slots.get(key);
    const slot = known && !known.crowd.signal.aborted ? known : { ask, crowd: gatherCrowd(rules.copy) };
    slots.set(key, slot);
    const answer = slot.crowd.join(signal);
    if (slots.size >= rules.max) close();
    return answer;
  };
}

function askAll<Ask, Answer>(slots: readonly Slot<Ask, Answer>[], rules: BatchRules<Ask, Answer>): void {
  const wanted = slots.filter(({ crowd }) => !crowd.signal.aborted);
  if (wanted.length > 1) askTogether(wanted, rules);
  else for (const slot of wanted) askAlone(slot, rules);
}

function askAlone<Ask, Answer>({ ask, crowd }: Slot<Ask, Answer>, { loadOne }: BatchRules<Ask, Answer>): void {
  crowd.settle(loadOne(ask, crowd.signal));
}

/** The request ends before its end only where nobody waits for any of its answers. */
function askTogether<Ask, Answer>(slots: readonly Slot<Ask, Answer>[], rules: BatchRules<Ask, Answer>): void {
  const controller = new AbortController();
  let waiting = slots.length;
  for (const { crowd } of slots) {
    crowd.signal.addEventListener("abort", () => --waiting || controller.abort(crowd.signal.reason));
  }
  const asked = rules.load(
    slots.map(({ ask }) => ask),
    controller.signal,
  );
  for (const [index, slot] of slots.entries()) {
    slot.crowd.settle(
      asked.then((outcomes) => {
        const outcome = outcomes[index] ?? "alone";
        if (outcome === "alone") return rules.loadOne(slot.ask, slot.crowd.signal);
        if ("error" in outcome) throw outcome.error;
        return outcome.value;
      }),
    );
  }
}
