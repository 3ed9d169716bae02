/**
 * A JSON pointer (RFC 6901), with or without a leading `#`; where that leads into another document of the contract, with the
 * name of that before it: `schemas/pet.yaml#/type`.
 */
export type Pointer = string;

/** The pointer to what a container at `pointer` holds under `key`. */
export function child(pointer: Pointer, key: string | number): Pointer {
  return `${pointer}/${escapeKey(String(key))}`;
}

/** The keys that lead to a place, `#/paths/~1v1` -> `["paths", "/v1"]`. */
export function keysOf(pointer: Pointer): string[] {
  return stepsOf(pointer).map(unescapeKey);
}

/** The same of a pointer that may be written as a part of a URI: percent-encoding is undone. */
export function keysOfFragment(pointer: Pointer): string[] {
  return stepsOf(pointer).map((step) => unescapeKey(decodePercent(step)));
}

/** The name of the document that a place is in; nothing for the contract's own. */
export function documentOf(pointer: Pointer): string {
  return pointer.slice(0, Math.max(0, pointer.indexOf("#")));
}

function stepsOf(pointer: Pointer): string[] {
  // Without a leading `#`, one that comes later belongs to a key.
  const start = pointer.startsWith("/") ? 0 : pointer.indexOf("#") + 1;
  return pointer.slice(start).split("/").slice(1);
}

/** Undoes percent-encoding; what is none stays as it is. */
export function decodePercent(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function escapeKey(key: string): string {
  return key.includes("~") || key.includes("/") ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key;
}

function unescapeKey(step: string): string {
  return step.includes("~") ? step.replaceAll("~1", "/").replaceAll("~0", "~") : step;
}
