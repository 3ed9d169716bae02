// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** What is used of `node:net`, told here: a client with tests then compiles without Node's types, and runs without Node but for this. */
interface Net {
  createServer(serve: (socket: Socket) => void): Server;
}

/** One connection, as its server sees it. */
export interface Socket {
  readonly destroyed: boolean;
  on(event: "data", hear: (chunk: Uint8Array) => void): unknown;
  on(event: "close" | "error", hear: () => void): unknown;
  write(bytes: Uint8Array, done?: () => void): unknown;
  end(bytes?: Uint8Array): unknown;
  destroy(): unknown;
  resetAndDestroy(): unknown;
}

/** A server on this machine. */
export interface Server {
  readonly listening: boolean;
  listen(port: number, host: string, done: () => void): unknown;
  address(): { readonly port: number };
  close(done?: () => void): unknown;
}

/** Whether connections can be served here at all: browsers cannot. */
export function canServe(): boolean {
  return loadNet() !== undefined;
}

/** Makes a server of plain connections. */
export function createServer(serve: (socket: Socket) => void): Server {
  const net = loadNet();
  if (net === undefined) throw new Error("a server of faults needs Node");
  return net.createServer(serve);
}

function loadNet(): Net | undefined {
  const { process } = globalThis as { readonly process?: { getBuiltinModule?(name: string): unknown } };
  return process?.getBuiltinModule?.("node:net") as Net | undefined;
}
