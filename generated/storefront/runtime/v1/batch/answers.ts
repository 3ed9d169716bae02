// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { GraphqlErrorEntry } from "../graphql/errors.js";
import type { GraphqlAnswer } from "../graphql/exchange.js";
import type { Reply } from "../reply.js";
import { prefixOf } from "./merge-documents.js";
import type { Outcome } from "./window.js";

/** Gives each of the merged queries what is its own: its fields under their own names, and the errors in them. */
export function splitAnswer(reply: Reply, count: number): Outcome<Reply>[] {
  const { data, errors = [], extensions } = (reply.data ?? {}) as GraphqlAnswer;
  const indices = Array.from({ length: count }, (_, index) => index);
  const owners = errors.map(({ path }) => indices.find((index) => String(path?.[0]).startsWith(prefixOf(index))));
  // An error of no field is one of the whole: whose it is shows when each is asked alone.
  if (data === undefined || owners.includes(undefined)) return indices.map(() => "alone");
  return indices.map((index) => {
    const own = errors.filter((_, place) => owners[place] === index).map((error) => unprefix(error, index));
    // Without any data, one field took those of the others with it.
    if (data === null && !own.length) return "alone";
    const answer: GraphqlAnswer = {
      data: pickFields(data, index),
      ...(own.length > 0 && { errors: own }),
      ...(extensions && { extensions }),
    };
    return { value: { ...reply, data: answer } };
  });
}

function pickFields(data: unknown, index: number): unknown {
  if (data === null) return null;
  const prefix = prefixOf(index);
  const fields = Object.entries(data as object).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(fields.map(([key, value]) => [key.slice(prefix.length), value as unknown]));
}

/** Its place in the document that was sent would lead nowhere. */
function unprefix({ path = [], locations: _, ...error }: GraphqlErrorEntry, index: number): GraphqlErrorEntry {
  const [first, ...rest] = path;
  return { ...error, path: [String(first).slice(prefixOf(index).length), ...rest] };
}
