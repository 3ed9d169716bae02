// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { FindNextPage } from "../operation.js";
import { readPointer } from "./pointer.js";

/** A token in the body asks for the next page; without one there is none, unless the body says that there is more: that leads nowhere. */
export const cursor: FindNextPage = ({ body }, _, pages) => {
  const token = readPointer(body, pages.cursor ?? "") || undefined;
  const isOver = pages.more === undefined ? !token : !readPointer(body, pages.more);
  return isOver ? undefined : { params: { [pages.param ?? "cursor"]: token } };
};
