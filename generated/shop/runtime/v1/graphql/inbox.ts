// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** What comes while nobody looks, kept in its order. */
export interface Inbox<Item> {
  readonly put: (item: Item) => void;
  /** Nothing more comes; with an error, that is thrown to who takes the items. */
  readonly close: (error?: unknown) => void;
  /** Everything that comes, until it is closed; `leave` is called when whoever takes the items has enough. */
  readonly take: (leave: () => void) => AsyncGenerator<Item, void, undefined>;
}

/** Makes an inbox. */
export function openInbox<Item>(): Inbox<Item> {
  const items: Item[] = [];
  let end: { readonly error: unknown } | undefined;
  let wake = (): void => undefined;
  const put = (item: Item): void => {
    if (!end) items.push(item);
    wake();
  };
  const close = (error?: unknown): void => {
    end ??= { error };
    wake();
  };
  const take = async function* (leave: () => void): AsyncGenerator<Item, void, undefined> {
    try {
      for (;;) {
        while (items.length) yield items.shift() as Item;
        if (end?.error !== undefined) throw end.error;
        if (end) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      leave();
    }
  };
  return { put, close, take };
}
