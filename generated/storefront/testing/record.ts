// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** What a transport of a client sends and gives; structurally the runtime's own. */
type AnyTransport<Sent extends SentParts> = (request: Sent) => Promise<Response>;

interface SentParts {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: unknown;
}

/** One request and its answer, secrets masked; what `conn-gen verify --ndjson` reads, one a line. */
export interface RecordedExchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Named;
    readonly body?: string;
    readonly encoding?: "base64";
  };
  readonly response: {
    readonly status: number;
    readonly headers: Named;
    readonly body?: string;
    readonly encoding?: "base64";
  };
}

interface Named {
  readonly [name: string]: string;
}

/**
 * A transport that keeps what goes through another one. Credentials are masked by the names of headers, query parameters
 * and JSON members; bodies of binary and streamed media types are left out.
 */
export function recordTraffic<Sent extends SentParts>(
  transport: AnyTransport<Sent>,
  keep: (exchange: RecordedExchange) => void,
): AnyTransport<Sent> {
  return async (request) => {
    const sent = await readSent(request);
    const response = await transport(request);
    const received = isText(response.headers.get("content-type")) ? await response.clone().text() : undefined;
    keep({
      request: {
        method: request.method,
        url: maskUrl(request.url),
        headers: maskHeaders(sent.headers),
        ...bodyPart(sent.text),
      },
      response: { status: response.status, headers: maskHeaders(response.headers), ...bodyPart(received) },
    });
    return response;
  };
}

/** The body as the platform would write it, with the content type that it would add. */
async function readSent({
  method,
  url,
  headers,
  body,
}: SentParts): Promise<{ text: string | undefined; headers: Headers }> {
  const given = new Headers(headers);
  if (body === undefined || body === null || body instanceof ReadableStream) return { text: undefined, headers: given };
  const request = new Request(url, { method, headers, body: body as string });
  const type = request.headers.get("content-type");
  return { text: isText(type) ? await request.text() : undefined, headers: request.headers };
}

function isText(type: string | null): boolean {
  return /^(?:text\/(?!event-stream)|application\/(?:[\w.+-]*\+)?(?:json|xml)\b|application\/x-www-form-urlencoded)/i.test(
    type ?? "",
  );
}

const SECRET = /auth|cookie|token|secret|passw|signature|credential|session|api[-_]?key|^key$|^sig$/i;
const MASK = "[redacted]";

function maskHeaders(headers: Headers): Named {
  const named: [string, string][] = [];
  headers.forEach((value, name) => named.push([name, SECRET.test(name) ? MASK : value]));
  return Object.fromEntries(named);
}

function maskUrl(url: string): string {
  const at = url.indexOf("?");
  return at < 0 ? url : url.slice(0, at + 1) + maskPairs(url.slice(at + 1));
}

function maskPairs(pairs: string): string {
  return pairs.replaceAll(/([^&=]+)=([^&]*)/g, (pair, key: string) =>
    SECRET.test(key) ? `${key}=${encodeURIComponent(MASK)}` : pair,
  );
}

function bodyPart(text: string | undefined): { readonly body?: string } {
  return text === undefined || text === "" ? {} : { body: maskBody(text) };
}

/** Texts under telling names are masked wherever they stand in JSON; a form is masked like a query. */
function maskBody(text: string): string {
  try {
    return JSON.stringify(maskValue(JSON.parse(text)));
  } catch {
    return /^[^\s<{[]*=/.test(text) ? maskPairs(text) : text;
  }
}

function maskValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskValue);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      SECRET.test(key) && typeof member === "string" ? MASK : maskValue(member),
    ]),
  );
}
