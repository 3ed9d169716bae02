// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** A number between 0 (inclusive) and 1, the same for the same text and seed. */
export function draw(seed: number, text: string): number {
  let state = seed >>> 0;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  // Neighboring seeds must not give neighboring numbers.
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) >>> 0;
  state = Math.imul(state ^ (state >>> 12), 0x297a2d39) >>> 0;
  return ((state ^ (state >>> 15)) >>> 0) / 2 ** 32;
}

/** One of several, by seed. */
export function choose<Item>(items: readonly Item[], seed: number, text: string): Item | undefined {
  return items[Math.floor(draw(seed, text) * items.length)];
}

/** An identifier that nothing else got: letters and digits, as services write them. */
export function makeId(seed: number, text: string): string {
  const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
  return Array.from({ length: 12 }, (_, index) => choose([...alphabet], seed, `${text}#${index}`)).join("");
}
