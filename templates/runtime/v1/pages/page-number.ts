import type { FindNextPage } from "../operation.js";
import { readPointer } from "./pointer.js";

/**
 * Pages are counted. The body says that there are more, or how many pages there are (at `cursor`);
 * if neither, a page that is not full is the last.
 */
export const pageNumber: FindNextPage = (
  { items, body },
  params,
  { param = "page", first = 1, size, cursor, more },
) => {
  const next = Number(params[param] ?? first) + 1;
  const count = cursor === undefined ? undefined : readPointer(body, cursor);
  let isOver = items.length < Number(size && params[size]);
  if (more !== undefined) isOver = !readPointer(body, more);
  else if (typeof count === "number") isOver = next >= first + count;
  return isOver || items.length === 0 ? undefined : { params: { [param]: next } };
};
