// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** A base URL as requests need it: absolute, without query and closing slash. */
export function normalizeBaseUrl(
  client: string,
  url: string | undefined,
  base: string | undefined = findPage(),
): string {
  const parsed = url !== undefined && URL.canParse(url, base) ? new URL(url, base) : undefined;
  // fetch refuses names and passwords in URLs; they would show up in its errors.
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username || parsed.password) {
    throw new TypeError(`${client}: needs { baseUrl: "https://..." }, a URL of http or https without credentials`);
  }
  return parsed.origin + parsed.pathname.replace(/\/+$/, "");
}

/** The origin of a normalized URL. */
export function toOrigin(url: string): string {
  return /^https?:\/\/[^/?#]*/.exec(url)?.[0] ?? "";
}

/** In browsers, paths are relative to the page. */
function findPage(): string | undefined {
  return (globalThis as { location?: { href?: string } }).location?.href;
}

/** A flat query; arrays repeat their key, `undefined` and `null` send nothing. */
export interface QueryValues {
  readonly [key: string]: QueryValue | readonly QueryValue[];
}

export type QueryValue = string | number | boolean | bigint | null | undefined;

/** Puts `query` behind what the URL's own query already holds. */
export function appendQuery(url: string, query: QueryValues = {}): string {
  const pairs = Object.entries(query).flatMap(([key, value]) => [value].flat().map((each) => writePair(key, each)));
  return joinQuery(url, pairs);
}

/** Puts encoded pairs behind what the URL's own query already holds. */
export function joinQuery(url: string, pairs: readonly (string | undefined)[]): string {
  const text = pairs.filter(Boolean).join("&");
  return text ? url + (url.includes("?") ? "&" : "?") + text : url;
}

function writePair(key: string, value: QueryValue): string | undefined {
  if (value === undefined || value === null) return undefined;
  return `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`;
}
