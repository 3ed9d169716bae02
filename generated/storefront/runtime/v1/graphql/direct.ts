// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { writeJson } from "../styles/text.js";
import type { Exchange, GraphqlMessage } from "./exchange.js";
import { appendQuery } from "../url.js";

/** Speaks GraphQL over HTTP without any package: JSON in a POST, or in the query of a GET. */
export const directExchange: Exchange = (message, { url, get, post }) =>
  get ? post({ url: appendQuery(url, toQuery(message)) }) : post({ body: writeJson(message) });

function toQuery(message: GraphqlMessage): { readonly [key: string]: string } {
  const members = Object.entries(message).filter(([, value]) => value !== undefined);
  return Object.fromEntries(members.map(([key, value]) => [key, typeof value === "string" ? value : writeJson(value)]));
}
