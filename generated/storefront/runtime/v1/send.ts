// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Connection, RequestOptions } from "./connection.js";
import { ApiError, ValidationError } from "./errors.js";
import type { CallRequest } from "./layers.js";
import type { AnyOperation } from "./operation.js";
import { fits } from "./outline.js";
import { toPlace } from "./place.js";
import { type Given, type Override, prepareRequest } from "./prepare.js";
import type { Reply } from "./reply.js";
import { readRetryAfter } from "./retry-after.js";
import { pickByStatus } from "./status.js";
import { withLimit } from "./timing.js";
import { Unsendable } from "./unsendable.js";
import { checkParams, checkReply } from "./validate.js";

/** Sends an operation through the whole pipeline; throws an `ApiError` for every answer that is no success. */
export async function send(
  connection: Connection,
  operation: AnyOperation,
  params: object,
  options: RequestOptions = {},
  override?: () => Override,
): Promise<Reply> {
  checkParams(connection, operation, { params, options });
  const request = prepareOrRefuse(connection, operation, { params, options, override });
  const reply = await sendInTime(connection, request);
  const error = reply.response.ok ? undefined : toApiError(connection, request, reply);
  await checkReply(connection, request, { reply, error });
  if (error) throw error;
  return reply;
}

/** What the caller gave and cannot be sent fails the call like what breaks the contract. */
export function prepareOrRefuse(connection: Connection, operation: AnyOperation, given: Given): CallRequest {
  try {
    return prepareRequest(connection, operation, given);
  } catch (error) {
    if (!(error instanceof Unsendable)) throw error;
    const { pointer, message } = error;
    const place = toPlace(connection, { operation, attempt: 0 });
    throw new ValidationError(place, [{ pointer, message }], { cause: error });
  }
}

/** Sends within the deadline, where there is one. */
export function sendInTime(connection: Connection, request: CallRequest): Promise<Reply> {
  const { signal, deadline: ms, operation } = request;
  if (ms === Infinity) return connection.send(request);
  const limit = { signal, option: "deadline" as const, ms, outlives: operation.read?.streams !== undefined };
  return withLimit(toPlace(connection, request), limit, (inner) => connection.send({ ...request, signal: inner }));
}

/** The error that an answer without success is. */
export function toApiError(
  connection: Connection,
  { operation }: Pick<CallRequest, "operation">,
  reply: Reply,
): ApiError {
  const { response, data: body, attempts } = reply;
  const place = toPlace(connection, { operation, attempt: attempts });
  const conforms = isAsDeclared(connection, operation, reply);
  return new ApiError(place, response, { body, conforms, retryAfter: readRetryAfter(response) });
}

/** Where nothing is declared of a body every body will do; none at all, where that is what the operation declares. */
function isAsDeclared({ client }: Connection, { replies }: AnyOperation, { response, data }: Reply): boolean {
  const { status } = response;
  const outlines = pickByStatus(client.errors ?? {}, status) ?? [];
  if (outlines.length === 0 || (data === undefined && pickByStatus(replies, status) === "")) return true;
  return outlines.some((outline) => fits(data, outline));
}
