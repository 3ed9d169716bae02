// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Connection, RequestOptions } from "./connection.js";
import { ApiError } from "./errors.js";
import type { CallRequest, Intent } from "./layers.js";
import type { AnyOperation } from "./operation.js";
import { makePartsOf } from "./params.js";
import { type MakeParts, prepareRequest } from "./prepare.js";
import type { Reply } from "./reply.js";
import { readRetryAfter } from "./retry-after.js";
import { pickByStatus } from "./status.js";
import { withLimit } from "./timing.js";
import { checkParams, checkReply } from "./validate.js";

/**
 * Sends an operation through the whole pipeline; throws an `ApiError` for every answer that is no success. With a `url`
 * it goes there, whatever its params say.
 */
export async function send(
  connection: Connection,
  operation: AnyOperation,
  params: object,
  options: RequestOptions = {},
  url?: string,
): Promise<Reply> {
  const intent = { connection, operation, options };
  checkParams(intent, params);
  const makeParts = makePartsOf(intent, params);
  return sendParts(intent, url === undefined ? makeParts : (baseUrl) => ({ ...makeParts(baseUrl), url }));
}

/** Sends what is made already, through the whole pipeline but for the check of params. */
export async function sendParts(intent: Intent, makeParts: MakeParts): Promise<Reply> {
  const reply = await sendInTime(prepareRequest(intent, makeParts));
  const error = reply.response.ok ? undefined : await toApiError(intent, reply);
  await checkReply(intent, reply, error);
  if (error) throw error;
  return reply;
}

/** Sends within the deadline, where there is one. */
export function sendInTime(request: CallRequest): Promise<Reply> {
  const { connection, deadline } = request;
  if (deadline === Infinity) return connection.send(request);
  return withLimit(request, "deadline", async (signal) => connection.send({ ...request, signal }));
}

/** The error that an answer without success is; nothing but a status and a body where what reads more cannot be loaded. */
export async function toApiError(intent: Omit<Intent, "options">, reply: Reply): Promise<ApiError> {
  const { response, data: body, attempts: attempt } = reply;
  const facts = await import("./error-facts.js").then(
    ({ readErrorFacts }) => readErrorFacts(intent, reply, pickByStatus),
    () => ({ conforms: false }),
  );
  return new ApiError({ ...intent, attempt }, response, { body, retryAfter: readRetryAfter(response), ...facts });
}
