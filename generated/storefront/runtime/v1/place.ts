// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Connection } from "./connection.js";
import type { Place } from "./errors.js";
import type { AnyOperation } from "./operation.js";

/** `METHOD /path`, as the contract knows an operation. */
export function toId({ id, method, path }: AnyOperation): string {
  return id ?? `${method} ${path}`;
}

/** Where a call stands, for its errors. */
export function toPlace(
  { client }: Connection,
  at: { readonly operation: AnyOperation; readonly attempt: number },
): Place {
  return { client: client.name, operation: toId(at.operation), call: at.operation.call, attempts: at.attempt };
}
