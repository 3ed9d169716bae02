// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

import type { Parameter } from "../operation.js";

/** Turns a scalar into the text that goes on the wire; what a style cannot nest is written as JSON. */
export function writeText(value: unknown): string {
  return typeof value === "object" ? writeJson(value) : writeScalar(value);
}

/** Turns a scalar into the text that goes on the wire. */
export function writeScalar(value: unknown): string {
  if (Number.isFinite(value) || /^(string|boolean|bigint)$/.test(typeof value)) return String(value);
  throw new TypeError(`${String(value)} cannot be sent`);
}

/** Writes JSON in which a bigint is a number with all its digits. */
export function writeJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Digits leave the replacer as a string that no other string can equal, and lose their quotes afterwards.
    const mark = crypto.randomUUID();
    const text = JSON.stringify(value, (_, member) => (typeof member === "bigint" ? mark + member : member));
    return text.replace(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1");
  }
}

/** The value as it is sent: dates, URLs and whatever else knows its own JSON as that. */
export function simplify(value: unknown): unknown {
  if (typeof (value as { toJSON?: unknown } | null | undefined)?.toJSON !== "function") return value;
  const simple: unknown = (value as { toJSON(): unknown }).toJSON();
  if (simple === null) throw new TypeError(`${String(value)} cannot be sent`);
  return simple;
}

/** Whether a value has members: an array or an object. */
export function hasMembers(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Percent-encodes a text for the place it goes to; headers take it as it is. */
export function encodeText(text: string, parameter: Parameter): string {
  if (parameter.in === "header" || /^[\w.~-]*$/.test(text)) return text;
  return parameter.escape?.(text) ?? encodeURIComponent(text).replace(/[!'()*]/g, escapeCharacter);
}

/** Percent-encodes one ASCII character. */
export function escapeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
