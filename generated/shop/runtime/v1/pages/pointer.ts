// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** Reads what lies at a JSON pointer; `undefined` where nothing does. */
export function readPointer(value: unknown, pointer: string): unknown {
  let found = value;
  for (const key of pointer.split("/").slice(1)) {
    const name = key.replaceAll("~1", "/").replaceAll("~0", "~");
    found = (found as { readonly [key: string]: unknown } | null | undefined)?.[name];
  }
  return found;
}
