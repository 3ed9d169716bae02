import { flatten } from "../../contract/flatten.js";
import { child } from "../../contract/pointer.js";
import type { Schema } from "../../contract/schema.js";
import { travels } from "../types/shapes.js";
import { isMembers } from "./check.js";
import type { Judging } from "./check.js";
import type { Sample } from "./sample.js";

/** Where in a sample members could stand that do not travel its way: what is read-only is not sent. */
export function findHidden(schema: Schema, value: Sample, judging: Judging): string[] {
  return [...hiddenIn(schema, { value, pointer: "" }, judging)];
}

function* hiddenIn(
  schema: Schema,
  { value, pointer }: { readonly value: Sample; readonly pointer: string },
  judging: Judging,
): Generator<string> {
  const flat = flatten(schema, judging.contract);
  if (flat.kind === "array" && Array.isArray(value)) {
    const [first] = value as readonly Sample[];
    if (first !== undefined) yield* hiddenIn(flat.items, { value: first, pointer: child(pointer, 0) }, judging);
  }
  if (flat.kind !== "object" || !isMembers(value)) return;
  for (const property of flat.properties) {
    const at = child(pointer, property.key);
    const member = Object.hasOwn(value, property.key) ? value[property.key] : undefined;
    if (!travels(property, judging.direction)) yield at;
    else if (member !== undefined) yield* hiddenIn(property.schema, { value: member, pointer: at }, judging);
  }
}
