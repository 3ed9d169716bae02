// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Connection, RequestOptions } from "../connection.js";
import { type ApiError, isApiError, isValidationError } from "../errors.js";
import type { Batch, Operation } from "../operation.js";
import { callPages } from "../pages/list.js";
import { readPointer } from "../pages/pointer.js";
import type { Reply } from "../reply.js";
import { toApiError } from "../send.js";
import { checkReply } from "../validate.js";
import type { Outcome } from "./window.js";

/** One call that a list may answer. */
export interface Ask {
  readonly id: unknown;
  /** What it says beside the id. */
  readonly params: { readonly [name: string]: unknown };
  readonly options: RequestOptions;
  /** What it has in common with all that may be asked together with it. */
  readonly group: string;
}

/** Asks for many things by their ids in one call of the list operation, over all its pages. */
export async function loadItems(
  connection: Connection,
  operation: Operation,
  { asks, signal }: { readonly asks: readonly Ask[]; readonly signal: AbortSignal },
): Promise<Outcome<Reply>[]> {
  const rules = operation.batch as Batch;
  const found = new Map<string, Reply>();
  const isFound = ({ id }: Ask): boolean => found.has(String(id));
  let failure: unknown;
  try {
    const pages = callPages(connection, rules.list(), ...askForMany(rules, asks, signal)).pages();
    for await (const { body, response } of pages) {
      for (const [id, data] of itemsOf(body, rules)) found.set(id, { data, response, attempts: 1 });
      if (asks.every(isFound)) break;
    }
  } catch (error) {
    failure = error;
  }
  return Promise.all(
    asks.map((ask) => {
      const reply = found.get(String(ask.id));
      return reply
        ? checkItem(connection, operation, { ask, reply })
        : explain(connection, operation, { ask, failure });
    }),
  );
}

function askForMany(
  { ids, separator, size }: Batch,
  asks: readonly Ask[],
  signal: AbortSignal,
): [params: object, options: RequestOptions] {
  const [{ params = {}, options = {} } = {}] = asks;
  const all = asks.map(({ id }) => id);
  return [
    { ...params, [ids]: separator === undefined ? all : all.join(separator), ...(size && { [size]: all.length }) },
    // Each item is checked as the answer that it is given as.
    { ...options, signal, validate: { ...options.validate, response: "off" } },
  ];
}

function itemsOf(body: unknown, { items, key }: Batch): [id: string, item: unknown][] {
  const list = readPointer(body, items);
  return Array.isArray(list) ? list.map((item: unknown) => [String(readPointer(item, key)), item]) : [];
}

/** Where answers are checked strictly, one that breaks the contract is the failure of its own call alone. */
function checkItem(
  connection: Connection,
  operation: Operation,
  { ask: { options }, reply }: { readonly ask: Ask; readonly reply: Reply },
): Promise<Outcome<Reply>> {
  return checkReply({ connection, operation, options }, reply).then(
    () => ({ value: reply }),
    (error: unknown) => ({ error }),
  );
}

/** A list that refuses what it was asked may do so for a single id: then each is asked by itself. */
const refusals = [400, 404, 405, 410, 413, 414, 422, 431];

/**
 * Why there is no item: the list failed, as the call that it stood for would have, or it has none of this id. What that
 * call is promised to fail with then, the server alone can say, unless the contract promises no more than we know.
 */
async function explain(
  connection: Connection,
  operation: Operation,
  { ask: { id }, failure }: { readonly ask: Ask; readonly failure: unknown },
): Promise<Outcome<Reply>> {
  const fail = (response: Response, data: unknown, attempts: number): Promise<ApiError> =>
    toApiError({ connection, operation }, { response, data, attempts });
  if (failure === undefined) {
    const message = `${operation.batch?.list().call} has none with the id ${JSON.stringify(id)}`;
    const error = await fail(new Response(undefined, { status: 404, statusText: "Not Found" }), { message }, 1);
    return error.conforms ? { error } : "alone";
  }
  if (isApiError(failure) && !refusals.includes(failure.status)) {
    return { error: await fail(failure.response, failure.body, failure.attempts) };
  }
  const isRefused = isApiError(failure) || (isValidationError(failure) && failure.direction === "request");
  return isRefused ? "alone" : { error: failure };
}
