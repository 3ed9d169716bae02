import type { Settings } from "../config.js";
import type { Server } from "../contract/contract.js";

/**
 * The contract's servers; a path is relative to where the contract came from, as OpenAPI has it, if that is a URL. A
 * host without a scheme is reached by the scheme that the contract came by, else safely.
 */
export function planServers(servers: readonly Server[], settings: Settings): Server[] {
  const isFetched = /^https?:\/\//i.test(settings.contract);
  // A login or a token in the contract's address is nobody's but the user's.
  const base = settings.contract.replace(/[?#].*$/, "").replace(/^(\w+:\/\/)[^/]*@/, "$1");
  return servers.map((server) => {
    if (server.url.startsWith("//")) {
      return { ...server, url: `${isFetched ? new URL(settings.contract).protocol : "https:"}${server.url}` };
    }
    const isPath = !/^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(server.url) && !server.url.startsWith("{");
    return isFetched && isPath ? { ...server, url: resolvePath(server.url, base) } : server;
  });
}

/** `URL` would encode the braces of variables. */
function resolvePath(path: string, base: string): string {
  return new URL(path, base).href.replaceAll("%7B", "{").replaceAll("%7D", "}");
}

/** True where the contract names no server that requests could go to. */
export function needsBaseUrl({ servers }: { readonly servers: readonly Server[] }): boolean {
  return !servers.some((server) => /^https?:\/\//i.test(server.url) || server.url.startsWith("{"));
}

/** A server's URL with the defaults of its variables. */
export function fillDefaults({ url, variables }: Server): string {
  return variables.reduce((filled, { key, default: value }) => filled.replaceAll(`{${key}}`, value), url);
}
