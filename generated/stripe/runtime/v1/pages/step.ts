// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Connection } from "../connection.js";
import { DecodeError } from "../errors.js";
import type { AnyOperation } from "../operation.js";
import { makePartsOf } from "../params.js";
import { prepareRequest } from "../prepare.js";
import type { Reply } from "../reply.js";
import { writeJson } from "../styles/text.js";

/** How one page of a list is asked for. */
export interface Step {
  readonly params: object;
  /** Where the page before said that this one is. */
  readonly url?: string;
  readonly number: number;
  /** What the whole list has asked for, and as which page: a server must not send it in circles. */
  readonly asked: Map<string, number>;
}

/** A page, and what it says about the next. */
interface Turn {
  readonly step: Step;
  readonly reply: Reply;
  readonly wish: { readonly url?: string; readonly params?: object };
}

/** The step to the next page. Throws where it would lead to another origin or in a circle. */
export function takeStep(connection: Connection, operation: AnyOperation, turn: Turn): Step {
  const { step, reply, wish } = turn;
  const refuse = (message: string): never => {
    const place = { connection, operation, attempt: reply.attempts };
    throw new DecodeError(place, message, { response: reply.response, pointer: operation.pages?.cursor ?? "" });
  };
  const number = step.number + 1;
  const url = wish.url === undefined ? undefined : resolveUrl(wish.url, findUrls(connection, operation, turn), refuse);
  const key = url ?? writeJson(wish.params);
  if ((step.asked.get(key) ?? number) < number) refuse(`page ${step.number} leads back to an earlier one`);
  step.asked.set(key, number);
  return { ...step, number, ...(url === undefined ? { params: { ...step.params, ...wish.params } } : { url }) };
}

/** Where the page came from, and the origin that the list may not leave. */
function findUrls(
  connection: Connection,
  operation: AnyOperation,
  { step, reply }: Turn,
): { from: string; home: string } {
  const intent = { connection, operation, options: {} };
  const { url, home } = prepareRequest(intent, makePartsOf(intent, step.params));
  return { from: reply.response.url || (step.url ?? url), home };
}

function resolveUrl(
  link: string,
  { from, home }: { from: string; home: string },
  refuse: (message: string) => never,
): string {
  const url = URL.canParse(link, from) ? new URL(link, from) : refuse("the link to the next page is no URL");
  return url.origin === home
    ? url.href
    : refuse(`the next page is said to be at ${url.origin}, but a list does not leave ${home}`);
}
