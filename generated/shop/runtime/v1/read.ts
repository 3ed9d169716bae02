// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** Reads a body by its content type; as JSON, whatever it says, where only JSON was asked for. */
export async function readBody(response: Response, accept = "application/json"): Promise<unknown> {
  const text = await response.text();
  const wantsJson = isJson(accept) && !accept.includes(",");
  return wantsJson || isJson(response.headers.get("content-type")) ? parseJson(text) : text;
}

/** Reads what came with an error status: its status says more than a complaint about its body. */
export function parseErrorBody(text: string, type: string | null): unknown {
  if (!isJson(type) && !/^\s*[[{]/.test(text)) return text || undefined;
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

/** Parses JSON; an empty text is `undefined`. Throws a `SyntaxError` whose cause is the text. */
export function parseJson(text: string): unknown {
  if (!text) return undefined;
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    // The engine's own message repeats parts of the text.
    throw new SyntaxError("the body is not JSON", { cause: text });
  }
}

function isJson(type: string | null): boolean {
  return /^[^;,]*[/+]json\s*(;|,|$)/i.test(type ?? "");
}
