/** Reads what the serializers write; shares no code with them, so that the two can disagree. */

/** Decodes percent-encoded UTF-8 byte by byte. */
export function decodePercent(text: string): string {
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "%") {
      bytes.push(Number.parseInt(text.slice(at + 1, at + 3), 16));
      at += 2;
    } else bytes.push(...Buffer.from(text.charAt(at), "utf8"));
  }
  return Buffer.from(bytes).toString("utf8");
}

/** Reads `a=1&b=2`. */
export function readPairs(text = ""): [string, string][] {
  if (!text) return [];
  return text.split("&").map((pair) => {
    const at = pair.indexOf("=");
    return [decodePercent(pair.slice(0, at)), decodePercent(pair.slice(at + 1))];
  });
}

/** Reads `a[b][0]=x`; digits make arrays. */
export function readDeep(text: string | undefined): unknown {
  const root: Tree = new Map();
  for (const [name, value] of readPairs(text)) {
    const keys = [name.replace(/\[.*$/s, ""), ...[...name.matchAll(/\[([^\]]*)\]/gs)].map(([, key = ""]) => key)];
    let tree = root;
    for (const key of keys.slice(0, -1)) {
      const next = tree.get(key);
      const inner: Tree = next instanceof Map ? next : new Map();
      tree.set(key, inner);
      tree = inner;
    }
    tree.set(keys.at(-1) ?? "", value);
  }
  return shape(root);
}

type Tree = Map<string, Tree | string>;

function shape(tree: Tree | string): unknown {
  if (typeof tree === "string") return tree;
  const entries = [...tree].map(([key, inner]) => [key, shape(inner)] as const);
  return entries.every(([key], at) => key === String(at))
    ? entries.map(([, inner]) => inner)
    : Object.fromEntries(entries);
}
