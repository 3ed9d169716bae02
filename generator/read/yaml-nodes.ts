import type { Mistake } from "./json-mistake.js";

/** Deeper nesting than any contract has; everything behind the reader may recurse. */
export const MAX_DEPTH = 400;

/** A document of aliases to aliases can stand for more nodes than there is memory. */
const MAX_NODES = 20_000_000;

/** A mistake that belongs to the document as a whole. */
export type Problem = Pick<Mistake, "message" | "help">;

interface Extent {
  readonly size: number;
  readonly depth: number;
}

/** What keeps a YAML value from being a JSON tree of sane size. Aliases share nodes: each is measured once. */
export function checkNodes(root: unknown): Problem | undefined {
  const extents = new Map<object, Extent | undefined>();
  const problems: Problem[] = [];
  const measure = (value: unknown): Extent => {
    if (typeof value === "number" && !Number.isFinite(value)) problems.push(NOT_FINITE);
    if (typeof value !== "object" || value === null) return { size: 1, depth: 0 };
    const known = extents.get(value);
    if (known) return known;
    // Entered, but not left: the node stands inside itself.
    if (extents.has(value)) problems.push(CYCLE);
    if (problems.length > 0) return { size: 1, depth: 1 };
    extents.set(value, undefined);
    const extent = addUp(Object.values(value).map(measure));
    extents.set(value, extent);
    return extent;
  };
  const { size, depth } = measure(root);
  if (problems.length > 0) return problems[0];
  if (depth > MAX_DEPTH) return TOO_DEEP;
  return size > MAX_NODES ? TOO_MANY : undefined;
}

function addUp(members: readonly Extent[]): Extent {
  let size = 1;
  let depth = 0;
  for (const member of members) {
    size += member.size;
    depth = Math.max(depth, member.depth);
  }
  return { size, depth: depth + 1 };
}

/** What JSON cannot say. */
export const NOT_FINITE: Problem = {
  message: "`.inf` and `.nan` have no JSON form",
  help: "use a number, or leave the key out",
};

const CYCLE: Problem = {
  message: "an alias (`*name`) stands inside the node it refers to",
  help: "recursion in a contract goes through `$ref`, not through YAML aliases",
};

const TOO_MANY: Problem = {
  message: `the YAML aliases of this document stand for more than ${MAX_NODES / 1_000_000} million nodes`,
  help: "share schemas by `$ref` instead of by aliases",
};

const TOO_DEEP: Problem = {
  message: `the YAML aliases of this document nest more than ${MAX_DEPTH} levels deep`,
  help: "share schemas by `$ref` instead of by aliases",
};
