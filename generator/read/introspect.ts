import { loginOf, showUrl, withoutLogin } from "./locations.js";

/** How a GraphQL endpoint is asked. */
export interface Asking {
  /** Milliseconds. */
  readonly timeout?: number;
  readonly headers?: { readonly [name: string]: string };
}

/** What fetching an address gave: bytes, or why there are none. */
type Fetched = { readonly bytes: Uint8Array } | { readonly error: unknown };

/**
 * Whether an address might be a GraphQL endpoint: it has a page for people, complains that no question was asked, or
 * takes no GET. An address that asks for a login, or for patience, is not asked again.
 */
export function mayBeEndpoint(fetched: Fetched): boolean {
  if ("bytes" in fetched) {
    const start = Buffer.from(fetched.bytes.subarray(0, 2000)).toString("utf8");
    return /^\s*<(?:!doctype\s+html|html|head|body)\b/i.test(start) || /^\s*\{\s*"errors"\s*:/.test(start);
  }
  const { message = "" } = fetched.error as Partial<Error>;
  return /answered (?:400|404|405|406|415|422|500|501)\b/.test(message);
}

/** Asks a GraphQL endpoint what it has: the answer to the introspection query, `undefined` where there is none. */
export async function introspect(location: string, asking: Asking = {}): Promise<Uint8Array | undefined> {
  const { getIntrospectionQuery } = await import("../graphql-js.js");
  // What older servers do not know, they refuse: they are asked for less.
  const full = { specifiedByUrl: true, inputValueDeprecation: true, oneOf: true };
  for (const options of [full, { specifiedByUrl: true }, {}]) {
    const bytes = await post(location, getIntrospectionQuery(options), asking);
    if (bytes !== undefined && hasSchema(bytes)) return bytes;
  }
  return undefined;
}

async function post(location: string, query: string, asking: Asking): Promise<Uint8Array | undefined> {
  const [url, login] = [withoutLogin(location), loginOf(location)];
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        accept: "application/graphql-response+json, application/json",
        "content-type": "application/json",
        "user-agent": "conn-gen",
        ...login,
        ...asking.headers,
      },
      body: JSON.stringify({ query, operationName: "IntrospectionQuery" }),
      redirect: "error",
      signal: AbortSignal.timeout(asking.timeout ?? 30_000),
    });
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    // Why the address gave no contract is said of the first request.
    return undefined;
  }
}

function hasSchema(bytes: Uint8Array): boolean {
  try {
    const answer = JSON.parse(Buffer.from(bytes).toString("utf8")) as {
      readonly data?: { readonly __schema?: unknown };
    };
    return typeof answer.data?.__schema === "object" && answer.data.__schema !== null;
  } catch {
    return false;
  }
}

/** An endpoint's address as clients may keep it. */
export function addressOf(location: string): string {
  return showUrl(location).replace(/[?#].*$/, "");
}
