import { ConnectionError, type Place } from "./errors.js";
import type { CallRequest } from "./layers.js";
import type { BodyContent } from "./operation.js";

/** One request of a chain of redirects, before it is signed. */
export interface Hop {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly content: BodyContent | undefined;
  /** Whether credentials may go along: true as long as the chain never left the request's home. */
  readonly home: boolean;
  readonly redirect: "manual" | "follow";
}

/** Everything else may carry a secret; these are the headers that browsers send to any origin too. */
const harmless = /^(accept|accept-language|content-language|content-type|range)$/;
const mostHops = 10;

/** Sends a request and follows where it is redirected; credentials stay at home. An answer that cannot be followed is the answer. */
export async function followRedirects(
  place: Place,
  request: CallRequest,
  { secrets, exchange }: { readonly secrets: readonly string[]; readonly exchange: (hop: Hop) => Promise<Response> },
): Promise<Response> {
  let hop = leaveHome(toFirstHop(request));
  for (let count = 0; ; count++) {
    const response = await exchange(hop);
    const next =
      response.type === "opaqueredirect" ? letBrowserFollow(place, hop, secrets) : findNextHop(request, hop, response);
    if (!next || count === mostHops) return response;
    response.body?.cancel().catch(() => undefined);
    hop = leaveHome(next, secrets);
  }
}

function toFirstHop({ method, url, headers, body, home }: CallRequest): Hop {
  return { method, url, headers, content: body?.content, home: isWithin(url, home), redirect: "manual" };
}

function findNextHop({ home, body }: CallRequest, hop: Hop, { status, headers }: Response): Hop | undefined {
  const location = headers.get("location");
  if (location === null || !/^30[12378]$/.test(`${status}`) || !URL.canParse(location, hop.url)) return undefined;
  const url = new URL(location, hop.url);
  if (!/^https?:$/.test(url.protocol)) return undefined;
  url.hash = "";
  const next = { ...hop, url: url.href, home: hop.home && isWithin(url.href, home) };
  const becomesGet = status === 303 ? hop.method !== "HEAD" : status < 303 && hop.method === "POST";
  if (becomesGet) return { ...next, method: "GET", headers: keepHeaders(hop, /^(?!content-)/), content: undefined };
  return body && !body.replayable ? undefined : next;
}

function keepHeaders({ headers }: Hop, names: RegExp): Hop["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.test(name)));
}

/** Away from home, takes out what may be secret: headers, and credentials that a server repeats in a URL. */
function leaveHome(hop: Hop, secrets: readonly string[] = []): Hop {
  if (hop.home) return hop;
  const url = new URL(hop.url);
  for (const [key, value] of new URLSearchParams(url.search)) if (secrets.includes(value)) url.searchParams.delete(key);
  return { ...hop, url: url.href, headers: keepHeaders(hop, harmless) };
}

/** Browsers hide where a redirect leads. They may follow it themselves where nothing can be given away. */
function letBrowserFollow(place: Place, hop: Hop, secrets: readonly string[]): Hop {
  const isPlain = hop.method === "GET" && Object.keys(hop.headers).every((name) => harmless.test(name));
  if (isPlain && !secrets.length) return { ...hop, redirect: "follow" };
  const message = "the browser hides where the server redirects to; let `baseUrl` lead there";
  throw new ConnectionError(place, message, { code: "ERR_OPAQUE_REDIRECT" });
}

/** Whether a normalized URL lies in an origin. */
export function isWithin(url: string, origin: string): boolean {
  return url.startsWith(origin) && /^([/?#]|$)/.test(url.slice(origin.length));
}
