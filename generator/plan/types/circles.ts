/** The nodes of a graph that lead back to themselves. */
export function findCircles(edges: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const open = leadingToCircles(edges);
  return new Set([...open].filter((node) => leadsBack(node, edges, open)));
}

/** What is left when nodes that lead nowhere are taken away, again and again: most graphs have no circle at all. */
function leadingToCircles(edges: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const open = new Set(edges.keys());
  const ahead = new Map<string, number>();
  const behind = new Map<string, string[]>();
  for (const [node, targets] of edges) {
    const known = targets.filter((target) => edges.has(target));
    ahead.set(node, known.length);
    for (const target of known) {
      const list = behind.get(target);
      if (list === undefined) behind.set(target, [node]);
      else list.push(node);
    }
  }
  const ends = [...open].filter((node) => ahead.get(node) === 0);
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    open.delete(end);
    for (const node of behind.get(end) ?? []) {
      const left = (ahead.get(node) ?? 0) - 1;
      ahead.set(node, left);
      if (left === 0) ends.push(node);
    }
  }
  return open;
}

function leadsBack(start: string, edges: ReadonlyMap<string, readonly string[]>, open: ReadonlySet<string>): boolean {
  const seen = new Set<string>();
  const waiting = [...(edges.get(start) ?? [])];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node === start) return true;
    if (seen.has(node) || !open.has(node)) continue;
    seen.add(node);
    waiting.push(...(edges.get(node) ?? []));
  }
  return false;
}
