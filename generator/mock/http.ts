import type { IncomingMessage, ServerResponse } from "node:http";
import type { EngineAnswer } from "../../templates/testing/mocks/engine.js";
import { draw } from "../../templates/testing/mocks/seed.js";

const MOST_BYTES = 50_000_000;

/** How many requests of a hundred fail for no reason, as a rate from 0 to 1, and which. */
export interface Chaos {
  readonly chaos: number;
  readonly seed: number;
}

/** Whether a browser asks if it may ask. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === "OPTIONS" && headers["access-control-request-method"] !== undefined;
}

/** Everything that a mock says is made up, so every page may read it. */
export function allowOrigins(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("access-control-allow-origin", request.headers.origin ?? "*");
  response.setHeader("access-control-allow-methods", request.headers["access-control-request-method"] ?? "*");
  response.setHeader("access-control-allow-headers", request.headers["access-control-request-headers"] ?? "*");
  response.setHeader("access-control-expose-headers", "*");
  response.setHeader("vary", "origin");
}

/** What chaos does to a request: always the same to the same one of a seed. */
export function failFor({ chaos, seed }: Chaos, number: number): EngineAnswer | undefined {
  if (draw(seed, `chaos ${number}`) >= chaos) return undefined;
  const failures: readonly EngineAnswer["reply"][] = [
    "reset",
    { status: 429, headers: { "retry-after": "1" } },
    { status: 500 },
    { status: 503 },
  ];
  const reply = failures[Math.floor(draw(seed, `failure ${number}`) * failures.length)] ?? "reset";
  return { reply, wait: 0, violations: [] };
}

/** The headers of a request as they came. */
export function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
  return headers;
}

/** The whole body of a request, within reason. */
export async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new RangeError(`the body is larger than ${MOST_BYTES} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
