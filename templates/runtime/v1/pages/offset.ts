import type { FindNextPage } from "../operation.js";
import { readPointer } from "./pointer.js";

/**
 * Items are counted. The body says that there are more, or how many items there are (at `cursor`);
 * if neither, a page that is not full is the last.
 */
export const offset: FindNextPage = ({ items, body }, params, { param = "offset", first = 0, size, cursor, more }) => {
  const next = Number(params[param] ?? first) + items.length;
  const count = cursor === undefined ? undefined : readPointer(body, cursor);
  let isOver = items.length < Number(size && params[size]);
  if (more !== undefined) isOver = !readPointer(body, more);
  else if (typeof count === "number") isOver = next >= first + count;
  return isOver || items.length === 0 ? undefined : { params: { [param]: next } };
};
