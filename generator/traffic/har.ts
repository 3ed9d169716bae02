import { readBytes, readHeaders } from "./exchange.js";
import type { Exchange, Recording } from "./exchange.js";

interface HarEntry {
  readonly request?: {
    readonly method?: string;
    readonly url?: string;
    readonly headers?: unknown;
    readonly postData?: {
      readonly mimeType?: string;
      readonly text?: string;
      readonly encoding?: string;
      readonly params?: readonly { readonly name?: string; readonly value?: string }[];
    };
  };
  readonly response?: {
    readonly status?: number;
    readonly headers?: unknown;
    readonly content?: { readonly mimeType?: string; readonly text?: string; readonly encoding?: string };
  };
}

/** Reads an HTTP Archive 1.2, as browsers and proxies save it; `undefined` where the text is none. */
export function readHar(text: string): Recording | undefined {
  const entries = entriesOf(text);
  if (entries === undefined) return undefined;
  const read = entries.map((entry, index) => readEntry(entry as HarEntry, index));
  return {
    exchanges: read.filter((each) => "request" in each),
    unread: read.filter((each) => "reason" in each),
  };
}

function entriesOf(text: string): readonly unknown[] | undefined {
  try {
    const parsed = JSON.parse(text.replace(/^\ufeff/, "")) as { readonly log?: { readonly entries?: unknown } } | null;
    const entries = parsed?.log?.entries;
    return Array.isArray(entries) ? entries : undefined;
  } catch {
    return undefined;
  }
}

function readEntry(
  entry: HarEntry | null,
  index: number,
): Exchange | { readonly place: string; readonly reason: string } {
  const { request, response } = entry ?? {};
  const place = `entry ${index + 1}`;
  if (!URL.canParse(request?.url ?? "")) return { place, reason: "has no request URL" };
  // Aborted and blocked requests are recorded with status 0.
  if (!response?.status) return { place, reason: "has no answer" };
  const headers = readHeaders(request?.headers);
  const { postData } = request ?? {};
  if (postData?.mimeType && !headers.has("content-type")) headers.set("content-type", postData.mimeType);
  const { content } = response;
  const answered = readHeaders(response.headers);
  if (content?.mimeType && !answered.has("content-type")) answered.set("content-type", content.mimeType);
  return {
    place,
    at: `#/log/entries/${index}`,
    request: {
      method: (request?.method ?? "GET").toUpperCase(),
      url: request?.url ?? "",
      headers,
      body: readPosted(postData),
    },
    response: { status: response.status, headers: answered, body: readBytes(content?.text, content?.encoding) },
  };
}

function readPosted(data: NonNullable<HarEntry["request"]>["postData"]): Uint8Array {
  if (data?.text !== undefined || data?.params === undefined) return readBytes(data?.text, data?.encoding);
  const pairs = data.params.map(({ name = "", value = "" }): [string, string] => [name, value]);
  return readBytes(new URLSearchParams(pairs).toString());
}
