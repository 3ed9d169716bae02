import { lookup, type LookupOptions } from "node:dns";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { addressIn, isPublicAddress } from "./addresses.js";
import { explain, failed, LIMIT, privateAddress, refused, STATUS_HELP, tooLarge } from "./fetch-failures.js";
import { loginOf, showUrl, withoutLogin } from "./locations.js";

/** How long and how much a download may be. */
export interface FetchLimits {
  /** Milliseconds for the whole download. */
  readonly timeout?: number;
  /** Bytes. */
  readonly limit?: number;
}

/** Who is asked, and with what. */
export interface FetchRules extends FetchLimits {
  /** Sent to the origin that is asked first, and to no other. */
  readonly headers?: { readonly [name: string]: string };
  /** Set where a document named it, not the user: then it may not have a private address. */
  readonly isForeign?: boolean;
  /** Which addresses anybody may be sent to; those of the internet when absent. */
  readonly isPublic?: (address: string) => boolean;
}

const ACCEPT =
  "application/vnd.oai.openapi+json, application/json, application/yaml, text/yaml, text/plain;q=0.9, */*;q=0.5";
const TIMEOUT = 30_000;
const REDIRECTS = 5;

/** Downloads a document; redirects are followed, without credentials to other origins, and to private addresses never. */
export async function fetchBytes(location: string, rules: FetchRules = {}): Promise<Uint8Array> {
  checkUrl(location);
  const url = new URL(withoutLogin(location));
  const headers = { ...rules.headers, ...loginOf(location) };
  const timeout = rules.timeout ?? TIMEOUT;
  const signal = AbortSignal.timeout(timeout);
  let next = url;
  try {
    for (let hop = 0; hop <= REDIRECTS; hop++) {
      const own = next.origin === url.origin ? headers : {};
      const response = await ask(next, { headers: own, signal, isOpen: guard(next, url, rules) });
      const moved = readRedirect(response, next);
      if (moved === undefined) return await readBody(response, next, rules.limit ?? LIMIT);
      response.destroy();
      next = moved;
    }
  } catch (error) {
    throw explain(error, { url: next.href, timeout, isLate: signal.aborted });
  }
  throw failed("contract-redirects", `${showUrl(url.href)} redirects too often`, "use the address that it ends at");
}

/** Which addresses a URL may have: any where the user named its origin, also where that moves to TLS. */
function guard(url: URL, named: URL, { isForeign = false, isPublic = isPublicAddress }: FetchRules): Ask["isOpen"] {
  const isUpgrade = url.hostname === named.hostname && named.protocol === "http:" && named.port + url.port === "";
  return !isForeign && (url.origin === named.origin || isUpgrade) ? () => true : isPublic;
}

function checkUrl(location: string): void {
  if (URL.canParse(location) && /^https?:/i.test(location)) return;
  throw failed(
    "contract-url",
    `${showUrl(location)} is no address that can be fetched`,
    "use an http or https URL, a file, or `-` for stdin",
  );
}

interface Ask {
  readonly headers: { readonly [name: string]: string };
  readonly signal: AbortSignal;
  readonly isOpen: (address: string) => boolean;
}

function ask(url: URL, { headers, signal, isOpen }: Ask): Promise<IncomingMessage> {
  const address = addressIn(url);
  if (address !== undefined && !isOpen(address)) throw privateAddress(url);
  const request = url.protocol === "https:" ? requestHttps : requestHttp;
  const fixed = { accept: ACCEPT, "user-agent": "conn-gen", "accept-encoding": "gzip, br" };
  return new Promise((resolve, reject) => {
    request(url, { headers: { ...fixed, ...headers }, signal, lookup: lookUpOpen(url, isOpen) }, resolve)
      .on("error", reject)
      .end();
  });
}

/** The very address that was checked is the one that is connected to: a name may change its mind in between. */
function lookUpOpen(url: URL, isOpen: Ask["isOpen"]): LookupFunction {
  return (hostname, options, done) => {
    const all: LookupOptions & { readonly all: true } = { ...options, all: true };
    lookup(hostname, all, (error, found) => {
      // Another name than the URL's is that of the user's proxy, which guards its own network.
      const isFine = hostname !== url.hostname || found?.every(({ address }) => isOpen(address));
      if (error !== null) done(error, "");
      else if (!isFine) done(privateAddress(url), "");
      else if (options.all === true) done(null, found);
      else done(null, found[0]?.address ?? "", found[0]?.family);
    });
  };
}

function readRedirect(response: IncomingMessage, from: URL): URL | undefined {
  const status = response.statusCode ?? 0;
  const { location } = response.headers;
  const isRedirect = [301, 302, 303, 307, 308].includes(status) && location !== undefined;
  if (!isRedirect) {
    if (status >= 200 && status < 300) return undefined;
    response.destroy();
    throw refused(from.href, `${status} ${response.statusMessage ?? ""}`.trim(), STATUS_HELP[status]);
  }
  const next = URL.canParse(location, from) ? new URL(location, from) : undefined;
  // What a server writes into a redirect is no credential of the user's.
  if (next !== undefined && /^https?:$/.test(next.protocol)) return new URL(withoutLogin(next.href));
  response.destroy();
  throw failed("contract-redirects", `${showUrl(from.href)} redirects to no http address`, "check the address");
}

async function readBody(response: IncomingMessage, url: URL, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of unpack(response) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > limit) throw failed(...tooLarge(showUrl(url.href), limit));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function unpack(response: IncomingMessage): AsyncIterable<unknown> {
  const coding = response.headers["content-encoding"]?.trim().toLowerCase();
  const unpacker =
    coding === "gzip" || coding === "x-gzip"
      ? createGunzip()
      : coding === "br"
        ? createBrotliDecompress()
        : coding === "deflate"
          ? createInflate()
          : undefined;
  if (unpacker === undefined) return response;
  response.on("error", (error) => unpacker.destroy(error));
  return response.pipe(unpacker);
}
