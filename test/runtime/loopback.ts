import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as a loopback server saw it. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Answers one request; `count` says how many came before. */
export type Answer = (request: Seen, response: ServerResponse, count: number) => void;

/** A real HTTP server on this machine that remembers what it saw. */
export interface Loopback {
  /** `http://127.0.0.1:port`, without closing slash. */
  readonly origin: string;
  readonly seen: Seen[];
  /** The moments at which the other side hung up before the answer was complete. */
  readonly hangups: number[];
  readonly server: Server;
}

/** Starts a server that ends with the test. */
export async function listen(answer: Answer): Promise<Loopback> {
  const seen: Seen[] = [];
  const hangups: number[] = [];
  const server = createServer((request, response) => {
    response.on("close", () => response.writableFinished || hangups.push(Date.now()));
    void readText(request).then((body) => {
      const { method = "", url = "", headers } = request;
      const one = { method, url, headers, body };
      answer(one, response, seen.push(one) - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => stop(server));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen, hangups, server };
}

/** A port on which nobody listens. */
export async function findDeadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await stop(server);
  return port;
}

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk as string;
  return text;
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
