// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Connection } from "../connection.js";
import { DecodeError } from "../errors.js";
import type { Operation } from "../operation.js";
import { prepareRequest } from "../prepare.js";
import type { Reply } from "../reply.js";
import { sendInTime, toApiError } from "../send.js";
import { checkParams, checkReply } from "../validate.js";
import { GraphQLRequestError } from "./errors.js";
import type { GraphqlAnswer, GraphqlMessage, Wire } from "./exchange.js";
import type { GraphqlOperation, GraphqlDescription, GraphqlRequestOptions, GraphqlSettings } from "./operation.js";

/** A reply with what a GraphQL server says beside the data. */
export interface GraphqlReply<Data = unknown> extends Reply<Data>, Omit<GraphqlAnswer, "data"> {}

/** A call on its way. */
export interface Sending {
  readonly connection: Connection;
  readonly operation: GraphqlOperation & Operation;
  readonly options: GraphqlRequestOptions;
  readonly settings: GraphqlSettings;
}

/** How every GraphQL operation travels; what it does, not its method, decides whether it may be repeated. */
function toHttp(operation: GraphqlOperation): Sending["operation"] {
  const accept = "application/graphql-response+json, application/json";
  const base = { method: "POST", path: "", accept, ...operation };
  return /^query\b/.test(operation.id) ? { ...base, safe: true } : base;
}

/** Sends a GraphQL operation through the whole pipeline; throws as the error policy has it. */
export async function sendGraphql(
  connection: Connection,
  operation: GraphqlOperation,
  { variables, options }: { readonly variables: object; readonly options: GraphqlRequestOptions },
): Promise<GraphqlReply> {
  const sending = beginSending(connection, operation, { variables, options });
  return readReply(sending, await askServer(sending, variables));
}

/** Checks what is given, before anything is sent. */
export function beginSending(
  connection: Connection,
  given: GraphqlOperation,
  { variables, options }: { readonly variables: object; readonly options: GraphqlRequestOptions },
): Sending {
  const operation = toHttp(given);
  const settings = { ...connection.options, ...definedOf(options) };
  const sending = { connection, operation, options, settings };
  checkParams(sending, variables);
  return sending;
}

/** What the server says to an operation, as it came. */
export function askServer(sending: Sending, variables: object): Promise<Reply> {
  return converse(sending, toMessage(sending, variables));
}

/** Takes data and errors out of what came, as the error policy has it. */
export async function readReply(sending: Sending, reply: Reply): Promise<GraphqlReply> {
  const answer = await readAnswer(sending, reply);
  const { extensions } = answer;
  const data = decodeData(sending, { ...reply, data: answer.data });
  if (answer.errors) refuse(sending, { reply, answer: { ...answer, data } });
  const errors = sending.settings.errorPolicy === "ignore" ? undefined : answer.errors;
  if (!answer.errors) await checkReply(sending, { ...reply, data });
  return { ...reply, data, ...(errors && { errors }), ...(extensions && { extensions }) };
}

/** The data with what JSON has no types for. */
export function decodeData(sending: Sending, reply: Reply): unknown {
  const { decode } = sending.operation;
  return decode ? decode(sending, reply) : reply.data;
}

/** What a call leaves open is as the client has it. */
function definedOf({ errorPolicy, persisted, get }: GraphqlSettings): GraphqlSettings {
  return { ...(errorPolicy && { errorPolicy }), ...(persisted && { persisted }), ...(get !== undefined && { get }) };
}

/** What is asked of the server. */
export function toMessage(
  { operation: { id, document, encode }, options: { extra } }: Sending,
  given: object,
): GraphqlMessage {
  const variables = encode ? (encode({ issues: [] }, given) as object) : given;
  // What a selection makes has no name.
  const [, operationName] = id.split(" ");
  return {
    query: document,
    ...(operationName && { operationName }),
    ...(Object.keys(variables).length > 0 && { variables }),
    ...extra?.body,
  };
}

/** Sends the message; where the server keeps documents, only their hash, and the document when it does not know it. */
async function converse(sending: Sending, message: GraphqlMessage): Promise<Reply> {
  const { connection, operation, settings } = sending;
  const { persisted = "off", get = false } = settings;
  const exchange = operation.exchange ?? (connection.client as GraphqlDescription).exchange;
  const say = (own: GraphqlMessage, asGet: boolean): Promise<Reply> => exchange(own, openWire(sending, asGet));
  const mayGet = get && operation.safe === true;
  if (persisted === "off" || !operation.sha256) return say(message, mayGet);
  const { query, ...rest } = message;
  const extensions = { ...message.extensions, persistedQuery: { version: 1, sha256Hash: operation.sha256 } };
  const reply = await say({ ...rest, extensions }, mayGet);
  const isUnknown = persisted === "auto" && isPersistedQueryMissing(reply.data as GraphqlAnswer | undefined);
  return isUnknown ? say({ ...message, extensions }, false) : reply;
}

function isPersistedQueryMissing(answer: GraphqlAnswer | undefined): boolean {
  const errors = Array.isArray(answer?.errors) ? answer.errors : [];
  return errors.some(
    ({ message, extensions }) =>
      message === "PersistedQueryNotFound" || extensions?.["code"] === "PERSISTED_QUERY_NOT_FOUND",
  );
}

/** The way to the server: deadline, retry, layers and all. */
function openWire({ connection, operation, options }: Sending, get: boolean): Wire {
  const sent: Operation = get ? { ...operation, method: "GET" } : operation;
  return {
    url: connection.baseUrl,
    get,
    post: ({ url, body }) => {
      const content = typeof body === "string" ? { content: body, type: "application/json", replayable: true } : body;
      const { extra, ...rest } = options;
      // Servers that fear requests from strange pages take what a form could send only with a header of this kind.
      const headers =
        typeof body === "string" ? rest.headers : { "graphql-require-preflight": "true", ...rest.headers };
      const own = { ...rest, headers, ...(extra && { extra: { query: extra.query, headers: extra.headers } }) };
      const parts = { url: url ?? connection.baseUrl, headers: {}, body: content };
      return sendInTime(prepareRequest({ connection, operation: sent, options: own }, () => parts));
    },
  };
}

async function readAnswer({ connection, operation }: Sending, reply: Reply): Promise<GraphqlAnswer> {
  const { data, response, attempts } = reply;
  const isAnswer =
    typeof data === "object" && data !== null && ("data" in data || Array.isArray((data as GraphqlAnswer).errors));
  if (!response.ok && !(isAnswer && "errors" in data)) throw await toApiError({ connection, operation }, reply);
  if (isAnswer) return data;
  const place = { connection, operation, attempt: attempts };
  throw new DecodeError(place, "the body is no GraphQL answer", { response });
}

/** Throws, unless the policy takes what there is of the data. */
function refuse(
  { connection, operation, settings: { errorPolicy = "none" } }: Sending,
  { reply, answer }: { readonly reply: Reply; readonly answer: GraphqlAnswer },
): void {
  const { data, errors = [], extensions } = answer;
  const isUsable = data !== undefined && data !== null && reply.response.ok;
  if (errorPolicy !== "none" && isUsable) return;
  const place = { connection, operation, attempt: reply.attempts };
  throw new GraphQLRequestError(place, reply.response, { errors, data, extensions });
}
