import type { OffsetTree, Spot } from "./locate.js";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;

/** The offsets of a text that is known to be valid JSON. */
export function readJsonOffsets(text: string): OffsetTree {
  const start = skipSpace(text, 0);
  return { root: { offset: start, length: 1, value: start }, open: (spot) => openContainer(text, spot.value) };
}

function openContainer(text: string, at: number): ReadonlyMap<string, Spot> {
  const code = text.charCodeAt(at);
  if (code === OPEN_BRACE) return openObject(text, at);
  if (code === OPEN_BRACKET) return openArray(text, at);
  return new Map();
}

function openObject(text: string, start: number): Map<string, Spot> {
  const members = new Map<string, Spot>();
  let at = skipSpace(text, start + 1);
  while (at < text.length && text.charCodeAt(at) !== CLOSE_BRACE) {
    const keyEnd = skipString(text, at);
    const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const key = JSON.parse(text.slice(at, keyEnd)) as string;
    members.set(key, { offset: at, length: keyEnd - at, value });
    at = skipComma(text, skipValue(text, value));
  }
  return members;
}

function openArray(text: string, start: number): Map<string, Spot> {
  const items = new Map<string, Spot>();
  let at = skipSpace(text, start + 1);
  while (at < text.length && text.charCodeAt(at) !== CLOSE_BRACKET) {
    const end = skipValue(text, at);
    const isContainer = text.charCodeAt(at) === OPEN_BRACE || text.charCodeAt(at) === OPEN_BRACKET;
    items.set(String(items.size), { offset: at, length: isContainer ? 1 : end - at, value: at });
    at = skipComma(text, end);
  }
  return items;
}

function skipValue(text: string, start: number): number {
  const code = text.charCodeAt(start);
  if (code === QUOTE) return skipString(text, start);
  if (code === OPEN_BRACE || code === OPEN_BRACKET) return skipContainer(text, start);
  let at = start;
  while (at < text.length && !isEndOfWord(text.charCodeAt(at))) at++;
  return at;
}

function skipContainer(text: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = skipString(text, at);
      continue;
    }
    if (code === OPEN_BRACE || code === OPEN_BRACKET) depth++;
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--;
    at++;
    if (depth === 0) break;
  }
  return at;
}

function skipString(text: string, start: number): number {
  let at = text.indexOf('"', start + 1);
  while (at !== -1 && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at === -1 ? text.length : at + 1;
}

function isEscaped(text: string, quote: number): boolean {
  let at = quote - 1;
  while (text.charCodeAt(at) === BACKSLASH) at--;
  return (quote - at) % 2 === 0;
}

function skipComma(text: string, start: number): number {
  const at = skipSpace(text, start);
  return text.charCodeAt(at) === COMMA ? skipSpace(text, at + 1) : at;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function isEndOfWord(code: number): boolean {
  return code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET || isSpace(code);
}
