// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { GraphQLClient } from "graphql-request";
import type { Reply } from "../reply.js";
import { writeJson } from "../styles/text.js";
import type { Exchange, GraphqlMessage } from "./exchange.js";

/** Speaks GraphQL through graphql-request: it writes the request and reads the answer, the way between is ours. */
export const graphqlRequestExchange: Exchange = async ({ query, variables, ...rest }, { url, get, post }) => {
  let reply: Reply | undefined;
  const client = new GraphQLClient(url, {
    method: get ? "GET" : "POST",
    errorPolicy: "all",
    // It would parse the document at every call to find the name that is known already.
    excludeOperationName: true,
    jsonSerializer: {
      stringify: (body: object) => writeJson(get ? body : { ...body, ...rest, query }),
      // The answer is parsed once, by our own reader: layers see it before.
      parse: () => reply?.data,
    },
    fetch: async (...[target, init]: Parameters<typeof globalThis.fetch>) => {
      reply = await post(
        get
          ? { url: completeUrl(String(target), { ...rest, ...(query !== undefined && { query }) }) }
          : { body: String(init?.body) },
      );
      return { ok: true, status: 200, headers: new Headers({ "content-type": "application/json" }), text } as Response;
    },
  });
  await client.rawRequest(query ?? "", variables).catch((error: unknown) => {
    // What it cannot read, the runtime says in its own words.
    if (!reply) throw error;
  });
  return reply as Reply;
};

const text = async (): Promise<string> => "";

/** Says in the URL what graphql-request does not: the operation's name, extensions, and no document where there is none. */
function completeUrl(target: string, { query, ...rest }: GraphqlMessage): string {
  const url = new URL(target);
  if (query === undefined) url.searchParams.delete("query");
  for (const [key, value] of Object.entries(rest)) {
    if (value !== undefined) url.searchParams.set(key, typeof value === "string" ? value : writeJson(value));
  }
  return url.href;
}
