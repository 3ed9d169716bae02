// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { CallRequest } from "./layers.js";
import type { TransportRequest } from "./transport/transport.js";

/** One request of a chain of redirects, before it is signed. */
export interface Hop extends Omit<TransportRequest, "signal"> {
  /** Whether credentials may go along: true as long as the chain never left the request's home. */
  readonly home: boolean;
}

/** A request on its way, and what must stay at home. */
export interface Journey {
  readonly request: CallRequest;
  readonly secrets: readonly string[];
  readonly exchange: (hop: Hop) => Promise<Response>;
}

/** Everything else may carry a secret; these are the headers that browsers send to any origin too. */
const harmless = /^(accept|accept-language|content-language|content-type|range)$/;
const mostHops = 10;

/**
 * Follows where a request is redirected; credentials stay at home. `answer` is the first hop's, where it was sent
 * already. An answer that cannot be followed is the answer.
 */
export async function followRedirects(journey: Journey, first: Hop, answer?: Response): Promise<Response> {
  let hop = leaveHome({ ...journey, secrets: [] }, first);
  let response = answer ?? (await journey.exchange(hop));
  for (let count = 0; count < mostHops; count++) {
    const next = findNextHop(journey, hop, response);
    if (!next) break;
    response.body?.cancel().catch(() => undefined);
    hop = leaveHome(journey, next);
    response = await journey.exchange(hop);
  }
  return response;
}

function findNextHop(journey: Journey, hop: Hop, { type, status, headers }: Response): Hop | undefined {
  if (type === "opaqueredirect") return letBrowserFollow(journey, hop);
  const location = headers.get("location");
  if (location === null || !/^30[12378]$/.test(`${status}`) || !URL.canParse(location, hop.url)) return undefined;
  const url = new URL(location, hop.url);
  if (!/^https?:$/.test(url.protocol)) return undefined;
  url.hash = "";
  const next = { ...hop, url: url.href, home: hop.home && url.origin === journey.request.home };
  const becomesGet = status === 303 ? hop.method !== "HEAD" : status < 303 && hop.method === "POST";
  if (becomesGet)
    return {
      ...next,
      method: "GET",
      headers: keepHeaders(hop, (name) => !name.startsWith("content-")),
      body: undefined,
    };
  return journey.request.body?.replayable === false ? undefined : next;
}

function keepHeaders({ headers }: Hop, isKept: (name: string, value: string) => boolean): Hop["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name, value]) => isKept(name, value)));
}

/**
 * Away from home, takes out what may be secret: headers, and credentials that a server repeats in a URL. Without its
 * idempotency key a call would act twice where it is repeated.
 */
function leaveHome({ request, secrets }: Pick<Journey, "request" | "secrets">, hop: Hop): Hop {
  if (hop.home) return hop;
  const url = new URL(hop.url);
  new URLSearchParams(url.search).forEach((value, key) => {
    if (secrets.includes(value)) url.searchParams.delete(key);
  });
  const isKept = (name: string, value: string): boolean => harmless.test(name) || value === request.idempotencyKey;
  return { ...hop, url: url.href, headers: keepHeaders(hop, isKept) };
}

/** Browsers hide where a redirect leads. They may follow it themselves where nothing can be given away. */
function letBrowserFollow({ secrets }: Journey, hop: Hop): Hop {
  const isPlain = hop.method === "GET" && Object.keys(hop.headers).every((name) => harmless.test(name));
  if (isPlain && !secrets.length) return { ...hop, redirect: "follow" };
  const message = "the browser hides where the server redirects to; let `baseUrl` lead there";
  throw Object.assign(new Error(message), { code: "ERR_OPAQUE_REDIRECT" });
}
