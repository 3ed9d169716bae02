/** The candidate that a mistyped word most likely means. */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 2.5), word.length > 3 ? 2 : 0) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance >= bestDistance) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbors between two words. */
function editDistance(from: string, to: string): number {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const cost = from[row - 1] === to[column - 1] ? 0 : 1;
      const left = (current[column - 1] ?? 0) + 1;
      const top = (above[column] ?? 0) + 1;
      const diagonal = (above[column - 1] ?? 0) + cost;
      const swaps = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(Math.min(left, top, diagonal, swaps ? (before[column - 2] ?? 0) + 1 : Infinity));
    }
    before = above;
    above = current;
  }
  return above[to.length] ?? 0;
}
