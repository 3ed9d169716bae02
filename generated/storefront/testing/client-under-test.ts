// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { BASE_URL } from "./base-url.js";
import { show } from "./difference.js";
import { fail } from "./expect.js";
import type { ClientFacts, GivenArguments, Members, OperationCase } from "./operation-case.js";
import { changeAt } from "./pointer.js";
import type { Runner } from "./runner.js";

/** What makes a client. */
interface ClientFactory {
  /** The client's factory, `createStripe`. */
  create(options: object): object;
}

/** A client and what is known about it. */
export interface ContractSuite extends ClientFactory {
  /** The client's own error guard, `isStripeError`. */
  isError(error: unknown): boolean;
  /** What runs the tests. */
  readonly runner: Runner;
  readonly facts: ClientFacts;
  readonly cases: readonly OperationCase[];
}

/** A call under way, as clients return it. */
export interface AnyCall extends Promise<unknown> {
  result(): Promise<AnyResult>;
  /** Where an answer may be a stream. */
  stream?(): Promise<AnyStream>;
}

/** A body that is read as it comes. */
export interface AnyStream {
  readonly type: string;
  text(): Promise<string>;
  stream(): ReadableStream<Uint8Array>;
}

export type AnyResult =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly error: AnyError };

/** What errors of a call hold, whichever kind they are. */
export interface AnyError extends Error {
  readonly status?: number;
  readonly body?: unknown;
  readonly text?: string;
  readonly response?: Response;
  readonly issues?: readonly { readonly pointer: string; readonly message: string }[];
}

/** Calls one operation of a client, which is made for it where it has options that are not the call's; without retries unless asked for. */
export function callOperation(
  client: ClientFactory,
  operation: OperationCase,
  { target, params }: GivenArguments,
  options: object = {},
): AnyCall {
  const entries = Object.entries(options);
  const ofCall = Object.fromEntries(entries.filter(([name]) => OF_CALLS.has(name)));
  const ofClient = Object.fromEntries(entries.filter(([name]) => !OF_CALLS.has(name)));
  const call = findCall(client, operation, ofClient) as (...given: readonly unknown[]) => AnyCall;
  return operation.target === undefined ? call(params, ofCall) : call(target, params, ofCall);
}

/** Options that a call takes itself. */
const OF_CALLS: ReadonlySet<string> = new Set(["signal", "timeout", "validate", "onValidation"]);

/** What lies at an operation's dotted name in a client. */
export function findCall({ create }: ClientFactory, { call }: Pick<OperationCase, "call">, options: object): unknown {
  const client: unknown = clientFor(create, options);
  return call.split(".").reduce((member, name) => (member as Members | undefined)?.[name], client);
}

/** Clients without options of their own: to make one anew for every call takes longer than the call. */
const plain = new WeakMap<ClientFactory["create"], object>();

function clientFor(create: ClientFactory["create"], options: object): object {
  if (Object.keys(options).length > 0) return create({ baseUrl: BASE_URL, retry: 0, ...options });
  const client = plain.get(create) ?? create({ baseUrl: BASE_URL, retry: 0 });
  plain.set(create, client);
  return client;
}

/** What a call fails with; a call that does not fail fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<AnyError> {
  const outcome = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if (!("error" in outcome)) fail(`resolved with ${show(outcome.value)}`);
  if (!(outcome.error instanceof Error)) fail(`failed with ${show(outcome.error)}, which is no Error`);
  return outcome.error;
}

/** All arguments in one object, the positional one under its name. */
export function spreadArguments({ target: name }: OperationCase, given: GivenArguments | undefined): Members {
  const { target, params = {} } = given ?? {};
  return name === undefined ? params : { ...params, [name]: target };
}

/** The last of the given arguments with something else in some places, by JSON pointer; `onWire` = what the wire has there. */
export function changeArguments(operation: OperationCase, changes: Members, onWire?: Members): GivenArguments {
  const last = operation.given.at(-1);
  const changed = changeMembers(operation, last, changes);
  if (onWire === undefined && last?.wire === undefined) return changed;
  return { ...changed, wire: changeMembers(operation, { ...changed, ...last, ...last?.wire }, onWire ?? changes) };
}

function changeMembers(operation: OperationCase, given: GivenArguments | undefined, changes: Members): GivenArguments {
  const { [operation.target ?? ""]: own, ...params } = changeAt(spreadArguments(operation, given), changes) as Members;
  return { name: "changed", params, ...(operation.target !== undefined && { target: own }) };
}

/** The arguments to call with where any will do. */
export function anyArguments(operation: OperationCase): GivenArguments {
  return operation.given[0] ?? { name: "minimal", params: {} };
}
