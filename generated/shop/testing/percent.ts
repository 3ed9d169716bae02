// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** Reads what URLs are made of. Shares no code with what writes them, so that the two can disagree. */

/** A name and its value as they stand on the wire, still encoded. */
export interface RawPair {
  readonly key: string;
  readonly value: string;
}

/** Decodes percent-encoded UTF-8, byte by byte; throws where it is none. */
export function decodePercent(text: string): string {
  if (!text.includes("%")) return text;
  const bytes: number[] = [];
  const source = new TextEncoder().encode(text);
  for (let at = 0; at < source.length; at++) {
    const byte = source[at] ?? 0;
    if (byte !== PERCENT) {
      bytes.push(byte);
      continue;
    }
    const digits = String.fromCharCode(source[at + 1] ?? 0, source[at + 2] ?? 0);
    if (!/^[\da-f]{2}$/i.test(digits)) throw new Error(`"%${digits}" in ${JSON.stringify(text)} is no encoded byte`);
    bytes.push(Number.parseInt(digits, 16));
    at += 2;
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array(bytes));
}

const PERCENT = 0x25;

/** Decodes a name or a value of a form, in which `+` is a space. */
export function decodeForm(text: string): string {
  return decodePercent(text.replaceAll("+", "%20"));
}

/** Splits `a=1&b=2` without decoding. */
export function splitPairs(text: string, separator: RegExp = /&/): RawPair[] {
  if (text === "") return [];
  return text.split(separator).map((pair) => {
    const at = pair.indexOf("=");
    return at < 0 ? { key: pair, value: "" } : { key: pair.slice(0, at), value: pair.slice(at + 1) };
  });
}
