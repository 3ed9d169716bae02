// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { Call, call } from "../call.js";
import type { Connection, RequestOptions } from "../connection.js";
import type { Operation } from "../operation.js";
import type { Reply } from "../reply.js";
import { send } from "../send.js";
import { toOutcome } from "../timing.js";
import { Page } from "./page.js";
import { readPointer } from "./pointer.js";
import { type Step, takeStep } from "./step.js";

/** A call under way that gives a list: a promise of its first page, and all items over all pages. */
export class ListCall<First extends Page<unknown>, Errors = never> extends Call<First, Errors> {
  /** Every item of every page. */
  [Symbol.asyncIterator](): AsyncGenerator<First["items"][number], void, undefined> {
    return walkItems(this.pages());
  }

  /** Every page. */
  pages(): AsyncGenerator<First, void, undefined> {
    // What goes wrong is thrown to who walks the pages, be it that nobody awaits this promise.
    return walkPages(toOutcome(this));
  }
}

/** Starts a call that gives a list. */
export function callPages<Item, Body, Errors>(
  connection: Connection,
  operation: Operation,
  params: object,
  options?: RequestOptions,
): ListCall<Page<Item, Body>, Errors> {
  const load: Load<Item, Body> = (step) => loadPage(connection, operation, { step, options, load });
  // What asks for no other page asks for the first again.
  return new ListCall(load({ params, number: 1, asked: new Map([["{}", 1]]) }));
}

/** Starts any call: of lists by their pages, of all others as they are. */
export function callAny(
  connection: Connection,
  operation: Operation,
  params: object,
  options?: RequestOptions,
): Call<unknown, unknown> {
  const start = operation.pages ? callPages<unknown, unknown, unknown> : call<unknown, unknown>;
  return start(connection, operation, params, options);
}

type Load<Item, Body> = (step: Step) => Promise<Reply<Page<Item, Body>>>;

/** One page to load, and how the pages after it are. */
interface Turn<Item, Body> {
  readonly step: Step;
  readonly options: RequestOptions | undefined;
  readonly load: Load<Item, Body>;
}

async function loadPage<Item, Body>(
  connection: Connection,
  operation: Operation,
  { step, options, load }: Turn<Item, Body>,
): Promise<Reply<Page<Item, Body>>> {
  const { url } = step;
  const reply = await send(connection, operation, step.params, options, url);
  const { data, response } = reply;
  const items = readPointer(data, operation.pages?.items ?? "");
  const found = { items: Array.isArray(items) ? (items as Item[]) : [], body: data as Body, response };
  const find = () => operation.pages?.next(found, { ...step.params }, operation.pages);
  const next = async (): Promise<Page<Item, Body> | undefined> => {
    const wish = find();
    return wish && (await load(takeStep(connection, operation, { step, reply, wish }))).data;
  };
  return { ...reply, data: new Page(found, { hasNext: () => find() !== undefined, next }) };
}

async function* walkItems<Item>(pages: AsyncIterable<Page<Item>>): AsyncGenerator<Item, void, undefined> {
  for await (const page of pages) yield* page.items;
}

async function* walkPages<First extends Page<unknown>>(
  outcome: Promise<() => First>,
): AsyncGenerator<First, void, undefined> {
  const first = await outcome;
  for (let page: First | undefined = first(); page; page = (await page.next()) as First | undefined) yield page;
}
