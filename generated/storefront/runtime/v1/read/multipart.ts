// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { AnyOperation, ReadBody } from "../operation.js";
import { parseJson, readBody } from "../read.js";

/** Reads a body of several parts (`multipart/mixed`) as the JSON values that they hold, each as it comes; any other body as it is. */
export const jsonParts: ReadBody = /* @__PURE__ */ Object.assign(
  async (response: Response, operation: AnyOperation): Promise<unknown> =>
    isMultipart(response) ? readParts(response) : readBody(response, operation),
  { streams: isMultipart },
);

function isMultipart({ headers }: Response): boolean {
  return /^multipart\/mixed\b/i.test(headers.get("content-type") ?? "");
}

/** A part is complete where the next boundary begins; JSON holds no line of its own that could look like one. */
async function* readParts(response: Response): AsyncGenerator<unknown, void, undefined> {
  const type = response.headers.get("content-type") ?? "";
  const [, quoted, plain = "-"] = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type) ?? [];
  const boundary = `\r\n--${quoted ?? plain}`;
  // The first boundary may stand at the very beginning.
  let text = "\r\n";
  let isInside = false;
  for await (const chunk of readTexts(response)) {
    const parts = (text + chunk).split(boundary);
    text = parts.pop() ?? "";
    for (const part of parts) {
      if (isInside) yield parseJson(part.slice(part.indexOf("\r\n\r\n") + 4));
      isInside = true;
    }
    if (isInside && text.startsWith("--")) return;
  }
  throw new Error("the stream ended before its last part");
}

async function* readTexts({ body }: Response): AsyncGenerator<string, void, undefined> {
  const reader = (body ?? new Blob([]).stream()).getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}
