import type { FindNextPage } from "../operation.js";
import { readPointer } from "./pointer.js";

/** The body holds the next page's URL, whole or relative. */
export const nextUrl: FindNextPage = ({ body }, _, pages) => {
  const url = readPointer(body, pages.cursor ?? "");
  return typeof url === "string" && url ? { url } : undefined;
};
