// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** Headers as users write them; `undefined` adds nothing. */
export interface HeaderValues {
  readonly [name: string]: string | undefined;
}

/** Copies headers under lower-case names into `target`, where the later win. */
export function addHeaders(target: Record<string, string>, values: HeaderValues | undefined): void {
  for (const name in values) setHeader(target, name, values[name]);
}

/** Sets one header, or throws without repeating its value, which may be a secret. */
export function setHeader(target: Record<string, string>, name: string, value: string | undefined): void {
  if (value === undefined) return;
  if (/[^\t -~\x80-\xff]/.test(value)) throw new TypeError(`header "${name}" holds a character that cannot be sent`);
  target[name.toLowerCase()] = value;
}
