import { ts } from "ts-morph";
import { declarationsOf, recordUse, type Recording } from "./record.js";
import type { Use } from "./uses.js";

/** Follows values to where the compiler loses sight of them, or sees them as something else. */
export interface Escapes {
  /** A value of one type is taken for one of another. */
  readonly flow: (from: ts.Type, to: ts.Type, node: ts.Node) => void;
  /** Everything inside of a value may be used. */
  readonly markAll: (type: ts.Type, way: Use["way"], node: ts.Node) => void;
  /** One member is used. */
  readonly touch: (member: ts.Symbol, node: ts.Node) => void;
  /** Type parameters whose values get out of sight: whoever calls with one of ours may lose all of it. */
  readonly leaks: Set<ts.Symbol>;
}

/** What was followed so far: no way is gone twice. */
interface Following extends Recording {
  readonly leaks: Set<ts.Symbol>;
  readonly marked: { readonly [way in Use["way"]]: Set<ts.Type> };
  readonly paired: Map<ts.Type, Set<ts.Type>>;
}

/** Where a value goes over, and how deep inside of another one it is. */
interface At {
  readonly node: ts.Node;
  readonly depth: number;
}

const DEEPEST = 6;
const OPAQUE = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive;

/** Starts to follow values. */
export function followEscapes(recording: Recording): Escapes {
  const marked = { read: new Set<ts.Type>(), write: new Set<ts.Type>() };
  const following: Following = { ...recording, leaks: new Set(), marked, paired: new Map() };
  return {
    flow: (from, to, node) => flow({ from, to }, { node, depth: 0 }, following),
    markAll: (type, way, node) => markAll(type, { way, node }, following),
    touch: (member, node) => recordUse(member, recording.consumer.place(node, "read"), recording),
    leaks: following.leaks,
  };
}

interface Passage {
  readonly from: ts.Type;
  readonly to: ts.Type;
}

function flow({ from, to }: Passage, at: At, following: Following): void {
  if (from === to || at.depth > DEEPEST || wasPaired({ from, to }, following)) return;
  const { checker } = following.consumer;
  if (isOpaque(to, checker)) return lose(from, at.node, following);
  if (from.flags & ts.TypeFlags.Any) return markAll(to, { way: "write", node: at.node }, following);
  if (from.isUnion()) {
    for (const each of from.types) flow({ from: each, to }, at, following);
    return;
  }
  if (to.isUnion()) return flowIntoUnion(from, to, { at, following });
  const constraint = from.isTypeParameter() ? from.getConstraint() : undefined;
  if (constraint !== undefined) return flow({ from: constraint, to }, at, following);
  flowInside({ from, to }, { node: at.node, depth: at.depth + 1 }, following);
}

/** Items to items, results to results, arguments of types to those of the same type, members to members. */
function flowInside({ from, to }: Passage, at: At, following: Following): void {
  const { checker } = following.consumer;
  const [items, others] = [itemsOf(from, checker), itemsOf(to, checker)];
  if (items !== undefined && others !== undefined) return flow({ from: items, to: others }, at, following);
  flowFunctions({ from, to }, at, following);
  if (isReference(from) && isReference(to) && from.target === to.target) {
    const [left, right] = [checker.getTypeArguments(from), checker.getTypeArguments(to)];
    left.forEach((type, index) => flow({ from: type, to: right[index] ?? type }, at, following));
  } else flowMembers({ from, to }, at, following);
}

function wasPaired({ from, to }: Passage, { paired }: Following): boolean {
  const known = paired.get(from);
  if (known?.has(to)) return true;
  if (known === undefined) paired.set(from, new Set([to]));
  else known.add(to);
  return false;
}

function lose(from: ts.Type, node: ts.Node, following: Following): void {
  if (from.isTypeParameter()) following.leaks.add(from.symbol);
  markAll(from, { way: "read", node }, following);
}

function flowIntoUnion(
  from: ts.Type,
  to: ts.UnionType,
  { at, following }: { readonly at: At; readonly following: Following },
): void {
  if (to.types.includes(from)) return;
  for (const each of to.types) {
    if (isObject(each) || isOpaque(each, following.consumer.checker)) flow({ from, to: each }, at, following);
  }
}

function flowFunctions({ from, to }: Passage, at: At, following: Following): void {
  const { checker } = following.consumer;
  const [left, right] = [from.getCallSignatures()[0], to.getCallSignatures()[0]];
  if (left === undefined || right === undefined) return;
  flow({ from: left.getReturnType(), to: right.getReturnType() }, at, following);
  right.parameters.forEach((parameter, index) => {
    const other = left.parameters[index];
    if (other === undefined) return;
    flow({ from: checker.getTypeOfSymbol(parameter), to: checker.getTypeOfSymbol(other) }, at, following);
  });
}

function flowMembers({ from, to }: Passage, at: At, following: Following): void {
  if (!isObject(from) || !isObject(to)) return;
  const { place, checker } = following.consumer;
  for (const target of to.getProperties()) {
    const source = from.getProperty(target.name);
    if (source === undefined || isSameMember(source, target, following)) continue;
    recordUse(source, place(at.node, "read"), following);
    recordUse(target, place(at.node, "write"), following);
    flow({ from: checker.getTypeOfSymbol(source), to: checker.getTypeOfSymbol(target) }, at, following);
  }
  const [mapped, maps] = [from.getStringIndexType() !== undefined, to.getStringIndexType() !== undefined];
  if (maps && !mapped) markAll(from, { way: "read", node: at.node }, following);
  if (mapped && !maps) markAll(to, { way: "write", node: at.node }, following);
}

/** A copy has the members of what it was made of: passing it on uses none of them. */
function isSameMember(left: ts.Symbol, right: ts.Symbol, { consumer }: Following): boolean {
  const others = declarationsOf(right, consumer);
  const own = declarationsOf(left, consumer);
  return own.length > 0 && own.every((node) => others.includes(node));
}

function markAll(type: ts.Type, at: { readonly way: Use["way"]; readonly node: ts.Node }, following: Following): void {
  const { marked, consumer } = following;
  if (marked[at.way].has(type)) return;
  marked[at.way].add(type);
  const use = consumer.place(at.node, at.way);
  for (const each of partsOf(type, consumer.checker)) markAll(each, at, following);
  recordUse(type.aliasSymbol ?? type.symbol, use, following);
  for (const member of type.getProperties()) {
    if (declarationsOf(member, consumer).length === 0) continue;
    recordUse(member, use, following);
    markAll(consumer.checker.getTypeOfSymbol(member), at, following);
  }
}

/** The types that a type is put together from, members aside. */
function partsOf(type: ts.Type, checker: ts.TypeChecker): readonly ts.Type[] {
  const variants = type.isUnionOrIntersection() ? type.types : [];
  const given = isReference(type) ? checker.getTypeArguments(type) : [];
  const result = isObject(type) ? type.getCallSignatures()[0]?.getReturnType() : undefined;
  return [...variants, ...given, ...[result, type.getStringIndexType()].filter((each) => each !== undefined)];
}

function itemsOf(type: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
  return checker.isArrayLikeType(type) ? type.getNumberIndexType() : undefined;
}

/** `any`, `unknown`, `object`, `{}`: nobody knows what becomes of it. */
function isOpaque(type: ts.Type, checker: ts.TypeChecker): boolean {
  if (type.flags & OPAQUE) return true;
  const isEmpty = isObject(type) && type.getProperties().length === 0 && type.getCallSignatures().length === 0;
  return isEmpty && checker.getIndexInfosOfType(type).length === 0 && !isReference(type);
}

function isObject(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0;
}

function isReference(type: ts.Type): type is ts.TypeReference {
  const flags = type.flags & ts.TypeFlags.Object ? (type as ts.ObjectType).objectFlags : 0;
  return (flags & ts.ObjectFlags.Reference) !== 0;
}
