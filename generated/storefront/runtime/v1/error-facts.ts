// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Intent } from "./layers.js";
import { fits } from "./outline.js";
import type { Reply } from "./reply.js";
import type { pickByStatus } from "./status.js";

// Loaded with the first error answer, which is why it imports nothing that others import: bundlers would cut that out.

/** What an error answer says beside its status and its body. */
export interface ErrorFacts {
  /** What it says to people. */
  readonly message?: string | undefined;
  /** What the server calls this exchange. */
  readonly requestId?: string | undefined;
  /** False where the body is not even of the kind that the contract declares: a proxy's page, say. */
  readonly conforms: boolean;
}

/** Reads an error answer; where the client says how the bodies of such look, it should look so. */
export function readErrorFacts(
  { connection, operation }: Omit<Intent, "options">,
  { response, data }: Reply,
  pick: typeof pickByStatus,
): ErrorFacts {
  const isDeclaredEmpty = data === undefined && pick(operation.replies, response.status) === "";
  const outlines = isDeclaredEmpty ? [] : (pick(connection.client.errors ?? {}, response.status) ?? []);
  const conforms = outlines.length === 0 || outlines.some((outline) => fits(data, outline));
  return { message: findMessage(data), requestId: findRequestId(response.headers), conforms };
}

const idHeaders = [
  "x-request-id",
  "request-id",
  "x-amzn-requestid",
  "x-amz-request-id",
  "x-github-request-id",
  "x-ms-request-id",
  "x-correlation-id",
  "x-trace-id",
  "cf-ray",
];

/** The server's own name for the exchange. */
function findRequestId(headers: Headers): string | undefined {
  const name = idHeaders.find((header) => headers.has(header));
  return name && (headers.get(name) ?? undefined);
}

interface Members {
  readonly [key: string]: unknown;
}

/** What an error body says to people, in the places where APIs put it. */
function findMessage(body: unknown, depth = 3): string | undefined {
  if (typeof body === "string") return /^\s*</.test(body) ? undefined : shorten(body);
  if (typeof body !== "object" || body === null || depth === 0) return undefined;
  // Some write their names in upper case, .NET's and those in XML among them.
  const members = Object.entries(body).map(([key, value]) => [key.toLowerCase(), value]);
  const { message, error_description, error, detail, title, errors } = Object.fromEntries(members) as Members;
  const found = [message, error_description, error, detail, title, Array.isArray(errors) ? errors[0] : undefined];
  for (const candidate of found) {
    const text = findMessage(candidate, depth - 1);
    if (text) return text;
  }
  return undefined;
}

function shorten(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 300 ? `${line.slice(0, 300)}...` : line;
}
