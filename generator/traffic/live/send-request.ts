import type { Exchange } from "../exchange.js";

/** Milliseconds that a server has for an answer, and the bytes that it may have. */
const TIMEOUT = 30_000;
const MOST_BYTES = 16 * 1024 * 1024;

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
}

/** Sends one request and reads its answer; why there is none, in words. Redirects are answers: nothing follows them. */
export async function sendRequest({ method, url, headers, body }: Sent): Promise<Exchange["response"] | string> {
  try {
    const response = await fetch(url, {
      method,
      headers: { "user-agent": "conn-gen", ...headers },
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT),
      ...(body !== undefined && { body }),
    });
    const read = await readBody(response);
    return read === undefined
      ? `its answer has more than ${MOST_BYTES / 1024 / 1024} MB`
      : { status: response.status, headers: response.headers, body: read };
  } catch (error) {
    return `there was no answer: ${describeFailure(error)}`;
  }
}

async function readBody(response: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk as Uint8Array);
    size += (chunk as Uint8Array).length;
    if (size > MOST_BYTES) return undefined;
  }
  return Buffer.concat(chunks);
}

/** Neither the address nor the headers are in it: both may hold secrets. */
function describeFailure(error: unknown): string {
  const { name, cause } = error as Error & { readonly cause?: { readonly code?: unknown } };
  if (name === "TimeoutError") return `none within ${TIMEOUT / 1000} seconds`;
  return typeof cause?.code === "string" ? cause.code : name;
}
