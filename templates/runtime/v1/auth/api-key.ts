import { setHeader } from "../headers.js";
import type { AuthScheme, SignedRequest } from "./scheme.js";
import { appendQuery } from "../url.js";

/** A key in a header, the query or a cookie of the contract's choice. */
export function apiKey(place: "header" | "query" | "cookie", name: string): AuthScheme<string> {
  return { text: true, sign: (request, value) => places[place](request, name, value) };
}

const places = {
  header({ headers }: SignedRequest, name: string, value: string): void {
    if (!(name.toLowerCase() in headers)) setHeader(headers, name, value);
  },
  query(request: SignedRequest, name: string, value: string): void {
    const isGiven = new URL(request.url).searchParams.has(name);
    if (!isGiven) request.url = appendQuery(request.url, { [name]: value });
  },
  cookie({ headers }: SignedRequest, name: string, value: string): void {
    const { cookie: others } = headers;
    if (others?.split("; ").some((pair) => pair.startsWith(`${name}=`))) return;
    const pair = `${name}=${encodeURIComponent(value)}`;
    setHeader(headers, "cookie", others ? `${others}; ${pair}` : pair);
  },
};
