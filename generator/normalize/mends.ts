import { child, keysOf, type Pointer } from "../contract/pointer.js";
import type { Mend } from "../diagnostics.js";
import { type Reading, valueAt } from "./reading.js";

/** Takes what stands at a place away. */
export function removal(at: Pointer): Mend[] {
  return [{ at, remove: true }];
}

/** Adds to what stands at a place. */
export function addition(at: Pointer, value: { readonly [key: string]: unknown }): Mend[] {
  return [{ at, update: value }];
}

/** Puts another value in the place of a member; an overlay would otherwise join lists and merge objects. */
export function replacement(at: Pointer, key: string, value: unknown): Mend[] {
  return [...removal(child(at, key)), ...addition(at, { [key]: value })];
}

/** Puts a value in the place of a whole node; nothing where that is an item of a list, which overlays cannot replace. */
export function substitute(at: Pointer, value: unknown, reading: Reading): Mend[] {
  const key = keysOf(at).at(-1);
  const parent = parentOf(at);
  if (key === undefined || Array.isArray(valueAt(parent, reading))) return [];
  const isContainer = typeof valueAt(at, reading) === "object" && valueAt(at, reading) !== null;
  // Without need nothing is taken out: what is put back stands last.
  return isContainer ? replacement(parent, key, value) : addition(parent, { [key]: value });
}

/** Makes a schema accept everything; in an `allOf` it may as well go. */
export function opening(at: Pointer, reading: Reading): Mend[] {
  return parentOf(at).endsWith("/allOf") ? removal(at) : substitute(at, {}, reading);
}

/** The place around a place. */
export function parentOf(at: Pointer): Pointer {
  return at.slice(0, at.lastIndexOf("/"));
}
