// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Intent } from "./layers.js";
import type { EncodedBody } from "./operation.js";
import type { MakeParts } from "./prepare.js";

/** What a call of an operation wants. */
type Wish = {
  readonly operation: Pick<Intent["operation"], "method" | "path" | "params" | "place" | "body">;
  readonly options: Pick<Intent["options"], "extra">;
};

/** What puts each member of `params` where the operation wants it; those that are undefined are not sent. */
export function makePartsOf(wish: Wish, params: object): MakeParts {
  const { operation } = wish;
  return (baseUrl) => {
    const rest = new Map(Object.entries(params).filter(([, value]) => value !== undefined));
    const { url, headers } = operation.place?.(operation, rest, baseUrl) ?? {
      url: baseUrl + operation.path,
      headers: {},
    };
    return { url, headers, body: encodeBody(wish, rest) };
  };
}

/**
 * A flat body without members is left to its encoder: JSON sends `{}`, which servers that want a body take and others
 * ignore; forms send none. Where bodies are unusual none is sent: proxies refuse them there.
 */
function encodeBody(
  { operation: { method, body }, options: { extra } }: Wish,
  rest: ReadonlyMap<string, unknown>,
): EncodedBody | undefined {
  if (!body) return undefined;
  const isFlat = body.from === "flat";
  const given = isFlat ? Object.fromEntries(rest) : rest.get("body");
  const value = extra?.body ? { ...(given as object), ...extra.body } : given;
  const isUnusual = /^(GET|HEAD|DELETE)$/.test(method);
  const isNothing = isFlat ? isUnusual && !Object.keys(value as object).length : value === undefined;
  return isNothing ? undefined : body.encode(value, body);
}
