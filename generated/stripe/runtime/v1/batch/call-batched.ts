// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import { Call } from "../call.js";
import type { Connection, RequestOptions } from "../connection.js";
import type { CallRequest } from "../layers.js";
import type { Operation } from "../operation.js";
import { toPlace } from "../place.js";
import { type Given, prepareRequest } from "../prepare.js";
import type { Reply } from "../reply.js";
import { send } from "../send.js";
import { writeJson } from "../styles/text.js";
import { withLimit } from "../timing.js";
import { checkParams } from "../validate.js";
import { copyReply, tellCredentials } from "./sharing.js";
import { type Ask, loadItems } from "./load-items.js";
import { type AskBatched, batch } from "./window.js";

/** Starts a call that one request of a list operation may answer together with others of its kind. */
export function callBatched<Data, Errors>(
  connection: Connection,
  operation: Operation,
  params: object,
  options: RequestOptions = {},
): Call<Data, Errors> {
  return new Call<Data, Errors>(sendBatched(connection, operation, { params, options }) as Promise<Reply<Data>>);
}

async function sendBatched(connection: Connection, operation: Operation, given: Given): Promise<Reply> {
  const { params, options } = given;
  const request = prepareIfAlike(connection, operation, given);
  if (!request) return send(connection, operation, params, options);
  checkParams(connection, operation, given);
  const { signal, ...others } = options;
  const { [operation.target ?? ""]: id, ...rest } = params as Ask["params"];
  const group = writeJson([rest, others, await tellCredentials(connection, request)]);
  const limit = { signal, option: "deadline" as const, ms: request.deadline, outlives: false };
  return withLimit(toPlace(connection, request), limit, (inner) =>
    findAsker(connection, operation)({ id, params: rest, options: others, group }, inner),
  );
}

/** The request as it would be alone; `undefined` where it cannot be sent, or asks for what the list cannot give. */
function prepareIfAlike(connection: Connection, operation: Operation, given: Given): CallRequest | undefined {
  const { target = "", batch: rules } = operation;
  const { params, options } = given;
  const { signal, extra, ...others } = options;
  const id = (params as Ask["params"])[target];
  const isAlike =
    (options.batch ?? connection.options.batch ?? true) &&
    !extra &&
    // Functions that hear of one call would hear of others.
    Object.values(others).every((option) => typeof option !== "function") &&
    Object.keys(params).every((name) => name === target || rules?.shared?.includes(name)) &&
    (rules?.separator === undefined || !String(id).includes(rules.separator));
  if (!isAlike) return undefined;
  try {
    return prepareRequest(connection, operation, given);
  } catch {
    // Sent alone, it fails with the reason.
    return undefined;
  }
}

const askers = new WeakMap<Connection, Map<Operation, AskBatched<Ask, Reply>>>();

/** The windows of an operation, the client's own. */
function findAsker(connection: Connection, operation: Operation): AskBatched<Ask, Reply> {
  const own = askers.get(connection) ?? new Map<Operation, AskBatched<Ask, Reply>>();
  const asker = own.get(operation) ?? makeAsker(connection, operation);
  askers.set(connection, own.set(operation, asker));
  return asker;
}

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
