/** A parsed text as a tree of offsets that opens one container at a time. */
export interface OffsetTree {
  readonly root: Spot;
  /** The members of the container at `spot`, by key or index; empty for scalars. */
  readonly open: (spot: Spot) => ReadonlyMap<string, Spot>;
}

/** Where one node of the tree is. */
export interface Spot {
  /** What to point at: the key of a member, else the value. */
  readonly offset: number;
  readonly length: number;
  /** The tree's own handle of the value. */
  readonly value: number;
}

/** Finds the spot of a JSON pointer, or of its nearest ancestor that exists. */
export function createFinder(tree: OffsetTree): (pointer: string) => Spot {
  const opened = new Map<number, ReadonlyMap<string, Spot>>();
  const open = (spot: Spot): ReadonlyMap<string, Spot> => {
    const known = opened.get(spot.value);
    if (known) return known;
    const members = tree.open(spot);
    opened.set(spot.value, members);
    return members;
  };
  return (pointer) => {
    let spot = tree.root;
    for (const token of splitPointer(pointer)) {
      const members = open(spot);
      const next = members.get(token) ?? members.get(decodePercent(token));
      if (!next) break;
      spot = next;
    }
    return spot;
  };
}

/** The unescaped tokens of a JSON pointer, with or without its leading `#`. */
export function splitPointer(pointer: string): string[] {
  const path = pointer.replace(/^#/, "");
  if (path === "" || path === "/") return [];
  return path
    .replace(/^\//, "")
    .split("/")
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function decodePercent(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
