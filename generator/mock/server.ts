import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { makeEngine } from "../../templates/testing/mocks/engine.js";
import type { Engine, EngineAnswer } from "../../templates/testing/mocks/engine.js";
import type { MockFacts } from "../../templates/testing/mocks/mock-facts.js";
import type { SentRequest } from "../../templates/testing/wire.js";
import { draftRequest } from "./draft.js";
import { allowOrigins, bodyOf, failFor, headersOf, isPreflight } from "./http.js";
import { serverPaths } from "./facts.js";
import { PAGE_PATH, renderDrafts, renderPage } from "./page.js";

/** How a mock server behaves. */
export interface MockServerOptions {
  readonly title: string;
  readonly seed: number;
  readonly stateful: boolean;
  readonly strict: boolean;
  /** How many requests of a hundred fail for no reason, as a rate from 0 to 1. */
  readonly chaos: number;
  /** Hears of every request that was answered. */
  readonly log: (entry: LogEntry) => void;
}

/** One request and its answer. */
export interface LogEntry {
  readonly method: string;
  readonly path: string;
  readonly answer: string;
  readonly call?: string;
  readonly violations: EngineAnswer["violations"];
}

/** The engine's own idea of where it stands; what clients believe does not matter to it. */
const ORIGIN = "http://mock.invalid";

/** A contract as an HTTP server; it does not listen yet. */
export function createMockServer(mock: MockFacts, options: MockServerOptions): Server {
  const engine = makeEngine({ ...mock, servers: serverPaths(mock).map((path) => ORIGIN + path) }, options);
  if (options.stateful) engine.remember();
  const drafts = renderDrafts(mock.cases.map((operation) => draftRequest(operation, mock.facts)));
  let count = 0;
  return createServer((request, response) => {
    const number = ++count;
    answer(request, response, { engine, options, drafts, number, mock }).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
      response.end(error instanceof Error ? error.message : String(error));
    });
  });
}

interface Serving {
  readonly engine: Engine;
  readonly mock: MockFacts;
  readonly options: MockServerOptions;
  readonly drafts: string;
  /** The request's, from 1. */
  readonly number: number;
}

async function answer(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const { method = "GET", url = "/" } = request;
  const [path = "/"] = url.split("?");
  if (method === "GET" && servePage(path, response, serving)) return;
  allowOrigins(request, response);
  if (isPreflight(request)) {
    response.writeHead(204).end();
    return;
  }
  const sent: SentRequest = { method, url: ORIGIN + url, headers: headersOf(request), body: await bodyOf(request) };
  const failure = failFor(serving.options, serving.number);
  const answered = failure ?? serving.engine.answer(sent);
  await new Promise((resolve) => setTimeout(resolve, answered.wait));
  send(request, response, answered.reply);
  const { violations, operation } = answered;
  const said = typeof answered.reply === "string" ? answered.reply : String(answered.reply.status);
  serving.options.log({ method, path, answer: said, ...(operation && { call: operation.call }), violations });
}

/** Links in answers lead back here, by the name that the client knows this server by. */
function send(request: IncomingMessage, response: ServerResponse, reply: EngineAnswer["reply"]): void {
  if (reply === "timeout") return;
  if (reply === "reset") {
    response.socket?.destroy();
    return;
  }
  const here = `http://${request.headers.host ?? "127.0.0.1"}`;
  const moved = Object.entries(reply.headers ?? {}).map(([name, value]) => [name, value.replaceAll(ORIGIN, here)]);
  response.writeHead(reply.status, Object.fromEntries(moved) as { [name: string]: string });
  const { body } = reply;
  response.end(request.method === "HEAD" ? undefined : typeof body === "string" ? body.replaceAll(ORIGIN, here) : body);
}

/** The start page, where the contract has nothing of its own to say at `/`. */
function servePage(path: string, response: ServerResponse, { drafts, options, mock }: Serving): boolean {
  const isTaken = mock.cases.some((operation) => operation.method === "GET" && operation.path === "/");
  if (path === `${PAGE_PATH}/operations.json`) {
    response.writeHead(200, { "content-type": "application/json" }).end(drafts);
    return true;
  }
  if (path !== PAGE_PATH && (path !== "/" || isTaken)) return false;
  const nonce = randomBytes(16).toString("base64");
  const policy = `default-src 'none'; connect-src 'self'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`;
  response
    .writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy })
    .end(renderPage(options.title, nonce));
  return true;
}
