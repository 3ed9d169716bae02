// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { createServer } from "./node-net.js";
import type { Server, Socket } from "./node-net.js";

/** What the server does with one connection, at which point of an exchange. */
export type Fault =
  /** Nobody listens, from here on. */
  | { readonly kind: "refuse" }
  /** Resets it: before the request was read, after it, after the headers, or after so many bytes of the body. */
  | { readonly kind: "reset"; readonly at: "connect" | "request" | "headers"; readonly answer?: CannedAnswer }
  | { readonly kind: "cut"; readonly after: number; readonly answer?: CannedAnswer }
  /** Reads the request and never answers, or stops after the headers. */
  | { readonly kind: "stall"; readonly at: "request" | "headers"; readonly answer?: CannedAnswer }
  /** Answers a few bytes at a time. */
  | { readonly kind: "drip"; readonly bytes: number; readonly every: number; readonly answer?: CannedAnswer }
  /** Promises another length than it sends. */
  | { readonly kind: "wrongLength"; readonly by: number; readonly answer?: CannedAnswer }
  | { readonly kind: "redirect"; readonly to: string; readonly status?: 301 | 302 | 303 | 307 | 308 }
  /** A whole answer: a 429 with `retry-after`, an error page, the success at the end. */
  | { readonly kind: "answer"; readonly answer: CannedAnswer };

/** An answer written down. */
export interface CannedAnswer {
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
}

/** A server on this machine that does nothing right unless told so. */
export interface FaultServer {
  /** `http://127.0.0.1:port`, for a client's `baseUrl`. */
  readonly url: string;
  /** The first lines of the requests so far, `POST /v1/customers HTTP/1.1`. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Starts a server whose connections go wrong one after the other as listed; the last fault stays. Every exchange has a connection of its own. */
export async function faultServer(faults: readonly Fault[]): Promise<FaultServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const faultAt = (index: number): Fault | undefined => faults[Math.min(index, faults.length - 1)];
  let count = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    const fault = faultAt(count++);
    if (faultAt(count)?.kind === "refuse") server.close();
    if (fault === undefined || fault.kind === "refuse") return void socket.resetAndDestroy();
    if (fault.kind === "reset" && fault.at === "connect") return void socket.resetAndDestroy();
    readRequest(socket, (line) => {
      requests.push(line);
      act(socket, fault);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  if (faultAt(0)?.kind === "refuse") server.close();
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () => stop(server, sockets),
  };
}

/** A storm of refusals, and then the answer. */
export function storm(
  count: number,
  answer: CannedAnswer,
  refusal: CannedAnswer = { status: 429, headers: { "retry-after": "0" } },
): Fault[] {
  return [
    ...Array.from({ length: count }, (): Fault => ({ kind: "answer", answer: refusal })),
    { kind: "answer", answer },
  ];
}

function act(socket: Socket, fault: Exclude<Fault, { readonly kind: "refuse" }>): void {
  if (fault.kind === "redirect") {
    socket.end(write({ status: fault.status ?? 307, headers: { location: fault.to } }));
    return;
  }
  const answer = fault.answer ?? { body: "{}" };
  const whole = write(answer, fault.kind === "wrongLength" ? fault.by : 0);
  const headersEnd = endOfHead(whole);
  switch (fault.kind) {
    case "answer":
    case "wrongLength":
      socket.end(whole);
      break;
    case "reset":
      if (fault.at === "request") socket.resetAndDestroy();
      else socket.write(whole.subarray(0, headersEnd), () => socket.resetAndDestroy());
      break;
    case "cut":
      socket.write(whole.subarray(0, headersEnd + fault.after), () => socket.destroy());
      break;
    case "stall":
      if (fault.at === "headers") socket.write(whole.subarray(0, headersEnd));
      break;
    case "drip":
      drip(socket, whole, fault);
      break;
  }
}

function drip(
  socket: Socket,
  whole: Uint8Array,
  { bytes, every }: { readonly bytes: number; readonly every: number },
): void {
  let at = 0;
  const timer = setInterval(() => {
    if (socket.destroyed) return clearInterval(timer);
    socket.write(whole.subarray(at, (at += bytes)));
    if (at < whole.length) return;
    clearInterval(timer);
    socket.end();
  }, every);
}

function write({ status = 200, headers = {}, body = "" }: CannedAnswer, lie = 0): Uint8Array {
  const length = new TextEncoder().encode(body).length + lie;
  const all = { "content-type": "application/json", ...headers, "content-length": String(length), connection: "close" };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return new TextEncoder().encode(`HTTP/1.1 ${status} Status\r\n${lines.join("\r\n")}\r\n\r\n${body}`);
}

/** Where a message's body begins; 3 where its head is not complete. */
function endOfHead(message: Uint8Array): number {
  return new TextDecoder("latin1").decode(message).indexOf("\r\n\r\n") + 4;
}

/** Waits for the whole request, as a server would that answers properly. */
function readRequest(socket: Socket, then: (line: string) => void): void {
  let text = "";
  let isRead = false;
  socket.on("data", (chunk) => {
    text += new TextDecoder("latin1").decode(chunk);
    const end = text.indexOf("\r\n\r\n");
    if (end < 0 || isRead) return;
    const head = text.slice(0, end);
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
    isRead = /^transfer-encoding: *chunked/im.test(head)
      ? text.includes("\r\n0\r\n\r\n", end)
      : text.length >= end + 4 + length;
    if (isRead) then(head.split("\r\n", 1)[0] ?? "");
  });
}

function stop(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((done) => (server.listening ? void server.close(() => done()) : done()));
}
