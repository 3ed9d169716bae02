// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { type AskBatched, batch, type Outcome } from "../batch/window.js";
import { copyReply, keepPerClient, mayShare, shareFailure, tellCredentials } from "../batch/sharing.js";
import type { Connection } from "../connection.js";
import { DecodeError } from "../errors.js";
import { prepareRequest } from "../prepare.js";
import type { Reply } from "../reply.js";
import { writeJson } from "../styles/text.js";
import { withLimit } from "../timing.js";
import { GraphqlCall } from "./call.js";
import type { GraphqlErrorEntry } from "./errors.js";
import type { GraphqlAnswer } from "./exchange.js";
import type { GraphqlOperation, GraphqlRequestOptions } from "./operation.js";
import { askServer, beginSending, type GraphqlReply, readReply, type Sending } from "./send.js";

/** A query for things by their ids, as what loads them one by one. */
export interface GraphqlLoad {
  readonly call: string;
  readonly start: typeof callLoad;
  /** The variable that takes the ids. */
  readonly target: string;
  readonly list: () => GraphqlOperation;
  /** Where the data has the things, in the order of the ids. */
  readonly field: string;
  /** The most ids of one request. */
  readonly max: number;
  /** Milliseconds to wait for more ids; until the end of the tick when absent. */
  readonly wait?: number;
}

/** Starts a call for things by their ids: all that are asked for at the same time are one request. */
export function callLoad<Item>(
  connection: Connection,
  load: GraphqlLoad,
  variables: object,
  options: GraphqlRequestOptions = {},
): GraphqlCall<Item[]> {
  return new GraphqlCall(loadAll(connection, load, { variables, options }) as Promise<GraphqlReply<Item[]>>);
}

/** One id, and what it has in common with those that may be asked for together with it. */
interface Ask {
  readonly id: unknown;
  readonly sending: Sending;
  readonly variables: object;
  readonly group: string;
}

async function loadAll(
  connection: Connection,
  load: GraphqlLoad,
  given: { readonly variables: object; readonly options: GraphqlRequestOptions },
): Promise<GraphqlReply> {
  const sending = beginSending(connection, { ...load.list(), call: load.call }, given);
  const { [load.target]: all, ...variables } = given.variables as { readonly [name: string]: unknown };
  const ids = [all].flat();
  const reply =
    ids.length && mayShare(sending)
      ? joinReplies(sending, load, await askEach(sending, load, { ids, variables }))
      : await askServer(sending, given.variables);
  const { data, ...rest } = await readReply(sending, reply);
  return { ...rest, data: (data as { readonly [field: string]: unknown })[load.field] };
}

async function askEach(
  sending: Sending,
  load: GraphqlLoad,
  { ids, variables }: { readonly ids: readonly unknown[]; readonly variables: object },
): Promise<Reply[]> {
  const { connection, options } = sending;
  const { signal: _, ...others } = options;
  const request = prepareRequest(sending, (url) => ({ url, headers: {}, body: undefined }));
  const shared = { ...sending, options: others };
  const ask = findAsker(connection, load);
  return withLimit(request, "deadline", async (signal) => {
    const group = writeJson([variables, others, await tellCredentials({ ...request, signal })]);
    return Promise.all(ids.map((id) => ask({ id, sending: shared, variables, group }, signal)));
  });
}

/** The windows of a query, the client's own. */
const findAsker = /* @__PURE__ */ keepPerClient((_: Connection, load: GraphqlLoad) => makeAsker(load));

function makeAsker(load: GraphqlLoad): AskBatched<Ask, Reply> {
  const { target, max, wait } = load;
  const askFor = (ids: readonly unknown[], { sending, variables }: Ask, signal: AbortSignal): Promise<Reply> =>
    askServer({ ...sending, options: { ...sending.options, signal } }, { ...variables, [target]: ids });
  return batch({
    max,
    wait,
    groupOf: ({ group }) => group,
    keyOf: ({ id }) => String(id),
    copy: copyReply,
    load: async (asks, signal) => {
      const ids = asks.map(({ id }) => id);
      return splitReply(await askFor(ids, asks[0] as Ask, signal), load, ids.length);
    },
    loadOne: (ask, signal) => askFor([ask.id], ask, signal),
  });
}

/** Gives each id what is its own; where that cannot be told, each is asked for alone. */
function splitReply(reply: Reply, { field }: GraphqlLoad, count: number): Outcome<Reply>[] {
  const indices = Array.from({ length: count }, (_, index) => index);
  if (!reply.response.ok) return indices.map(() => shareFailure(reply));
  const { errors = [], extensions } = (reply.data ?? {}) as GraphqlAnswer;
  const items = itemsOf(reply, field);
  const isClear = errors.every(({ path }) => path?.[0] === field && typeof path[1] === "number");
  if (items?.length !== count || !isClear) return indices.map(() => "alone");
  return indices.map((index) => {
    const own = errors.filter(({ path }) => path?.[1] === index).map((error) => moveError(error, 0));
    const data: GraphqlAnswer = {
      data: { [field]: [items[index]] },
      ...(own.length > 0 && { errors: own }),
      ...(extensions && { extensions }),
    };
    return { value: { ...reply, data } };
  });
}

/** The answer that the ids of one call would have had together; where one of them has none, its failure is the call's. */
function joinReplies(sending: Sending, { field }: GraphqlLoad, replies: readonly Reply[]): Reply {
  const [first] = replies as readonly [Reply];
  const failed = replies.find((reply) => itemsOf(reply, field) === undefined);
  if (failed) return failed;
  const items = replies.map((reply) => itemsOf(reply, field) ?? []);
  if (items.some(({ length }) => length !== 1)) {
    const place = { ...sending, attempt: first.attempts };
    throw new DecodeError(place, `${field} has not one item for each id`, { response: first.response });
  }
  const errors = replies.flatMap(({ data }, index) =>
    ((data as GraphqlAnswer).errors ?? []).map((error) => moveError(error, index)),
  );
  const { extensions } = first.data as GraphqlAnswer;
  const data: GraphqlAnswer = {
    data: { [field]: items.flat() },
    ...(errors.length > 0 && { errors }),
    ...(extensions && { extensions }),
  };
  return { ...first, data };
}

function itemsOf({ data, response }: Reply, field: string): readonly unknown[] | undefined {
  const list = ((data as GraphqlAnswer | undefined)?.data as { readonly [field: string]: unknown } | null)?.[field];
  return response.ok && Array.isArray(list) ? list : undefined;
}

/** An error of one item, where the item has another place in the list. */
function moveError({ path, ...error }: GraphqlErrorEntry, index: number): GraphqlErrorEntry {
  if (typeof path?.[1] !== "number") return { ...error, ...(path && { path }) };
  const [field, , ...rest] = path;
  return { ...error, path: [field as string, index, ...rest] };
}
