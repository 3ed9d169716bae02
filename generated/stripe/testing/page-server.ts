// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { BASE_URL } from "./base-url.js";
import type { Members, PagesFact } from "./operation-case.js";
import { setAt } from "./pointer.js";

/** What a page answers with. */
export interface ServedPage {
  readonly body: unknown;
  /** The headers that lead on. */
  readonly links: { readonly [name: string]: string };
}

/** The pages of a list, and what a client must ask for to get them all. */
export interface ServedPages {
  readonly answers: readonly ServedPage[];
  /** All items of all pages. */
  readonly items: readonly unknown[];
  /** By page: the parameters that its request must have beside the given ones. */
  readonly params: readonly Members[];
  /** By page: the URL that its request must have, where the page before named one. */
  readonly urls: readonly (string | undefined)[];
}

/** Three pages, the last one short, or empty where nothing else tells the end. */
export function makePages(pages: PagesFact, given: Members, path: string): ServedPages {
  const size = pages.asked ?? 2;
  const last = endsByCount(pages) ? 0 : Math.max(size - 1, 0);
  const sizes = [size, size, last];
  const marks = sizes.map((count, page) => Array.from({ length: count }, (_, index) => (page + 1) * 100 + index + 1));
  const items = marks.map((page) => page.map((mark) => makeItem(pages, mark)));
  const links = sizes.map((_, index) =>
    index === sizes.length - 1
      ? undefined
      : `${BASE_URL}${path.replaceAll(/[{}]/g, "")}?page_number=${index + 2}&mark=a%2Fb`,
  );
  const isLinked = pages.by === "linkHeader" || pages.by === "nextUrl";
  return {
    answers: items.map((own, index) =>
      makeAnswer(pages, own, { index, link: links[index], total: total(pages, sizes) }),
    ),
    items: marks.flat().map((mark) => makeItem({ ...pages, item: pages.value ?? pages.item }, mark)),
    params: sizes.map((_, index) => paramsOf(pages, given, { index, size, earlier: items[index - 1] ?? [] })),
    urls: sizes.map((_, index) => (isLinked ? links[index - 1] : undefined)),
  };
}

/** Where neither the body nor a page size that the contract promises tells the end, only an empty page does. */
function endsByCount({ by, more, cursor, asked, sizeMax, sizeDefault }: PagesFact): boolean {
  const isPromised = asked !== undefined && (asked === sizeDefault || (sizeMax !== undefined && asked <= sizeMax));
  return (by === "offset" || by === "pageNumber") && more === undefined && cursor === undefined && !isPromised;
}

/** The number of pages or of items, where the body tells it. */
function total({ by }: PagesFact, sizes: readonly number[]): number {
  return by === "pageNumber" ? sizes.length : sizes.reduce((sum, size) => sum + size, 0);
}

/** An item that its key tells from all others. */
function makeItem({ item, key }: PagesFact, mark: number): unknown {
  if (key === undefined) return item;
  const members = (item ?? {}) as Members;
  return { ...members, [key]: markLike(members[key], mark) };
}

function markLike(sample: unknown, mark: number): unknown {
  if (typeof sample === "bigint") return BigInt(mark);
  if (typeof sample === "string" && /^\d+$/.test(sample)) return String(mark);
  if (sample instanceof Date) return new Date(mark * 1000);
  if (typeof sample === "string" && /^\d{4}-\d\d-\d\dT/.test(sample)) return new Date(mark * 1000).toISOString();
  return typeof sample === "number" ? mark : `item_${mark}`;
}

interface Turn {
  readonly index: number;
  readonly link: string | undefined;
  readonly total: number;
}

function makeAnswer(pages: PagesFact, items: readonly unknown[], { index, link, total }: Turn): ServedPage {
  const { by, cursor, more } = pages;
  const isLast = link === undefined;
  let body = setAt(pages.body, pages.items, items);
  if (more !== undefined) body = setAt(body, more, !isLast);
  // The second link is relative: servers write both.
  if (cursor !== undefined && by === "nextUrl")
    body = setAt(body, cursor, isLast ? null : index === 1 ? link.slice(link.indexOf("/base")) : link);
  if (cursor !== undefined && by === "cursor") body = setAt(body, cursor, isLast ? null : `cursor/${index + 2}=`);
  if (cursor !== undefined && (by === "offset" || by === "pageNumber")) body = setAt(body, cursor, total);
  const links: { readonly [name: string]: string } =
    by === "linkHeader" && link !== undefined ? { link: `<${BASE_URL}>; rel="first", <${link}>; rel="next"` } : {};
  return { body, links };
}

interface Asked {
  readonly index: number;
  readonly size: number;
  readonly earlier: readonly unknown[];
}

function paramsOf({ by, param, key, first }: PagesFact, given: Members, { index, size, earlier }: Asked): Members {
  if (param === undefined || index === 0) return {};
  const last = earlier.at(-1) as Members | undefined;
  const start = typeof given[param] === "number" ? given[param] : undefined;
  if (by === "afterLast") return { [param]: last?.[key ?? "id"] };
  if (by === "cursor") return { [param]: `cursor/${index + 1}=` };
  return { [param]: by === "offset" ? (start ?? first ?? 0) + index * size : (start ?? first ?? 1) + index };
}
