/**
 * Stands in for `@redocly/openapi-core/lib/ref-utils.js` wherever openapi-typescript is bundled: the original loads the whole linter,
 * and throws on keys that hold a percent sign.
 */

/** The segments of a local reference, unescaped, as a list that its reader may change; none where it leads out of the document. */
export function parseRef(ref: string): { readonly pointer: string[] } {
  if (!ref.startsWith("#/")) return { pointer: [] };
  if (ref !== last.ref) last = { ref, segments: readSegments(ref) };
  return { pointer: last.segments.slice() };
}

/** The same path is asked for again with each property below it. */
let last: { readonly ref: string; readonly segments: readonly string[] } = { ref: "", segments: [] };

function readSegments(ref: string): readonly string[] {
  const segments = ref.slice(2).split("/").filter(Boolean);
  return /[~%]/.test(ref) ? segments.map(unescapePointer) : segments;
}

export function escapePointer(segment: string | number): string {
  const text = String(segment);
  return /[~/%]/.test(text) ? text.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("%", "%25") : text;
}

function unescapePointer(segment: string): string {
  const text = segment.replaceAll("~1", "/").replaceAll("~0", "~");
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
