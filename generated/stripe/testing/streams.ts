// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Members } from "./operation-case.js";

/** A stream as a server sends it: its items one after the other, as the readers of its media type expect them. */
export function writeStream(items: readonly unknown[], mediaType: string): string {
  const write = /^text\/event-stream\b/i.test(mediaType)
    ? writeEvent
    : /[/+]json-seq\b/i.test(mediaType)
      ? writeRecord
      : writeLine;
  return items.map(write).join("");
}

/** JSON lines. */
function writeLine(item: unknown): string {
  return `${JSON.stringify(item)}\n`;
}

/** RFC 7464. */
function writeRecord(item: unknown): string {
  return `\u001e${JSON.stringify(item)}\n`;
}

/** A server-sent event: its fields where the item has them, else one whose data is the item. */
function writeEvent(item: unknown): string {
  const { event, id, retry, data } = isEvent(item) ? item : ({ data: item } as Members);
  const fields = Object.entries({ event, id, retry }).filter(([, value]) => value !== undefined);
  const text = typeof data === "string" ? data : JSON.stringify(data);
  const rows = text.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`);
  return `${fields.map(([name, value]) => `${name}: ${String(value)}\n`).join("")}${rows.join("")}\n`;
}

const FIELDS: ReadonlySet<string> = new Set(["data", "event", "id", "retry"]);

function isEvent(item: unknown): item is Members {
  const keys = typeof item === "object" && item !== null && !Array.isArray(item) ? Object.keys(item) : [];
  return keys.includes("data") && keys.every((key) => FIELDS.has(key));
}
