// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { RequestParams } from "graphql-sse";
import { toConnectionError } from "../failure.js";
import type { Reply } from "../reply.js";
import type { GraphqlAnswer } from "./exchange.js";
import { openInbox } from "./inbox.js";
import type { SubscriptionProtocol } from "./subscription.js";

/**
 * GraphQL over server-sent events, a request for each subscription, through graphql-sse: it reads the stream, the way to
 * the server is ours, with every layer. The package is loaded with the first subscription.
 */
export const serverSentEvents: SubscriptionProtocol = async (message, request) => {
  const { createClient } = await import("graphql-sse").catch(explainMissing);
  return new Promise<Reply>((resolve, reject) => {
    const inbox = openInbox<GraphqlAnswer>();
    const open = async (_: unknown, init: RequestInit): Promise<Response> => {
      // graphql-sse tells by a signal of its own when it has enough.
      const signals = [request.signal, init.signal].filter((signal) => signal instanceof AbortSignal);
      const type = "application/json";
      const body = { content: String(init.body), type, replayable: true };
      const headers = { ...request.headers, "content-type": type };
      const reply = await request.connection.send({ ...request, headers, body, signal: AbortSignal.any(signals) });
      const isStream = request.operation.read?.streams?.(reply.response) ?? false;
      resolve(isStream ? { ...reply, data: inbox.take(() => client.dispose()) } : reply);
      return isStream ? reply.response : new Response(null, { status: 400 });
    };
    const fetchFn = (target: unknown, init: RequestInit): Promise<Response> =>
      open(target, init).catch((error: unknown) => {
        reject(error);
        throw error;
      });
    const client = createClient({ url: request.url, retryAttempts: 0, fetchFn });
    client.subscribe(message as RequestParams, {
      next: (answer) => inbox.put(answer as GraphqlAnswer),
      error: (error) => inbox.close(toConnectionError(request, error, [])),
      complete: () => inbox.close(),
    });
  });
};

function explainMissing(cause: unknown): never {
  throw new Error("graphql-sse cannot be loaded: `npm i graphql-sse`", { cause });
}
