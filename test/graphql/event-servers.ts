import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { GraphQLError } from "graphql";
import { createHandler } from "graphql-sse/lib/use/http";
import { useServer } from "graphql-ws/use/ws";
import { createSchema } from "graphql-yoga";
import { onTestFinished } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";

const typeDefs = readFileSync(new URL("../../specs/shop.graphql", import.meta.url), "utf8");

/** A shop that tells of its orders, on this machine. */
export interface EventServer {
  readonly url: string;
  /** The ids that were subscribed to, and the credentials that each opening brought. */
  readonly asked: string[];
  readonly tokens: unknown[];
  /** How many are listening now. */
  readonly listeners: () => number;
  /** Cuts every connection, without a word. */
  readonly drop: () => void;
  /** From now on nobody is let in who does not bring this token. */
  readonly lock: (token: string) => void;
}

function order(id: string, status: string) {
  return { id, number: 1, status, lines: [], total: { amount: "1.00", currency: "CHF" }, placedAt: "2026-11-22" };
}

interface State {
  readonly asked: string[];
  readonly tokens: unknown[];
  listening: number;
  token: string | undefined;
}

/** What is told of an order: `o1` is paid and shipped, `wrong` fails, all others are pending for good. */
async function* tellOf(state: State, id: string) {
  state.asked.push(id);
  state.listening++;
  try {
    if (id === "wrong") {
      yield { orderChanged: new GraphQLError("No such order.", { extensions: { code: "GONE" } }) };
      return;
    }
    yield { orderChanged: order(id, "PENDING") };
    if (id !== "o1") await new Promise<void>((resolve) => waiting.add(resolve));
    else yield* [{ orderChanged: order(id, "PAID") }, { orderChanged: order(id, "SHIPPED") }];
  } finally {
    state.listening--;
  }
}

const waiting = new Set<() => void>();

function createState(): { readonly state: State; readonly schema: ReturnType<typeof createSchema> } {
  const state: State = { asked: [], tokens: [], listening: 0, token: undefined };
  const subscribe = (_: unknown, { id }: { id: string }) => {
    const source = tellOf(state, id);
    // A generator that waits cannot be ended: whoever has enough wakes it.
    const end = source.return.bind(source);
    return Object.assign(source, {
      return: (value?: unknown) => {
        for (const wake of waiting) wake();
        return end(value as never);
      },
    });
  };
  return { state, schema: createSchema({ typeDefs, resolvers: { Subscription: { orderChanged: { subscribe } } } }) };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

function toServer(url: string, state: State, drop: () => void): EventServer {
  const lock = (token: string): void => void (state.token = token);
  return { url, drop, lock, asked: state.asked, tokens: state.tokens, listeners: () => state.listening };
}

/** Tells through graphql-transport-ws. */
export async function openSocketServer(): Promise<EventServer> {
  const { state, schema } = createState();
  const server = createServer();
  const sockets = new WebSocketServer({ server, path: "/graphql" });
  useServer(
    {
      schema,
      onConnect: ({ connectionParams }) => {
        const token = connectionParams?.["authorization"];
        state.tokens.push(token);
        return state.token === undefined || token === `Bearer ${state.token}`;
      },
    },
    sockets,
  );
  const drop = (): void => sockets.clients.forEach((client) => client.terminate());
  return toServer(await listen(server), state, drop);
}

/** A server that takes everybody in, and then does as it is told with every message; gives its address, and how often it was called. */
export async function openRawServer(
  answer: (socket: WebSocket, message: { readonly type: string; readonly id?: string }) => void,
): Promise<{ readonly url: string; readonly calls: () => number }> {
  const server = createServer();
  const sockets = new WebSocketServer({ server, handleProtocols: () => "graphql-transport-ws" });
  let calls = 0;
  sockets.on("connection", (socket) => {
    calls++;
    socket.on("message", (text) => answer(socket, JSON.parse(String(text)) as { type: string }));
  });
  return { url: await listen(server), calls: () => calls };
}

/** An address where nobody is. */
export async function findDeadEnd(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** Tells through server-sent events. */
export async function openStreamServer(): Promise<EventServer> {
  const { state, schema } = createState();
  const handle = createHandler({
    schema,
    authenticate: ({ headers }) => {
      const token = headers.get("authorization") ?? undefined;
      state.tokens.push(token);
      const isFine = state.token === undefined || token === `Bearer ${state.token}`;
      return isFine ? "" : [null, { status: 401, statusText: "Unauthorized" }];
    },
  });
  const server = createServer((request, response) => void handle(request, response));
  return toServer(await listen(server), state, () => server.closeAllConnections());
}
