// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { CallRequest } from "../layers.js";
import type { AnyOperation, ReadBody } from "../operation.js";
import { readBody } from "../read.js";
import { BinaryBody } from "./bytes.js";

/** Media types whose bodies come item by item and may never end. */
const streamed = /^(text\/event-stream|application\/(json-seq|jsonl|x-jsonlines|(x-)?ndjson))\b/i;

/** Reads a body as JSON; where the server answers with a stream, leaves it unread. */
export const jsonOrStream: ReadBody = /* @__PURE__ */ Object.assign(
  async (response: Response, operation: AnyOperation, request?: CallRequest): Promise<unknown> =>
    isStream(response)
      ? new BinaryBody(response, request)
      : readBody(response, { ...operation, accept: "application/json" }),
  { streams: isStream },
);

function isStream({ headers }: Response): boolean {
  return streamed.test(headers.get("content-type") ?? "");
}
