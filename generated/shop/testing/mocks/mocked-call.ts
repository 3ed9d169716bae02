// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Members, OperationCase } from "../operation-case.js";
import { breakReply, chooseReply, findReply } from "./choose-reply.js";
import type { Breakage } from "./choose-reply.js";

/** How a connection fails. */
export type NetworkFailure = "reset" | "timeout";

/** One scripted answer. */
export type ScriptedReply =
  | {
      readonly status: number;
      /** Absent = a body as the contract declares it for this status. */
      readonly body?: unknown;
      /** In the place of a body: the items of a stream, in the media type that the contract has for one. */
      readonly stream?: readonly unknown[];
      readonly headers?: { readonly [name: string]: string };
      /** True where the body is meant to break the contract. */
      readonly invalid?: true;
    }
  | NetworkFailure;

/** The statuses that can be answered with: the declared ones, and any where there is a default. */
export type StatusOf<Replies> = "default" extends keyof Replies ? number : keyof Replies & number;

/** The body that the contract declares for a status. */
export type BodyOf<Replies, Status> = Status extends keyof Replies
  ? Replies[Status]
  : "default" extends keyof Replies
    ? Replies["default"]
    : unknown;

/** A request that the mock received. */
export interface ReceivedCall {
  /** The arguments as a caller would give them: flat, the positional one under its name. */
  readonly params: Members;
  readonly headers: Headers;
}

/** An operation of the mock server: what it was asked, and what it answers from now on. */
export interface ScriptedCall<Replies> {
  /** Every request so far, the oldest first. */
  readonly calls: readonly ReceivedCall[];
  /** Always answers with this. */
  reply<Status extends StatusOf<Replies>>(
    status: Status,
    ...body: undefined extends BodyOf<Replies, Status>
      ? [body?: BodyOf<Replies, Status>]
      : [body: BodyOf<Replies, Status>]
  ): this;
  /** Answers with one after the other; the last one stays. */
  sequence(replies: readonly ScriptedReply[]): this;
  /** Always answers with a success that breaks its schema. */
  invalid(breakage: Breakage): this;
  /** Waits before each answer, in milliseconds. */
  delay(milliseconds: number): this;
  /** Fails the connection instead of answering. */
  error(failure: NetworkFailure): this;
  /** A body that the contract accepts, to begin with. */
  sample<Status extends StatusOf<Replies>>(status: Status): BodyOf<Replies, Status>;
  /** Forgets what was scripted and what was received. */
  reset(): this;
}

/** A mocked operation of a contract that has examples. */
export interface MockedCall<Replies> extends ScriptedCall<Replies> {
  /** Always answers with this example of the contract. */
  example(name: string): this;
}

/** What an operation can be answered with, by the contract. */
export interface Answers {
  example(name: string): ScriptedReply;
  invalid(breakage: Breakage): ScriptedReply;
  sample(status: number): unknown;
}

/** A mocked call of whatever types, and what the server asks of it. */
export interface AnyMockedCall extends MockedCall<{ readonly default: unknown }> {
  /** The next scripted answer; `undefined` = nothing was scripted. */
  next(): ScriptedReply | undefined;
  receive(call: ReceivedCall): void;
  readonly wait: number;
}

/** Makes the control of one operation. */
export function makeMockedCall(answers: Answers): AnyMockedCall {
  let script: readonly ScriptedReply[] = [];
  let wait = 0;
  let calls: ReceivedCall[] = [];
  const always = (reply: ScriptedReply): AnyMockedCall => {
    script = [reply];
    return mocked;
  };
  const mocked: AnyMockedCall = {
    get calls() {
      return calls;
    },
    get wait() {
      return wait;
    },
    reply: (status, ...[body]) => always(body === undefined ? { status } : { status, body }),
    example: (name) => always(answers.example(name)),
    invalid: (breakage) => always(answers.invalid(breakage)),
    error: (failure) => always(failure),
    sequence(replies) {
      script = replies;
      return mocked;
    },
    delay(milliseconds) {
      wait = milliseconds;
      return mocked;
    },
    reset() {
      script = [];
      wait = 0;
      calls = [];
      return mocked;
    },
    next() {
      const [first, ...rest] = script;
      if (rest.length > 0) script = rest;
      return first;
    },
    sample: (status) => answers.sample(status) as never,
    receive: (call) => void calls.push(call),
  };
  return mocked;
}

/** What the contract declares for an operation. */
export function answersOf(operation: OperationCase): Answers {
  return {
    example: (name) => findExample(operation, name),
    invalid: (breakage) => findBroken(operation, breakage),
    sample: (status) => findReply(operation, status)?.bodies.at(-1)?.body,
  };
}

function findExample(operation: OperationCase, name: string): ScriptedReply {
  for (const reply of operation.replies) {
    const sample = reply.bodies.find((body) => body.name === name);
    if (sample !== undefined) return { status: reply.status, body: sample.body };
  }
  const known = operation.replies
    .flatMap((reply) => reply.bodies.map((body) => body.name))
    .filter((each) => each !== "");
  throw new RangeError(`${operation.id} has no example "${name}"; it has ${[...new Set(known)].join(", ") || "none"}`);
}

function findBroken(operation: OperationCase, breakage: Breakage): ScriptedReply {
  const broken = breakReply(operation, breakage) ?? noBreakage(operation, breakage);
  return { status: broken.status, body: broken.body, invalid: true };
}

function noBreakage(operation: OperationCase, breakage: Breakage): never {
  const success = chooseReply(operation, {}, 0);
  const reason =
    success?.reply.kind === "json"
      ? "no body is known that surely breaks its schema so; `reply` takes one of yours"
      : "its success has no JSON body";
  throw new RangeError(`${operation.id} cannot be answered with "${breakage}": ${reason}`);
}
