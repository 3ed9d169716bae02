// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

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
export function findRequestId(headers: Headers): string | undefined {
  const name = idHeaders.find((header) => headers.has(header));
  return name && (headers.get(name) ?? undefined);
}

/** What an error body says to people, in the places where APIs put it. */
export function findMessage(body: unknown, depth = 3): string | undefined {
  if (typeof body === "string") return /^\s*</.test(body) ? undefined : shorten(body);
  if (typeof body !== "object" || body === null || depth === 0) return undefined;
  const { message, error_description, error, detail, title, errors } = body as { [key: string]: unknown };
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
