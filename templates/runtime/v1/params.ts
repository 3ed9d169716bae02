import type { Intent } from "./layers.js";
import type { AnyOperation, EncodedBody } from "./operation.js";
import type { MakeParts, RequestParts } from "./prepare.js";

type Params = { readonly [name: string]: unknown };
type Plan = Pick<AnyOperation, "method" | "path" | "params" | "place" | "body">;

/** What makes the parts of an operation's request out of its params, with the extra members of the body. */
export function makePartsOf({ operation, options }: Intent, params: object): MakeParts {
  const own = params as Params;
  const extra = options.extra?.body;
  const isWhole = operation.body?.from === "whole";
  const more = isWhole && extra ? { body: { ...(own["body"] as object), ...extra } } : extra;
  return (baseUrl) => buildRequest(operation, more ? { ...own, ...more } : own, baseUrl);
}

/** Puts each member of `params` where its operation wants it; those that are undefined are not sent. `baseUrl` has no closing slash. */
export function buildRequest(operation: Plan, params: Params, baseUrl: string): RequestParts {
  const rest = new Map(Object.entries(params).filter(([, value]) => value !== undefined));
  const { url, headers } = operation.place?.(operation, rest, baseUrl) ?? {
    url: baseUrl + operation.path,
    headers: {},
  };
  return { url, headers, body: encodeBody(operation, rest) };
}

/**
 * A flat body without members is left to its encoder: JSON sends `{}`, which servers that want a body take and others
 * ignore; forms send none. Where bodies are unusual none is sent: proxies refuse them there.
 */
function encodeBody({ method, body }: Plan, rest: ReadonlyMap<string, unknown>): EncodedBody | undefined {
  if (!body) return undefined;
  const isFlat = body.from === "flat";
  const isUnusual = method === "GET" || method === "HEAD" || method === "DELETE";
  if (isFlat ? !rest.size && isUnusual : !rest.has("body")) return undefined;
  return body.encode(isFlat ? Object.fromEntries(rest) : rest.get("body"), body);
}
