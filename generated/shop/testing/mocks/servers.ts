// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** A server as requests name it: everything that begins with this is for it. */
export type ServerPattern = RegExp;

/** Reads `https://{region}.example.com/v1` as the pattern of the URLs below it. */
export function readServer(url: string): ServerPattern {
  const pieces = url.replace(/\/+$/, "").split(/\{[^{}]*\}/);
  const escaped = pieces.map((piece) => piece.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${escaped.join("[^/?#]*")}(?=[/?#]|$)`);
}

/** What of a URL lies below the nearest of these servers, its query with it; `undefined` where none is meant. */
export function targetBelow(servers: readonly ServerPattern[], url: string): string | undefined {
  const matches = servers.flatMap((server) => server.exec(url)?.[0] ?? []);
  const [longest] = matches.sort((a, b) => b.length - a.length);
  return longest === undefined ? undefined : url.slice(longest.length);
}
