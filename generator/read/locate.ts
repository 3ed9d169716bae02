import { decodePercent, keysOf } from "../contract/pointer.js";

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
    for (const key of keysOf(pointer)) {
      const members = open(spot);
      const next = members.get(key) ?? members.get(decodePercent(key));
      if (!next) break;
      spot = next;
    }
    return spot;
  };
}
