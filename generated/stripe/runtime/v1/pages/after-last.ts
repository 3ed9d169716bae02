// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { FindNextPage } from "../operation.js";
import { readPointer } from "./pointer.js";

/** The last item's id asks for what follows it: Stripe's `starting_after`. */
export const afterLast: FindNextPage = ({ items, body }, _, { param = "after", key = "id", more }) => {
  const last = (items.at(-1) as { readonly [key: string]: unknown } | undefined)?.[key];
  const isOver = last === undefined || last === null || (more !== undefined && !readPointer(body, more));
  return isOver ? undefined : { params: { [param]: last } };
};
