// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Members, PagesFact } from "../operation-case.js";
import { setAt } from "../pointer.js";
import type { Answer } from "../wire.js";

/** The parameter that our own next links carry, whatever the contract calls its own. */
export const LINK_PARAM = "after";

/** A page to serve. */
export interface Paging {
  readonly pages: PagesFact;
  /** Everything that the list holds. */
  readonly items: readonly Members[];
  readonly params: Members;
  /** The list's URL, without its query. */
  readonly url: string;
  /** What our own next link said, where one was followed. */
  readonly after: string | undefined;
}

/** One page of a list, with all that leads to the next. */
export function slicePage({ pages, items, params, url, after }: Paging): {
  readonly body: unknown;
  readonly headers: Answer["headers"] & object;
} {
  const size = Math.max(1, Math.trunc(Number(params[pages.size ?? ""] ?? pages.sizeDefault ?? 10)) || 10);
  const start = after === undefined ? findStart(pages, items, { params, size }) : Number(after);
  const page = items.slice(start, start + size);
  const end = start + page.length;
  const link = end < items.length ? `${url}?${LINK_PARAM}=${end}` : undefined;
  let body = setAt(pages.body, pages.items, page);
  if (pages.more !== undefined) body = setAt(body, pages.more, link !== undefined);
  if (pages.cursor !== undefined)
    body = setAt(body, pages.cursor, cursorOf(pages, { end, link, size, total: items.length }));
  return { body, headers: pages.by === "linkHeader" && link !== undefined ? { link: `<${link}>; rel="next"` } : {} };
}

function findStart(
  { by, param, key = "id", first }: PagesFact,
  items: readonly Members[],
  { params, size }: { readonly params: Members; readonly size: number },
): number {
  const given = params[param ?? ""];
  if (given === undefined || given === null) return 0;
  if (by === "afterLast") return items.findIndex((item) => String(item[key]) === String(given)) + 1;
  if (by === "pageNumber") return Math.max(0, Number(given) - (first ?? 1)) * size;
  if (by === "offset") return Math.max(0, Number(given) - (first ?? 0));
  return Number(String(given).replace(/^\D*/, "")) || 0;
}

interface End {
  readonly end: number;
  readonly link: string | undefined;
  readonly size: number;
  readonly total: number;
}

/** What stands where the body tells how to go on: a token, a link, the number of pages or of items. */
function cursorOf({ by }: PagesFact, { end, link, size, total }: End): unknown {
  if (by === "nextUrl") return link ?? null;
  if (by === "cursor") return link === undefined ? null : `cursor_${end}`;
  return by === "pageNumber" ? Math.ceil(total / size) : total;
}
