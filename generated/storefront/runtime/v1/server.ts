// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** The values of a server's variables; those that are missing have their defaults. */
export interface ServerVariables {
  readonly [name: string]: string | undefined;
}

/** Which of the contract's servers: by its place in the list, or the first whose template has all these variables. */
export type ServerChoice = number | ServerVariables;

/** A base URL as requests need it: absolute, without query and closing slash. */
export function normalizeBaseUrl(
  client: string,
  url: string | undefined,
  base: string | undefined = findPage(),
): string {
  const parsed = url !== undefined && URL.canParse(url, base) ? new URL(url, base) : undefined;
  // fetch refuses names and passwords in URLs; they would show up in its errors.
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.username || parsed.password) {
    const wish = "an absolute http or https URL without credentials";
    throw new TypeError(`${client}: to know where to send, it needs { baseUrl: "https://..." }, ${wish}`);
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
