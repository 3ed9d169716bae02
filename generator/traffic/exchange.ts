/** A request and its answer as they went over the wire. */
export interface Exchange {
  /** Where it stands in the recording: `entry 12`, `line 3`; or what was asked. */
  readonly place: string;
  /** The same as a JSON pointer into the recording, where there is one. */
  readonly at?: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Headers;
    readonly body: Uint8Array;
  };
  readonly response: { readonly status: number; readonly headers: Headers; readonly body: Uint8Array };
}

/** A recording that could be read, and the places that could not. */
export interface Recording {
  readonly exchanges: readonly Exchange[];
  readonly unread: readonly { readonly place: string; readonly reason: string }[];
}

/** Headers from whatever recorders write: pairs, lists of `{ name, value }`, objects. What no header may be called is left out. */
export function readHeaders(value: unknown): Headers {
  const headers = new Headers();
  const pairs = Array.isArray(value) ? value.map(readPair) : Object.entries((value ?? {}) as object);
  for (const [name, text] of pairs) {
    try {
      // HTTP/2 recordings carry `:authority` and the like.
      if (typeof name === "string" && !name.startsWith(":")) headers.append(name, String(text));
    } catch {
      continue;
    }
  }
  return headers;
}

function readPair(item: unknown): readonly [unknown, unknown] {
  if (Array.isArray(item)) return [item[0], item[1]];
  const { name, value } = (item ?? {}) as { readonly name?: unknown; readonly value?: unknown };
  return [name, value];
}

/** Text, or bytes written as base64. */
export function readBytes(text: unknown, encoding?: unknown): Uint8Array {
  if (typeof text !== "string") return new Uint8Array();
  return new Uint8Array(Buffer.from(text, encoding === "base64" ? "base64" : "utf8"));
}
