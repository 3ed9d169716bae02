import type { FindNextPage, Pages } from "../operation.js";
import { readPointer } from "./pointer.js";

/**
 * Whether a list that is counted ends with this page. The body says whether there are more, or how many pages or items
 * there are (at `cursor`), of which `seen` came; if neither, a page that is empty or not full is the last.
 */
export function isLastPage(
  { items, body }: Parameters<FindNextPage>[0],
  pages: Pages,
  { params, seen }: { readonly params: Parameters<FindNextPage>[1]; readonly seen: number },
): boolean {
  const { more, cursor, size, sizeMax = -Infinity, sizeDefault } = pages;
  if (items.length === 0) return true;
  if (more !== undefined) return !readPointer(body, more);
  const count = cursor === undefined ? undefined : readPointer(body, cursor);
  // An int64 may be a bigint, or its digits.
  if (typeof count !== "object" && Number(count) >= 0) return seen >= Number(count);
  // A server may silently give less than it is asked for, unless the contract promises such a size.
  const asked = (size && params[size]) ?? sizeDefault;
  return (Number(asked) <= sizeMax || asked === sizeDefault) && items.length < Number(asked);
}
