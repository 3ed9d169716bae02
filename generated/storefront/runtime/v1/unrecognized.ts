// Part of the conn-gen runtime, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/**
 * A value that the contract does not list (yet). It is a type of its own below `string`: what was received can be sent
 * back, a typo cannot.
 */
export declare enum Unrecognized {
  value = "unrecognized",
}

/** Sends a value that the contract does not list. */
export function unrecognized(text: string): Unrecognized {
  return text as Unrecognized;
}
