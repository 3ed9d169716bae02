import type { Json } from "../contract/schema.js";
import type { Part } from "./document.js";

/** A `$ref`, however it is quoted, whose value does not begin with `#`; it may also be text that only looks like one. */
const LEADS_OUT = /\$ref["']?\s*:\s*(?!\s|["']?#)/;

/** The documents that the `$ref`s of a document lead to, as they are written and without fragments. */
export function findReferences({ root, source, isOverlaid }: Part): ReadonlySet<string> {
  const found = new Set<string>();
  // Most contracts are one file: a glance at the text spares the walk.
  if (!isOverlaid && !LEADS_OUT.test(source.text)) return found;
  const seen = new Set<Json>();
  const walk = (value: Json): void => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    for (const [key, member] of Object.entries(value)) {
      if (key === "$ref" && typeof member === "string") note(member, found);
      else walk(member as Json);
    }
  };
  walk(root);
  return found;
}

function note(reference: string, found: Set<string>): void {
  const target = reference.split("#", 1)[0] ?? "";
  if (target !== "" && target.length < 4000) found.add(target);
}
