// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/**
 * The least that a value must have for its type to be safe to read: its kind, the members that it must have, and
 * theirs. `true` is a member of whatever kind, a word is a `typeof`.
 */
export type Outline = true | "string" | "number" | "boolean" | readonly [] | { readonly [key: string]: Outline };

/** Tells whether a value is what an outline says. */
export function fits(value: unknown, outline: Outline): boolean {
  if (outline === true) return value !== undefined;
  if (typeof outline === "string") return typeof value === outline;
  if (Array.isArray(outline)) return Array.isArray(value);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(outline).every(([key, inner]) => fits((value as { [key: string]: unknown })[key], inner));
}
