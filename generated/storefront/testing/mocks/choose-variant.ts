// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { isSuccess } from "../answers.js";
import type { OperationCase } from "../operation-case.js";
import type { SentRequest } from "../wire.js";

/** Of the operations that share a method and a path, the one whose media types a request speaks and asks for. */
export function chooseVariant(
  request: SentRequest,
  operation: OperationCase,
  cases: readonly OperationCase[],
): OperationCase {
  const { method, path } = operation;
  const variants = cases.filter((each) => each.method === method && each.path === path);
  return variants.find((each) => speaks(request, each)) ?? operation;
}

function speaks({ headers }: SentRequest, { body, replies }: OperationCase): boolean {
  const sent = essence(headers.get("content-type") ?? "");
  const accept = (headers.get("accept") ?? "*/*").split(",").map(essence);
  const given = replies.find(isSuccess)?.mediaType;
  const isAsked = given === undefined || accept.includes("*/*") || accept.includes(essence(given));
  return isAsked && (body === undefined || sent === "" || sent === essence(body.mediaType));
}

function essence(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}
