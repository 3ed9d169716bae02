import type { FindNextPage } from "../operation.js";
import { isLastPage } from "./counted.js";

/** Pages are counted. */
export const pageNumber: FindNextPage = (page, params, pages) => {
  const { param = "page", first = 1 } = pages;
  const next = Number(params[param] ?? first) + 1;
  return isLastPage(page, pages, { params, seen: next - first }) ? undefined : { params: { [param]: next } };
};
