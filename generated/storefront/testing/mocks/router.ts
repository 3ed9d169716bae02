// Part of the conn-gen contract-test kit, copied unchanged but for import extensions.
// SPDX-License-Identifier: 0BSD

/** What answers one method of one path. */
export interface Route<Target> {
  readonly method: string;
  /** The template as the contract writes it: `/v1/customers/{customer}`, also with a fixed query `?Action=List`. */
  readonly path: string;
  readonly target: Target;
}

/** What lies at a path: targets that may be meant, the most telling first, or only other methods. */
export type Routed<Target> =
  | { readonly kind: "found"; readonly target: Target }
  | { readonly kind: "method"; readonly allowed: readonly string[] }
  | { readonly kind: "nothing" };

/** Finds what a request is meant for. */
export type Router<Target> = (method: string, path: string, query: string) => Routed<Target>;

interface Node<Target> {
  readonly fixed: Map<string, Node<Target>>;
  readonly holes: { readonly pattern: RegExp; readonly node: Node<Target> }[];
  readonly routes: Ending<Target>[];
}

interface Ending<Target> {
  readonly method: string;
  /** The pairs that the template itself asks for. */
  readonly query: readonly string[];
  readonly target: Target;
}

/** A trie over path segments: finding costs the length of the path, however many routes there are. */
export function makeRouter<Target>(routes: readonly Route<Target>[]): Router<Target> {
  const root = makeNode<Target>();
  for (const route of routes) insert(root, route);
  return (method, path, query) => {
    const found = [...walk(root, path.split("/").slice(1))];
    const own = found.filter((ending) => ending.method === method && asksFor(ending, query));
    const [best] = own.sort((a, b) => b.query.length - a.query.length);
    if (best !== undefined) return { kind: "found", target: best.target };
    if (found.length === 0) return { kind: "nothing" };
    return { kind: "method", allowed: [...new Set(found.map((ending) => ending.method))] };
  };
}

function makeNode<Target>(): Node<Target> {
  return { fixed: new Map(), holes: [], routes: [] };
}

function insert<Target>(root: Node<Target>, { method, path, target }: Route<Target>): void {
  const [plain = "", query = ""] = path.replace(/#.*$/s, "").split("?");
  let node = root;
  for (const segment of plain.split("/").slice(1)) node = nodeFor(node, segment);
  node.routes.push({ method, query: query.split("&").filter((pair) => pair !== ""), target });
}

function nodeFor<Target>(parent: Node<Target>, segment: string): Node<Target> {
  if (!/\{[^{}]+\}/.test(segment)) {
    const key = encodeURI(segment);
    const known = parent.fixed.get(key) ?? makeNode<Target>();
    parent.fixed.set(key, known);
    return known;
  }
  const pattern = patternOf(segment);
  const known = parent.holes.find((hole) => hole.pattern.source === pattern.source);
  if (known !== undefined) return known.node;
  const node = makeNode<Target>();
  parent.holes.push({ pattern, node });
  // `report.{format}` says more than `{name}`, so it is asked first.
  parent.holes.sort((a, b) => b.pattern.source.length - a.pattern.source.length);
  return node;
}

/** `{owner}.{format}` as the pattern of one segment. */
function patternOf(segment: string): RegExp {
  const pieces = segment.split(/\{[^{}]+\}/).map((text) => encodeURI(text).replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${pieces.join("(?:.*?)")}$`);
}

/** Fixed segments before holes: `/users/me` is not the user called "me". */
function* walk<Target>(node: Node<Target>, [segment, ...rest]: readonly string[]): Generator<Ending<Target>> {
  if (segment === undefined) {
    yield* node.routes;
    return;
  }
  const fixed = node.fixed.get(segment);
  if (fixed !== undefined) yield* walk(fixed, rest);
  for (const hole of node.holes) if (hole.pattern.test(segment)) yield* walk(hole.node, rest);
}

function asksFor({ query }: { readonly query: readonly string[] }, given: string): boolean {
  const pairs = given.split("&");
  return query.every((pair) => pairs.includes(pair));
}
