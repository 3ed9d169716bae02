// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { type AnyCall, findCall } from "../client-under-test.js";
import { expect } from "../expect.js";
import type { GivenArguments } from "../operation-case.js";
import { getAt, setAt } from "../pointer.js";
import type { Runner } from "../runner.js";
import type { Answer, SentRequest, Wire } from "../wire.js";
import type { Outcome } from "./ask-schema.js";
import { askCase } from "./engine.js";
import type { GraphqlCase, GraphqlFacts } from "./graphql-case.js";
import type { GraphQLSchema } from "./graphql-js.js";
import { type Fiction, fictionOf } from "./make-up.js";

/** A GraphQL client and what is known about it. */
export interface GraphqlSuite {
  /** The client's factory, `createShop`. */
  create(options: object): object;
  /** The client's own error guard, `isShopError`. */
  isError(error: unknown): boolean;
  /** What runs the tests. */
  readonly runner: Runner;
  readonly facts: GraphqlFacts;
  readonly cases: readonly GraphqlCase[];
}

/** One operation of a client under test. */
export interface Subject {
  readonly suite: GraphqlSuite;
  readonly operation: GraphqlCase;
  readonly schema: GraphQLSchema;
  readonly wire: Wire;
}

/** A call under way, as GraphQL clients return it. */
export interface AnyGraphqlCall extends AnyCall {
  withResponse(): Promise<{ readonly data: unknown; readonly errors: readonly unknown[] }>;
}

/** What is sent, and how. */
export interface Sending {
  readonly given?: GivenArguments | undefined;
  /** The client's. */
  readonly options?: object | undefined;
  /** The call's. */
  readonly signal?: AbortSignal | undefined;
}

/** Makes a client for one test and calls one operation of it, with all that it takes; without retries unless asked for. */
export function callOne({ suite, operation }: Subject, { given, options = {}, signal }: Sending = {}): AnyGraphqlCall {
  const call = findCall(suite, operation, options) as (params: object, options: object) => AnyGraphqlCall;
  return call((given ?? fullest(operation)).params, { signal });
}

/** What an operation is called with that leaves nothing out. */
export function fullest({ given }: GraphqlCase): GivenArguments {
  return given.at(-1) ?? { name: "maximal", params: {} };
}

/** What the schema says to the operation; with nothing null, unless asked for. */
export function tell({ suite, operation, schema }: Subject, fiction: Partial<Fiction> = {}): Outcome {
  return askCase(schema, operation, { ...fictionOf(0, suite.facts), ...fiction });
}

/** What the client makes of data: of a scalar in it, what the config says. */
export function readTold({ suite }: Subject, { body, places }: Outcome): unknown {
  return places.reduce<unknown>((data, { pointer, type }) => {
    const read = readerOf(type.replace(/[[\]!]/g, ""), suite.facts);
    const value = getAt(data, pointer);
    return read === undefined || value === undefined ? data : setAt(data, pointer, deep(value, read));
  }, body.data);
}

function readerOf(scalar: string, { scalars, codecs }: GraphqlFacts): ((json: never) => unknown) | undefined {
  const own = codecs[scalar]?.codec;
  if (own !== undefined) return (json) => own.decode(json);
  if (scalars[scalar] === "Date") return (text: string) => new Date(text);
  return scalars[scalar] === "bigint" ? (digits: string) => BigInt(digits) : undefined;
}

function deep(value: unknown, read: (json: never) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => deep(item, read));
  return value === null ? null : read(value as never);
}

/** The answer of a GraphQL server. */
export function toAnswer(body: object, status = 200): Answer {
  return { status, headers: { "content-type": "application/graphql-response+json" }, body: JSON.stringify(body) };
}

/** Calls and gives the one request that it makes. */
export async function sendOne(subject: Subject, sending: Sending = {}): Promise<SentRequest> {
  const sent = subject.wire.answer(() => toAnswer(tell(subject).body));
  await callOne(subject, sending);
  expect(sent).toHaveLength(1);
  return sent[0] as SentRequest;
}
