// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { Call } from "../call.js";
import type { Connection, RequestOptions } from "../connection.js";
import type { CallRequest, Intent } from "../layers.js";
import type { Operation } from "../operation.js";
import { makePartsOf } from "../params.js";
import { prepareRequest } from "../prepare.js";
import type { Reply } from "../reply.js";
import { send } from "../send.js";
import { writeJson } from "../styles/text.js";
import { withLimit } from "../timing.js";
import { checkParams } from "../validate.js";
import { copyReply, keepPerClient, mayShare, tellCredentials } from "./sharing.js";
import { type Ask, loadItems } from "./load-items.js";
import { type AskBatched, batch } from "./window.js";

/** Starts a call that one request of a list operation may answer together with others of its kind. */
export function callBatched<Data, Errors>(
  connection: Connection,
  operation: Operation,
  params: object,
  options: RequestOptions = {},
): Call<Data, Errors> {
  return new Call<Data, Errors>(sendBatched({ connection, operation, options }, params) as Promise<Reply<Data>>);
}

async function sendBatched(intent: Intent, params: object): Promise<Reply> {
  const { connection, operation, options } = intent;
  const request = prepareIfAlike(intent, params);
  if (!request) return send(connection, operation, params, options);
  checkParams(intent, params);
  const { signal, ...others } = options;
  const { [operation.target ?? ""]: id, ...rest } = params as Ask["params"];
  return withLimit(request, "deadline", async (inner) => {
    const group = writeJson([rest, others, await tellCredentials({ ...request, signal: inner })]);
    return findAsker(connection, operation)({ id, params: rest, options: others, group }, inner);
  });
}

/** The request as it would be alone; `undefined` where it cannot be sent, or asks for what the list cannot give. */
function prepareIfAlike(intent: Intent, params: object): CallRequest | undefined {
  const { target = "", batch: rules } = intent.operation;
  const id = (params as Ask["params"])[target];
  const isAlike =
    mayShare(intent) &&
    Object.keys(params).every((name) => name === target || rules?.shared?.includes(name)) &&
    (rules?.separator === undefined || !String(id).includes(rules.separator));
  if (!isAlike) return undefined;
  try {
    return prepareRequest(intent, makePartsOf(intent, params));
  } catch {
    // Sent alone, it fails with the reason.
    return undefined;
  }
}

/** The windows of an operation, the client's own. */
const findAsker = /* @__PURE__ */ keepPerClient(makeAsker);

function makeAsker(connection: Connection, operation: Operation): AskBatched<Ask, Reply> {
  const { target = "", batch: { max = 1, wait } = {} } = operation;
  return batch({
    max,
    wait,
    groupOf: ({ group }) => group,
    keyOf: ({ id }) => String(id),
    copy: copyReply,
    load: (asks, signal) => loadItems(connection, operation, { asks, signal }),
    loadOne: ({ id, params, options }, signal) =>
      send(connection, operation, { ...params, [target]: id }, { ...options, signal }),
  });
}
