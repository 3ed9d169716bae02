import type { FindNextPage } from "../operation.js";
import { isLastPage } from "./counted.js";

/** Items are counted: the next page begins behind the last item of this one. */
export const offset: FindNextPage = (page, params, pages) => {
  const { param = "offset", first = 0 } = pages;
  const next = Number(params[param] ?? first) + page.items.length;
  return isLastPage(page, pages, { params, seen: next - first }) ? undefined : { params: { [param]: next } };
};
