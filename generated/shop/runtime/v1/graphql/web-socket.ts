// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Client, SubscribePayload } from "graphql-ws/client";
import { readCredentials, signRequest } from "../auth.js";
import type { Connection } from "../connection.js";
import type { CallRequest } from "../layers.js";
import type { Reply } from "../reply.js";
import { sendRepeatedly } from "../retry.js";
import { writeJson } from "../styles/text.js";
import { withLimit } from "../timing.js";
import { readRefusal, toClosedError } from "./close-code.js";
import type { GraphqlAnswer } from "./exchange.js";
import { openInbox } from "./inbox.js";
import type { GraphqlClientOptions } from "./operation.js";
import type { SubscriptionProtocol, SubscriptionSettings } from "./subscription.js";

/**
 * GraphQL over WebSocket (graphql-transport-ws) through graphql-ws, which is loaded with the first subscription. Those
 * that are opened with the same credentials share a socket; opening one is repeated like any call.
 */
export const webSocket: SubscriptionProtocol = (message, request) =>
  sendRepeatedly(request, (attempt) =>
    withLimit(attempt, "timeout", async (signal) => {
      const socket = await findSocket(attempt);
      return subscribe(socket, { message: message as SubscribePayload, request: attempt, signal });
    }),
  );

/** A socket that subscriptions share; `users` counts them. */
interface Socket {
  readonly client: Client;
  readonly forget: () => void;
  isOpen: boolean;
  users: number;
}

const sockets = new WeakMap<Connection, Map<string, Socket>>();

/** The socket for those who would sign like this, opened with credentials that are asked for now. */
async function findSocket(request: CallRequest): Promise<Socket> {
  const { connection } = request;
  const { createClient } = await import("graphql-ws/client").catch(explainMissing);
  const { params = (headers) => headers, webSocket: given, heartbeat = 30_000 } = settingsOf(connection);
  const webSocketImpl = given ?? (globalThis as { WebSocket?: unknown }).WebSocket;
  if (!webSocketImpl)
    throw new TypeError("this platform has no WebSocket: give the client { subscriptions: { webSocket } }");
  const { url, headers } = await sign(request);
  const connectionParams = { ...(await params(headers)) };
  const own = sockets.get(connection) ?? new Map<string, Socket>();
  sockets.set(connection, own);
  const key = writeJson([url, connectionParams]);
  const known = own.get(key);
  if (known) return known;
  const client = createClient({
    url: url.replace(/^http/, "ws"),
    connectionParams,
    webSocketImpl,
    retryAttempts: 0,
    keepAlive: heartbeat,
  });
  const socket: Socket = { client, isOpen: false, users: 0, forget: () => own.get(key) === socket && own.delete(key) };
  own.set(key, socket);
  watch(socket, heartbeat);
  return socket;
}

/** Ends a socket whose other end is gone without a word. */
function watch(socket: Socket, heartbeat: number): void {
  const { client } = socket;
  let timer: ReturnType<typeof setTimeout> | undefined;
  client.on("connected", () => (socket.isOpen = true));
  client.on("ping", (received) => {
    if (!received) timer = setTimeout(() => client.terminate(), heartbeat);
  });
  client.on("pong", (received) => received && clearTimeout(timer));
  client.on("closed", () => {
    clearTimeout(timer);
    socket.forget();
  });
}

async function sign(
  request: CallRequest,
): Promise<{ readonly url: string; readonly headers: { readonly [name: string]: string } }> {
  const { accept: _, ...headers } = request.headers;
  const signed = { method: "GET", url: request.url, headers };
  await signRequest(request, signed, await readCredentials(request));
  return signed;
}

/** What opening a subscription is about. */
interface Opening {
  readonly message: SubscribePayload;
  readonly request: CallRequest;
  readonly signal: AbortSignal | undefined;
}

/** Subscribes on a socket: the reply comes as soon as the server has taken our credentials. */
function subscribe(socket: Socket, { message, request, signal }: Opening): Promise<Reply> {
  const { client } = socket;
  const inbox = openInbox<GraphqlAnswer>();
  return new Promise((resolve, reject) => {
    const reply = (data: unknown, status: number): void =>
      resolve({ data, response: new Response(null, { status }), attempts: request.attempt });
    const open = (): void => reply(inbox.take(leave), 200);
    const fail = (reason: unknown): void => {
      const refusal = readRefusal(reason);
      if (refusal) reply(refusal.message, refusal.status);
      if (refusal?.isFinal) inbox.put({ errors: [refusal] });
      const error = refusal?.isFinal ? undefined : toClosedError(request, reason);
      reject(error);
      end(error);
    };
    const end = (error?: unknown): void => {
      inbox.close(error);
      leave();
    };
    const abort = (): void => end();
    const ears = [client.on("connected", open), client.on("error", fail), client.on("closed", fail)];
    const drop = client.subscribe(message, {
      next: (answer) => inbox.put(answer as GraphqlAnswer),
      error: (reason) => {
        if (!Array.isArray(reason)) return fail(reason);
        inbox.put({ errors: reason });
        end();
      },
      complete: end,
    });
    const leave = (): void => {
      if (!ears.length) return;
      for (const stop of ears.splice(0)) stop();
      signal?.removeEventListener("abort", abort);
      drop();
      if (!--socket.users) socket.forget();
    };
    socket.users++;
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) abort();
    else if (socket.isOpen) open();
  });
}

function settingsOf({ options }: Connection): SubscriptionSettings {
  return (options as GraphqlClientOptions).subscriptions ?? {};
}

function explainMissing(cause: unknown): never {
  throw new Error("graphql-ws cannot be loaded: `npm i graphql-ws`", { cause });
}
