// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { AnyOperation } from "./operation.js";

/** Reads a body by its content type; as JSON, whatever it says, where only JSON was asked for. */
export async function readBody(response: Response, operation: AnyOperation): Promise<unknown> {
  const { accept = "application/json", parse = parseJson } = operation;
  const text = await readText(response);
  const wantsJson = isJson(accept) && !accept.includes(",");
  return wantsJson || isJson(response.headers.get("content-type")) ? parse(text, response.status, operation) : text;
}

/** Reads a body as text, in the charset that it is said to have. */
export async function readText(response: Response): Promise<string> {
  const [, charset] = /charset="?([^\s;"]+)/i.exec(response.headers.get("content-type") ?? "") ?? [];
  if (!charset || /^utf-?8$/i.test(charset)) return response.text();
  const bytes = await response.arrayBuffer();
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // Nobody knows this charset.
    return new TextDecoder().decode(bytes);
  }
}

/** Reads what came with an error status: its status says more than a complaint about its body. */
export function parseErrorBody(text: string, { status, headers }: Response, operation: AnyOperation): unknown {
  if (!isJson(headers.get("content-type")) && !/^\s*[[{<]/.test(text)) return text || undefined;
  try {
    return (operation.parse ?? parseJson)(text, status, operation);
  } catch {
    return text;
  }
}

/** Parses JSON; an empty text is `undefined`. Throws a `SyntaxError` whose cause has the text. */
export function parseJson(text: string): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // The engine's own message repeats parts of the text.
    throw new SyntaxError("the body is not JSON", { cause: { text } });
  }
}

/** True for the media types of JSON. */
export function isJson(type: string | null): boolean {
  return /^[^;,]*[/+]json\s*(;|,|$)/i.test(type ?? "");
}
