import type { Schema } from "./schema.js";

/** A text that two schemas have in common where they are written alike, wherever they stand. */
export function textOf(schema: Schema): string {
  return JSON.stringify(schema, withoutPlaces);
}

/** Examples know their places, and say nothing of what is allowed. */
function withoutPlaces(key: string, value: unknown): unknown {
  return key === "example" && typeof value === "object" && value !== null && "at" in value ? undefined : value;
}

/** Whether two schemas are written alike. */
export function isSame(left: Schema, right: Schema): boolean {
  if (left === right) return true;
  if (left.kind !== right.kind) return false;
  return left.kind === "ref" && right.kind === "ref" ? left.id === right.id : textOf(left) === textOf(right);
}
