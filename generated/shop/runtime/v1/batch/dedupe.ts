// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { CallRequest, Layer } from "../layers.js";
import type { Reply } from "../reply.js";
import { writeJson } from "../styles/text.js";
import { copyReply, joinOthers, listTerms } from "./sharing.js";
import { type Crowd, gatherCrowd } from "./crowd.js";

/** Which calls share their requests. */
export interface DedupeOptions {
  /** Only calls that say `dedupe: true`; without it all that do not say `dedupe: false`. */
  readonly asked?: boolean | undefined;
}

/**
 * A layer in which equal GETs, and equal GraphQL queries, that are under way at the same time are one request. Each caller gets data of its own and
 * may give up without harm to the others. Whatever may change something on the server ends the sharing: who asks after
 * it does not get an answer from before.
 */
export function dedupe({ asked = false }: DedupeOptions = {}): Layer {
  return (next) => {
    const shared = new Map<string, Crowd<Reply>>();
    const sendShared = (key: string, request: CallRequest): Crowd<Reply> => {
      const crowd = gatherCrowd(copyReply);
      const forget = (): unknown => shared.get(key) === crowd && shared.delete(key);
      crowd.signal.addEventListener("abort", forget);
      shared.set(key, crowd);
      crowd.settle(next({ ...request, signal: crowd.signal }).finally(forget));
      return crowd;
    };
    return (request) => {
      const { options } = request;
      if (!isSafe(request)) {
        shared.clear();
        return next(request).finally(() => shared.clear());
      }
      if (!(options.dedupe ?? !asked) || !isShareable(request)) return next(request);
      return joinOthers(request, (credentials, inner) => {
        const key = describeRequest(request, credentials);
        return (shared.get(key) ?? sendShared(key, request)).join(inner);
      });
    };
  };
}

/** Whether it surely changes nothing. */
function isSafe({ method, operation }: CallRequest): boolean {
  return operation.safe === true || /^(GET|HEAD|OPTIONS|QUERY)$/.test(method);
}

/** Streams can be read but once, and so can be sent. */
function isShareable({ method, operation, body }: CallRequest): boolean {
  const isQuery = operation.safe === true && typeof body?.content === "string";
  return (isQuery || (method === "GET" && !body)) && !operation.read?.streams;
}

/** Everything by which two requests could differ, or their answers, or how long they may take. */
function describeRequest(request: CallRequest, credentials: string): string {
  return writeJson([request.operation.call, request.body?.content, ...listTerms(request, credentials)]);
}
