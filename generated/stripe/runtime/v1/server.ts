// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** A server of the contract: its URL, or a template with the defaults of its variables. */
export type Server = string | { readonly url: string; readonly variables: { readonly [name: string]: string } };

/** Which of the contract's servers: by its place in the list, or the first whose template has all these variables. */
export type ServerChoice = number | { readonly [variable: string]: string };

/** The URL that a server choice leads to. */
export function chooseServer(servers: readonly Server[], choice: ServerChoice = 0): string | undefined {
  if (typeof choice === "number") return fillServer(servers[choice], {});
  const names = Object.keys(choice);
  return fillServer(servers.find((server) => names.every((name) => toUrl(server).includes(`{${name}}`))), choice);
}

function fillServer(server: Server | undefined, values: { readonly [name: string]: string }): string | undefined {
  const defaults = typeof server === "object" ? server.variables : {};
  return server && toUrl(server).replace(/\{([^}]*)\}/g, (hole, name: string) => values[name] ?? defaults[name] ?? hole);
}

function toUrl(server: Server): string {
  return typeof server === "string" ? server : server.url;
}

/** A base URL as requests need it: absolute, without query and closing slash. */
export function normalizeBaseUrl(client: string, url: string | undefined, base: string | undefined = findPage()): string {
  if (url === undefined) throw new TypeError(`${client}: no server is known, give \`baseUrl\``);
  const parsed = parseUrl(url, base);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    throw new TypeError(`${client}: the base URL must be an absolute http or https URL`);
  }
  if (parsed.username || parsed.password) throw new TypeError(`${client}: the base URL holds credentials, give them as \`auth\``);
  return parsed.origin + parsed.pathname.replace(/\/+$/, "");
}

/** The origin of a normalized URL. */
export function toOrigin(url: string): string {
  return /^https?:\/\/[^/?#]*/.exec(url)?.[0] ?? "";
}

function parseUrl(url: string, base: string | undefined): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}

/** In browsers, paths are relative to the page. */
function findPage(): string | undefined {
  return (globalThis as { location?: { href?: string } }).location?.href;
}
