import { documentOf, keysOfFragment } from "../contract/pointer.js";
import type { SchemaId } from "../contract/schema.js";

/** The contract's own word for a schema: its key, or the name of the file that it is. */
export function keyOf(id: SchemaId): string {
  const key = keysOfFragment(id).at(-1);
  if (key !== undefined && key !== "") return key;
  const steps = documentOf(id)
    .replace(/[?].*$/, "")
    .split("/")
    .map((step) => step.replace(/(?:[.-]schema)?\.(?:json|ya?ml)$/i, ""));
  // A file called `index` speaks for its folder.
  return steps.findLast((step) => step !== "" && step !== ".." && !/^_?index$/i.test(step)) ?? "schema";
}
