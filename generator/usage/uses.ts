import type { Json } from "../contract/schema.js";
import type { CodePlace } from "../drift/finding.js";

/** A place in the user's code that touches something of the client. */
export interface Use extends CodePlace {
  /** Whether a value is taken from there or put there. */
  readonly way: "read" | "write";
  /** The values that it is about, where the code names them; absent where it may be any. */
  readonly values?: readonly Json[];
}

/** Places in order, each once. */
export function sortPlaces<Place extends CodePlace>(places: readonly Place[]): readonly Place[] {
  const distinct = new Map(places.map((place) => [`${place.file}:${place.line}:${place.column}`, place]));
  return [...distinct.values()].sort(byPlace);
}

function byPlace(left: CodePlace, right: CodePlace): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}
