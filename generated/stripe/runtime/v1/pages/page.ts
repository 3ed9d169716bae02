// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** How a page leads to the next. */
export interface Continuation<Next> {
  readonly hasNext: () => boolean;
  readonly next: () => Promise<Next | undefined>;
}

/** One page of a list. */
export class Page<Item, Body = unknown> {
  readonly items: readonly Item[];
  /** The whole body that the items lie in. */
  readonly body: Body;
  readonly #response: Response;
  readonly #continuation: Continuation<Page<Item, Body>>;

  constructor(
    found: { readonly items: readonly Item[]; readonly body: Body; readonly response: Response },
    continuation: Continuation<Page<Item, Body>>,
  ) {
    this.items = found.items;
    this.body = found.body;
    this.#response = found.response;
    this.#continuation = continuation;
  }

  /** A getter, so that logs of the page do not show cookies and URLs. */
  get response(): Response {
    return this.#response;
  }

  /** Whether there is more, as far as this page tells; nothing is sent to find out. */
  hasNext(): boolean {
    return this.#continuation.hasNext();
  }

  /** Asks for the next page; `undefined` at the end. */
  next(): Promise<Page<Item, Body> | undefined> {
    return this.#continuation.next();
  }

  /** All items from this page on. A page is asked for when the one before it is used up. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    yield* this.items;
    for (let page = await this.next(); page; page = await page.next()) yield* page.items;
  }
}
