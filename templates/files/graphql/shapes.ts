import type { TypeShape } from "../../../generator/plan/types/shape.js";

/** What a contract does not know yet. */
export const UNRECOGNIZED: TypeShape = { kind: "name", name: "Unrecognized" };

/** Variants that differ in nothing but `__typename` are one. */
export function mergeVariants(variants: readonly TypeShape[]): TypeShape {
  const merged = new Map<string, TypeShape[]>();
  for (const variant of variants) {
    const key = JSON.stringify(withTypename(variant, () => UNRECOGNIZED));
    if (merged.get(key)?.push(variant) === undefined) merged.set(key, [variant]);
  }
  const distinct = [...merged.values()].map(([first, ...rest]) =>
    first === undefined || rest.length === 0
      ? (first as TypeShape)
      : withTypename(first, () => unionOf([first, ...rest].map(typenameOf))),
  );
  return unionOf(distinct);
}

/** The shape with another type of `__typename`, where it has one. */
function withTypename(shape: TypeShape, change: () => TypeShape): TypeShape {
  if (shape.kind !== "object") return shape;
  const members = shape.members.map((member) =>
    member.key === "__typename" ? { ...member, shape: change() } : member,
  );
  return { ...shape, members };
}

function typenameOf(shape: TypeShape): TypeShape {
  const member = shape.kind === "object" ? shape.members.find(({ key }) => key === "__typename") : undefined;
  return member?.shape ?? UNRECOGNIZED;
}

/** The union of shapes, unions among them laid open, each once; what is not known yet comes last. */
function unionOf(shapes: readonly TypeShape[]): TypeShape {
  const open = shapes.flatMap((shape) => (shape.kind === "union" ? shape.variants : [shape]));
  const rank = (shape: TypeShape): number => (shape.kind === "name" && shape.name === "Unrecognized" ? 1 : 0);
  const distinct = new Map(open.toSorted((a, b) => rank(a) - rank(b)).map((shape) => [JSON.stringify(shape), shape]));
  const [only, ...rest] = [...distinct.values()];
  return only !== undefined && rest.length === 0 ? only : { kind: "union", variants: [...distinct.values()] };
}

/** The shape with something else at the end of a path; lists and null on the way stay as they are. */
export function replaceAt(
  shape: TypeShape,
  path: readonly string[],
  change: (inner: TypeShape) => TypeShape,
): TypeShape {
  if (shape.kind === "union" && shape.variants.some(isNull)) {
    const variants = shape.variants.filter((variant) => !isNull(variant));
    return unionOf([replaceAt(unionOf(variants), path, change), NULL]);
  }
  if (shape.kind === "array") return { kind: "array", items: replaceAt(shape.items, path, change) };
  const [key, ...rest] = path;
  if (key === undefined) return change(shape);
  if (shape.kind !== "object") return shape;
  const members = shape.members.map((member) =>
    member.key === key ? { ...member, shape: replaceAt(member.shape, rest, change) } : member,
  );
  return { ...shape, members };
}

const NULL: TypeShape = { kind: "keyword", keyword: "null" };

function isNull(shape: TypeShape): boolean {
  return (shape.kind === "keyword" && shape.keyword === "null") || (shape.kind === "literal" && shape.value === null);
}
