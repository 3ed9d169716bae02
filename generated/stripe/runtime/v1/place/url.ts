// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Parameter, PlacedParams } from "../operation.js";
import { namedScalar } from "../styles/scalar.js";
import { joinQuery } from "../url.js";
import { placePath, type Places, write } from "./path.js";

/** Takes the parameters of path and query from `rest`. */
export function placeUrl(operation: Places, rest: Map<string, unknown>, baseUrl: string): PlacedParams {
  const { url, headers } = placePath(operation, rest, baseUrl);
  const pairs: (string | undefined)[] = [];
  for (const member of rest) {
    const parameter = findParameter(operation, member[0]);
    if (parameter?.in !== "query") continue;
    rest.delete(member[0]);
    pairs.push(write(namedScalar, member, parameter));
  }
  // The path may bring a query of its own.
  return { url: joinQuery(url, pairs), headers };
}

/** Where a member goes; `undefined` where it belongs to the body. */
function findParameter({ params, body }: Places, name: string): Parameter | undefined {
  if (params && Object.hasOwn(params, name)) return params[name];
  return body?.from === "flat" || (body && name === "body") ? undefined : { in: "query" };
}
