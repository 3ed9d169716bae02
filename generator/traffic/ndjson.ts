import { readBytes, readHeaders } from "./exchange.js";
import type { Exchange, Recording } from "./exchange.js";

interface Line {
  readonly request?: Message & { readonly method?: unknown; readonly url?: unknown };
  readonly response?: Message & { readonly status?: unknown };
}

interface Message {
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly encoding?: unknown;
}

/** Reads a recording with one exchange a line, as `recordTraffic` writes it. */
export function readNdjson(text: string): Recording {
  const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
  const read = lines.flatMap((line, index) => (line.trim() === "" ? [] : [readLine(line, index)]));
  return {
    exchanges: read.filter((each) => "request" in each),
    unread: read.filter((each) => "reason" in each),
  };
}

function readLine(text: string, index: number): Exchange | { readonly place: string; readonly reason: string } {
  const place = `line ${index + 1}`;
  const line = parse(text);
  if (typeof line !== "object" || line === null) return { place, reason: "is no JSON object" };
  const { request, response } = line;
  const url = String(request?.url ?? "");
  if (!URL.canParse(url)) return { place, reason: "has no request URL" };
  const status = Number(response?.status);
  if (!(status >= 100 && status < 600)) return { place, reason: "has no answer" };
  return {
    place,
    at: `#/${index}`,
    request: { method: String(request?.method ?? "GET").toUpperCase(), url, ...readMessage(request) },
    response: { status, ...readMessage(response) },
  };
}

/** A body that is JSON by itself was meant as that JSON. */
function readMessage({ headers, body, encoding }: Message = {}): { headers: Headers; body: Uint8Array } {
  const text = typeof body === "string" || body === undefined || body === null ? body : JSON.stringify(body);
  return { headers: readHeaders(headers), body: readBytes(text, encoding) };
}

function parse(text: string): Line | null | undefined {
  try {
    return JSON.parse(text) as Line | null;
  } catch {
    return undefined;
  }
}
