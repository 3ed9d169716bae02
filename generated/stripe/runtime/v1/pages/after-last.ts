// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { FindNextPage } from "../operation.js";
import { readPointer } from "./pointer.js";

/**
 * The last item's id asks for what follows it, Stripe's `starting_after`. A list that the caller walks backwards, with
 * `ending_before`, goes on before its first item.
 */
export const afterLast: FindNextPage = ({ items, body }, params, { param = "after", before, key = "id", more }) => {
  const isBackward = before !== undefined && (params[before] ?? undefined) !== undefined;
  const edge = (items.at(isBackward ? 0 : -1) as { readonly [key: string]: unknown } | undefined)?.[key];
  const isOver = edge === undefined || edge === null || (more !== undefined && !readPointer(body, more));
  return isOver ? undefined : { params: { [isBackward ? before : param]: edge } };
};
