// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { isSuccess } from "../answers.js";
import type { OperationCase, ReplyCase, SampleBody } from "../operation-case.js";
import { setAt } from "../pointer.js";
import { choose } from "./seed.js";

/** A declared answer and the body it is given with. */
export interface ChosenReply {
  readonly reply: ReplyCase;
  /** The status to answer with, where the declared one leaves a choice. */
  readonly status: number;
  readonly body: unknown;
}

/** What a request would like to be answered with: `Prefer: code=404, example=name`. */
export interface Preference {
  readonly code?: number;
  readonly example?: string;
}

/** How a body can be made to break its schema. */
export type Breakage = "missing-required" | "wrong-type";

/** Reads a `Prefer` header; what it does not know there, it leaves alone. */
export function readPreference(header: string | null): Preference {
  const pairs = (header ?? "").split(/[,;]/).map((pair) => /^\s*(\w+)\s*=\s*"?([^"]*?)"?\s*$/.exec(pair));
  const valueOf = (key: string): string | undefined => pairs.find((pair) => pair?.[1]?.toLowerCase() === key)?.[2];
  const code = Number(valueOf("code"));
  const example = valueOf("example");
  return { ...(code >= 200 && code < 600 && { code }), ...(example !== undefined && { example }) };
}

/** The answer of an operation that nobody said anything about: its first success, with a sample chosen by seed. */
export function chooseReply(operation: OperationCase, preference: Preference, seed: number): ChosenReply | undefined {
  const { code, example } = preference;
  const reply =
    code !== undefined
      ? findReply(operation, code)
      : (operation.replies.find((each) => isSuccess(each) && hasExample(each, example)) ??
        operation.replies.find(isSuccess));
  if (reply === undefined) return undefined;
  return { reply, status: code ?? reply.status, body: chooseBody(reply, { seed, text: operation.id, example })?.body };
}

/** The declared answer that covers a status: itself, its range, `default`. */
export function findReply({ replies }: OperationCase, status: number): ReplyCase | undefined {
  const range = `${Math.floor(status / 100)}XX`;
  return (
    replies.find((reply) => reply.declared === String(status)) ??
    replies.find((reply) => reply.declared.toUpperCase() === range) ??
    replies.find((reply) => reply.declared === "default")
  );
}

function hasExample(reply: ReplyCase, example: string | undefined): boolean {
  return example === undefined || reply.bodies.some((body) => body.name === example);
}

/** The contract's own examples before what we made up; of these the fullest, unless the seed says otherwise. */
function chooseBody(
  { bodies }: ReplyCase,
  { seed, text, example }: { readonly seed: number; readonly text: string; readonly example: string | undefined },
): SampleBody | undefined {
  const named = bodies.find((body) => body.name === example);
  if (named !== undefined) return named;
  const declared = bodies.filter((body) => body.name !== "minimal" && body.name !== "maximal" && body.name !== "");
  const choices = declared.length > 0 ? declared : bodies;
  return seed === 0 ? choices.at(-1) : choose(choices, seed, text);
}

/** The success of an operation, broken as asked for; `undefined` where its schema cannot be broken so. */
export function breakReply(operation: OperationCase, breakage: Breakage): ChosenReply | undefined {
  for (const reply of operation.replies.filter(isSuccess)) {
    const wrong = reply.broken?.find(({ value }) => (value === undefined) === (breakage === "missing-required"));
    const body = reply.bodies.at(-1)?.body;
    if (wrong !== undefined) return { reply, status: reply.status, body: setAt(body, wrong.pointer, wrong.value) };
  }
  return undefined;
}
