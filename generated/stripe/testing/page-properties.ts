// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { expect } from "./expect.js";
import { isSuccess, toAnswer } from "./answers.js";
import { anyArguments, callOperation, failureOf } from "./client-under-test.js";
import type { ContractSuite } from "./client-under-test.js";
import { decodeRequest } from "./decode-request.js";
import type { GivenArguments, Members, OperationCase, PagesFact } from "./operation-case.js";
import { expectArguments } from "./expected-arguments.js";
import { makePages } from "./page-server.js";
import type { ServedPage } from "./page-server.js";
import type { Answer, Wire } from "./wire.js";

/** Walks a list to its end: every item once, the right page asked for each time, nothing after the last, and never in a circle. */
export function testPages(suite: ContractSuite, operation: OperationCase, wire: Wire): void {
  const { it } = suite.runner;
  const { pages } = operation;
  if (pages === undefined) return;
  testCircle(suite, operation, wire);
  it("walks its pages to the end", async () => {
    const given = givenFor(operation, pages);
    const served = makePages(pages, (given.wire ?? given).params, operation.path);
    const sent = wire.answer((_, count) => answerPage(suite, operation, served.answers[count - 1]));
    const items: unknown[] = [];
    await walk(suite, operation, { given, items });
    expect(items).toEqual(served.items);
    expect(sent).toHaveLength(served.answers.length);
    sent.forEach((request, index) => {
      const url = served.urls[index];
      if (url !== undefined) return expect(request.url).toBe(url);
      const asked = withParams(given, served.params[index] ?? {});
      const decoded = decodeRequest(request, operation, suite.facts).arguments;
      return expect(decoded).toEqual(expectArguments(asked, operation, suite.facts.arrays));
    });
  });
}

/** Ways of paging in which a page says what to ask for next, and could say what was asked for before. */
const LEADING: ReadonlySet<PagesFact["by"]> = new Set(["afterLast", "cursor", "linkHeader", "nextUrl"]);

function testCircle(suite: ContractSuite, operation: OperationCase, wire: Wire): void {
  const { pages } = operation;
  if (pages === undefined || !LEADING.has(pages.by)) return;
  suite.runner.it("does not walk in circles where every page leads to the same", async () => {
    const given = givenFor(operation, pages);
    const [first] = makePages(pages, (given.wire ?? given).params, operation.path).answers;
    const sent = wire.answer(() => answerPage(suite, operation, first));
    const error = await failureOf(walk(suite, operation, { given, items: [] }));
    expect(error.name).toBe("DecodeError");
    expect(sent).toHaveLength(2);
  });
}

async function walk(
  suite: ContractSuite,
  operation: OperationCase,
  { given, items }: { readonly given: GivenArguments; readonly items: unknown[] },
): Promise<void> {
  const call = callOperation(suite, operation, given) as unknown as AsyncIterable<unknown>;
  for await (const item of call) items.push(item);
}

function answerPage({ facts }: ContractSuite, operation: OperationCase, page: ServedPage | undefined): Answer {
  const reply = operation.replies.find(isSuccess);
  if (page === undefined || reply === undefined) return { status: 599 };
  const answer = toAnswer(reply, facts, page.body);
  return { ...answer, headers: { ...answer.headers, ...page.links } };
}

function givenFor(operation: OperationCase, { size, asked }: PagesFact): GivenArguments {
  const given = anyArguments(operation);
  if (size === undefined || asked === undefined) return given;
  return withParams(given, { [size]: asked });
}

function withParams(given: GivenArguments, more: Members): GivenArguments {
  const add = (params: Members): Members => ({ ...params, ...more });
  const { wire } = given;
  return { ...given, params: add(given.params), ...(wire && { wire: { ...wire, params: add(wire.params) } }) };
}
