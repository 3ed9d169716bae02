// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { expect } from "../expect.js";
import type { Members } from "../operation-case.js";
import { getAt, setAt } from "../pointer.js";
import type { Outcome } from "./ask-schema.js";
import type { GraphqlCase } from "./graphql-case.js";
import { callOne, readTold, type Subject, tell, toAnswer } from "./graphql-subject.js";
import { type GraphqlRequest, readQuestion } from "./read-question.js";

const CURSORS = ["cursor/1=", "cursor/2="];

/** Walks a connection to its end: every item once, the right cursor asked for each time, and nothing after the last. */
export function testConnection(subject: Subject): void {
  const { it } = subject.suite.runner;
  const { operation, wire } = subject;
  const { connection } = operation;
  if (connection === undefined) return;
  const at = connection.path.map((step) => `/${step}`).join("");
  it("walks its pages to the end", async () => {
    const pages = [...CURSORS, null].map((cursor, index) => makePage(subject, { at, cursor, seed: index }));
    const sent = wire.answer((_, count) => toAnswer({ data: pages[count - 1]?.body.data ?? null }));
    const items: unknown[] = [];
    for await (const item of callOne(subject) as unknown as AsyncIterable<unknown>) items.push(item);
    expect(items).toEqual(pages.flatMap((page) => itemsOf(readTold(subject, page), at, connection)));
    const asked = sent.map((request) => (readQuestion(request) as GraphqlRequest).variables ?? {});
    expect(asked.slice(1).map((variables) => variables[connection.variable])).toEqual(CURSORS);
    expect(asked).toHaveLength(pages.length);
  });
}

interface Turn {
  readonly at: string;
  readonly cursor: string | null;
  readonly seed: number;
}

function makePage(subject: Subject, { at, cursor, seed }: Turn): Outcome {
  const outcome = tell(subject, { seed });
  const marked = setAt(outcome.body.data, `${at}/pageInfo/hasNextPage`, cursor !== null);
  return { ...outcome, body: { data: setAt(marked, `${at}/pageInfo/endCursor`, cursor) as Members } };
}

function itemsOf(data: unknown, at: string, { list }: NonNullable<GraphqlCase["connection"]>): unknown[] {
  const entries = getAt(data, `${at}/${list}`) as readonly unknown[];
  const items = list === "nodes" ? entries : entries.map((edge) => (edge as Members | null)?.["node"]);
  return items.filter((item) => item !== null && item !== undefined);
}
