/** A JSON pointer (RFC 6901), with or without a leading `#`. */
export type Pointer = string;

/** The pointer to what a container at `pointer` holds under `key`. */
export function child(pointer: Pointer, key: string | number): Pointer {
  return `${pointer}/${escapeKey(String(key))}`;
}

/** The keys that lead to a place, `#/paths/~1v1` -> `["paths", "/v1"]`. */
export function keysOf(pointer: Pointer): string[] {
  return pointer.split("/").slice(1).map(unescapeKey);
}

/** The same of a pointer that may be written as a part of a URI: percent-encoding is undone. */
export function keysOfFragment(pointer: Pointer): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => unescapeKey(decodePercent(step)));
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
