/**
 * The regular expression of a `pattern`, `undefined` where JavaScript cannot read it or where it could take exponential
 * time: a contract is not trusted, and a value that is checked may be hostile too.
 */
export function toRegExp(pattern: string): RegExp | undefined {
  if (!known.has(pattern)) known.set(pattern, compile(pattern));
  return known.get(pattern);
}

/** Patterns are asked for by whoever tells of them, prints them and judges examples by them. */
const known = new Map<string, RegExp | undefined>();

/** Why nothing is held against a pattern. */
export type PatternFault = "long" | "young" | "explosive" | "unreadable";

/** The reason for which a pattern has no regular expression; `undefined` where it has one. */
export function findPatternFault(pattern: string): PatternFault | undefined {
  if (toRegExp(pattern) !== undefined) return undefined;
  if (pattern.length > MOST) return "long";
  if (isYoung(pattern)) return "young";
  return mayExplode(pattern) ? "explosive" : "unreadable";
}

const MOST = 1000;

function compile(pattern: string): RegExp | undefined {
  // An escaped letter beyond ASCII means itself or nothing; it cannot be written as an escape of its own.
  if (pattern.length > MOST || /\\[^\x20-\x7e]/.test(pattern) || isYoung(pattern) || mayExplode(pattern))
    return undefined;
  for (const flags of needsFlag(pattern) ? ["u"] : ["u", ""]) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      // Not every pattern in use is valid with the flag that JSON Schema asks for; the next attempt goes without.
    }
  }
  return undefined;
}

/** Escapes that without the flag mean a letter, which nobody means and compilers refuse: `\p{L}`, `\u{41}`, `\x4`. */
function needsFlag(pattern: string): boolean {
  return /\\(?:[pPk1-9]|u(?![\da-fA-F]{4})|x(?![\da-fA-F]{2}))/.test(pattern);
}

/** Syntax that this Node may know and the one that runs the client may not: modifiers and names that groups share. */
function isYoung(pattern: string): boolean {
  const names = pattern.match(/\(\?<[^=!>][^>]*>/g) ?? [];
  return /\(\?[a-z]*-?[a-z]+:/i.test(pattern) || new Set(names).size < names.length;
}

/** A repeated group that itself repeats or branches, or a back reference: what makes a backtracking matcher explode. */
function mayExplode(pattern: string): boolean {
  const text = pattern.replaceAll(/\\[^1-9k]/g, "_").replaceAll(/\[(?:\\.|[^\]\\])*\]/g, "_");
  if (/\\[1-9k]/.test(text)) return true;
  const risky: boolean[] = [];
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === "(") risky.push(false);
    else if (character === ")") {
      const inner = risky.pop() ?? false;
      const after = text.slice(index + 1);
      const repeats = isRepetition(after) || /^\{\d{2,}\}/.test(after);
      if (inner && repeats) return true;
      if (inner || repeats) markRisky(risky);
    } else if (character === "|" || isRepetition(text.slice(index))) markRisky(risky);
  }
  return false;
}

function markRisky(groups: boolean[]): void {
  if (groups.length > 0) groups[groups.length - 1] = true;
}

function isRepetition(text: string): boolean {
  return /^(?:[*+]|\{\d+,(?:\d{2,})?\})/.test(text);
}
