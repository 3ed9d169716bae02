// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Connection } from "../connection.js";
import { AbortedError, DecodeError, isCallError } from "../errors.js";
import { toConnectionError } from "../failure.js";
import { jsonParts } from "../read/multipart.js";
import type { Reply } from "../reply.js";
import { GraphqlCall } from "./call.js";
import type { GraphqlAnswer } from "./exchange.js";
import type { GraphqlOperation, GraphqlRequestOptions } from "./operation.js";
import { applyPart, type Progress } from "./patch.js";
import { askServer, beginSending, decodeData, type GraphqlReply, readReply, type Sending } from "./send.js";

/** A GraphQL call whose data come in parts: a promise of all of them together, and what there is so far, each time that there is more. */
export class IncrementalCall<Data> extends GraphqlCall<Data> {
  readonly #states: () => AsyncGenerator<Data, void, undefined>;

  constructor(whole: Promise<GraphqlReply<Data>>, states: () => AsyncGenerator<Data, void, undefined>) {
    super(whole);
    this.#states = states;
  }

  /** The data so far: first without what is deferred, at last as the promise has them. */
  [Symbol.asyncIterator](): AsyncGenerator<Data, void, undefined> {
    // What goes wrong is thrown to who iterates, be it that nobody awaits this promise.
    this.catch(() => undefined);
    return this.#states();
  }
}

/** Parts are written in two ways, that of 2022 and the one after; servers want to hear which a client reads: both. */
const accept =
  "multipart/mixed;deferSpec=20220824, multipart/mixed;incrementalSpec=v0.2, multipart/mixed, application/graphql-response+json, application/json";

/** Starts a GraphQL call whose document defers something, or streams a list. */
export function callIncremental<Data>(
  connection: Connection,
  operation: GraphqlOperation,
  variables: object,
  options: GraphqlRequestOptions = {},
): IncrementalCall<Data> {
  const open = async (): Promise<State> => {
    const own = { ...operation, accept, read: jsonParts };
    const sending = beginSending(connection, own, { variables, options });
    return begin(sending, await askServer(sending, variables));
  };
  const first = open();
  const whole = async (): Promise<GraphqlReply> => {
    let state = await first;
    for (let next = await state.next; next; next = await next.next) state = next;
    return readReply(state.sending, state.reply);
  };
  const all = whole();
  const states = async function* (): AsyncGenerator<Data, void, undefined> {
    for (let state: State | undefined = await first; state; state = await state.next) {
      const { sending, reply } = state;
      const { data, errors } = reply.data as GraphqlAnswer;
      const isFine = data && !errors;
      yield (isFine ? decodeData(sending, { ...reply, data }) : (await readReply(sending, reply)).data) as Data;
    }
    // Only the whole is held against the contract.
    await all;
  };
  return new IncrementalCall(all as Promise<GraphqlReply<Data>>, states);
}

/** What there is of an answer, and the promise of more. */
interface State {
  readonly sending: Sending;
  readonly reply: Reply;
  readonly next: Promise<State | undefined>;
}

/** The first state: a server may as well answer at once. */
async function begin(sending: Sending, reply: Reply): Promise<State> {
  const { data } = reply;
  if (typeof data !== "object" || data === null || !(Symbol.asyncIterator in data)) {
    return { sending, reply, next: Promise.resolve(undefined) };
  }
  const parts = (data as AsyncIterable<unknown>)[Symbol.asyncIterator]();
  const { value } = await take(sending, reply, parts);
  const {
    pending = [],
    hasNext: _,
    ...answer
  } = (value ?? {}) as GraphqlAnswer & { readonly pending?: readonly []; readonly hasNext?: boolean };
  return follow(sending, { reply, parts }, applyPart({ answer, places: {} }, { pending }));
}

interface Source {
  readonly reply: Reply;
  readonly parts: AsyncIterator<unknown>;
}

/** Goes on at once: nobody has to look for the next part to be read. */
function follow(sending: Sending, source: Source, progress: Progress): State {
  const next = take(sending, source.reply, source.parts).then(({ done, value }) =>
    done ? undefined : follow(sending, source, applyPart(progress, value)),
  );
  // Whoever waits for it hears of it.
  next.catch(() => undefined);
  return { sending, reply: { ...source.reply, data: progress.answer }, next };
}

/** What breaks between the parts fails as what breaks before them does. */
async function take(
  sending: Sending,
  { response, attempts }: Reply,
  parts: AsyncIterator<unknown>,
): Promise<IteratorResult<unknown>> {
  try {
    return await parts.next();
  } catch (error) {
    const { connection, operation, options } = sending;
    const place = { connection, operation, attempt: attempts, url: connection.baseUrl };
    if (options.signal?.aborted) throw new AbortedError(place, options.signal.reason);
    if (isCallError(error)) throw error;
    if (!(error instanceof SyntaxError)) throw toConnectionError(place, error, []);
    const { text } = error.cause as { readonly text: string };
    throw new DecodeError(place, error.message, { response, text });
  }
}
