// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { CallRequest, Layer, Send } from "../layers.js";
import type { Reply } from "../reply.js";
import { writeJson } from "../styles/text.js";
import { splitAnswer } from "./answers.js";
import { mergeDocuments, prefixOf } from "./merge-documents.js";
import { copyReply, joinOthers, listTerms, shareFailure, wantsCompany } from "./sharing.js";
import { batch, type Outcome } from "./window.js";

/** How queries travel together. */
export interface BatchQueriesOptions {
  /**
   * `array`: a list of requests in one, which servers must support; `alias`: one query with the fields of all, which
   * every server takes.
   */
  readonly by: "array" | "alias";
  /** The most queries of one request, 10 by default. */
  readonly max?: number | undefined;
  /** Milliseconds to wait for more queries; until the end of the tick by default. */
  readonly wait?: number | undefined;
}

/** A query, and what it has in common with those that may travel with it. */
interface Ask {
  readonly request: CallRequest;
  readonly content: string;
  readonly group: string;
}

/**
 * A layer in which GraphQL queries that are asked at the same time are one request. Each gets its own data and errors and
 * may give up without harm to the others; where the server refuses them together, each is asked by itself.
 */
export function batchQueries({ by, max = 10, wait }: BatchQueriesOptions): Layer {
  return (next) => {
    const ask = batch<Ask, Reply>({
      max,
      wait,
      groupOf: ({ group }) => group,
      keyOf: ({ content }) => content,
      copy: copyReply,
      load: (asks, signal) => (by === "array" ? sendArray : sendMerged)(next, asks, signal),
      loadOne: ({ request }, signal) => next({ ...request, signal }),
    });
    return (request) => {
      const { operation, method, body } = request;
      const content = body?.content;
      const isQuery = operation.safe === true && method === "POST" && !operation.read?.streams;
      if (!isQuery || typeof content !== "string" || !wantsCompany(request)) {
        return next(request);
      }
      return joinOthers(request, (credentials, inner) =>
        ask({ request, content, group: writeJson(listTerms(request, credentials)) }, inner),
      );
    };
  };
}

/** Sends a list of requests as one. */
async function sendArray(next: Send, asks: readonly Ask[], signal: AbortSignal): Promise<Outcome<Reply>[]> {
  const reply = await sendTogether(next, asks, { signal, content: `[${asks.map(({ content }) => content).join()}]` });
  const { data: answers, response, attempts } = reply;
  if (!response.ok) return asks.map(() => shareFailure(reply));
  if (!Array.isArray(answers) || answers.length !== asks.length) return asks.map(() => "alone");
  const { findThrottle } = (asks[0] as Ask).request.connection.client;
  return Promise.all(
    answers.map(async (data: unknown) => {
      const value = { data, response, attempts };
      return (await findThrottle?.(value)) ? "alone" : { value };
    }),
  );
}

/** A request as it is written. */
interface Message {
  readonly query?: string;
  readonly variables?: { readonly [name: string]: unknown };
  readonly extensions?: unknown;
}

/** Sends the fields of all queries as those of one. */
async function sendMerged(next: Send, asks: readonly Ask[], signal: AbortSignal): Promise<Outcome<Reply>[]> {
  const messages = asks.map(({ content }) => JSON.parse(content) as Message);
  const isPlain = messages.every(({ query, extensions }) => query !== undefined && extensions === undefined);
  const query = isPlain ? mergeDocuments(messages.map((message) => message.query ?? "")) : undefined;
  if (query === undefined) return asks.map(() => "alone");
  const variables = Object.fromEntries(
    messages.flatMap((message, index) =>
      Object.entries(message.variables ?? {}).map(([name, value]) => [prefixOf(index) + name, value]),
    ),
  );
  const reply = await sendTogether(next, asks, { signal, content: writeJson({ query, variables }) });
  return reply.response.ok ? splitAnswer(reply, asks.length) : asks.map(() => shareFailure(reply));
}

/** The request of the first, with a body that holds all: what else it says, all say. */
function sendTogether(
  next: Send,
  [first]: readonly Ask[],
  { content, signal }: { readonly content: string; readonly signal: AbortSignal },
): Promise<Reply> {
  const { request } = first as Ask;
  return next({ ...request, signal, body: { type: "application/json", replayable: true, content } });
}
