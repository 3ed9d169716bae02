import { exitCodes, type Failure, failure } from "../diagnostics.js";

/** How long and how much a download may be. */
export interface FetchLimits {
  /** Milliseconds for the whole download. */
  readonly timeout?: number;
  /** Bytes. */
  readonly limit?: number;
}

const ACCEPT =
  "application/vnd.oai.openapi+json, application/json, application/yaml, text/yaml, text/plain;q=0.9, */*;q=0.5";
const TIMEOUT = 30_000;
/** Of a contract, wherever it comes from: the largest one known has 47 MB. */
export const LIMIT = 128 * 1024 * 1024;

/** Downloads a contract; redirects are followed. */
export async function fetchBytes(location: string, limits: FetchLimits = {}): Promise<Uint8Array> {
  const { url, headers } = splitCredentials(location);
  const timeout = limits.timeout ?? TIMEOUT;
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(timeout) });
    if (!response.ok) throw refused(url, response);
    return await readBody(response, url, limits.limit ?? LIMIT);
  } catch (error) {
    throw explain(error, url, timeout);
  }
}

/** A URL as it may be shown: without user, password and query values. */
export function showUrl(location: string): string {
  if (!URL.canParse(location)) return location;
  const url = new URL(location);
  url.username = "";
  url.password = "";
  for (const key of new Set(url.searchParams.keys())) url.searchParams.set(key, "…");
  return decodeURI(url.href).replaceAll("%E2%80%A6", "…");
}

function splitCredentials(location: string): { url: string; headers: Record<string, string> } {
  const headers: Record<string, string> = { accept: ACCEPT, "user-agent": "conn-gen" };
  if (!URL.canParse(location) || !/^https?:/i.test(location)) {
    throw failed(
      "contract-url",
      `${location} is no address that can be fetched`,
      "use an http or https URL, a file, or `-` for stdin",
    );
  }
  const url = new URL(location);
  if (url.username !== "" || url.password !== "") {
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers["authorization"] = `Basic ${Buffer.from(pair).toString("base64")}`;
  }
  url.username = "";
  url.password = "";
  return { url: url.href, headers };
}

/** What to say of a contract that is none by its size. */
export function tooLarge(uri: string, limit: number): [code: string, message: string, help: string] {
  const most = `${Math.round(limit / 1024 / 1024)} MB`;
  return [
    "contract-too-large",
    `${uri} is larger than ${most}`,
    "check that it is a contract, or cut it into several files",
  ];
}

async function readBody(response: Response, url: string, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) {
      throw failed(...tooLarge(showUrl(url), limit));
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const STATUS_HELP: { readonly [status: number]: string } = {
  401: "it asks for a login: put it into the URL (https://user:password@host/…), or download it and pass the file",
  403: "it asks for a login: put it into the URL (https://user:password@host/…), or download it and pass the file",
  404: "check the address; a branch or a version may have moved",
  429: "too many requests: try again later",
};

function refused(url: string, response: Response): Failure {
  const status = `${response.status} ${response.statusText}`.trim();
  const help = STATUS_HELP[response.status] ?? "try again later, or download it and pass the file";
  void response.body?.cancel();
  return failed("contract-http-status", `${showUrl(url)} answered ${status}`, help);
}

const CAUSES: { readonly [code: string]: readonly [message: string, help: string] } = {
  ENOTFOUND: ["its host name is not known", "check the address and your network"],
  EAI_AGAIN: ["its host name could not be looked up", "check your network and try again"],
  ECONNREFUSED: ["nothing answers at this address", "check host and port, and that the server runs"],
  ECONNRESET: ["the connection was cut", "try again"],
  UND_ERR_SOCKET: ["the connection was cut", "try again"],
  UND_ERR_CONNECT_TIMEOUT: ["the host does not answer", "check your network and proxy"],
  DEPTH_ZERO_SELF_SIGNED_CERT: [
    "its certificate is self-signed",
    "set NODE_EXTRA_CA_CERTS to the file of your authority's certificate",
  ],
  SELF_SIGNED_CERT_IN_CHAIN: [
    "its certificate chain is self-signed",
    "set NODE_EXTRA_CA_CERTS to the file of your authority's certificate",
  ],
  CERT_HAS_EXPIRED: ["its certificate has expired", "tell the owner of the host"],
};

function explain(error: unknown, url: string, timeout: number): unknown {
  if (!(error instanceof Error) || error.name === "Failure") return error;
  const shown = showUrl(url);
  if (error.name === "TimeoutError") {
    return failed(
      "contract-timeout",
      `${shown} did not arrive within ${timeout / 1000} s`,
      "try again, or download it and pass the file",
    );
  }
  const code = causeCode(error.cause);
  const [reason, help] = CAUSES[code ?? ""] ?? [
    causeText(error),
    "download it and pass the file, or pipe it in: `curl -L URL | conn-gen -`",
  ];
  return failed("contract-unreachable", `${shown} cannot be fetched: ${reason}`, help);
}

function causeCode(cause: unknown): string | undefined {
  if (cause instanceof AggregateError) return causeCode(cause.errors[0]);
  return (cause as { code?: string } | undefined)?.code;
}

function causeText(error: Error): string {
  return error.cause instanceof Error && error.cause.message !== "" ? error.cause.message : error.message;
}

function failed(code: string, message: string, help: string): Failure {
  return failure(exitCodes.data, { code, message, help });
}
