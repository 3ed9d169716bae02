import type { Contract } from "../contract/contract.js";
import type { Pointer } from "../contract/pointer.js";
import type { Json, Schema } from "../contract/schema.js";
import { referencesOf } from "../contract/walk.js";
import type { Judging } from "./accepts.js";
import type { Change, Direction, Effect, Guard } from "./finding.js";
import type { Policy } from "./policy.js";
import { type RuleId, RULES } from "./rules.js";
import type { Node, View } from "./view.js";

/** The same place of two contracts. */
export interface Pair<Value> {
  readonly old: Value;
  readonly new: Value;
}

/** One step from a schema to one inside it, and the schemas that it starts from. */
export interface Step extends Pair<Schema> {
  /** A member's key, an item, or a variant of the value itself. */
  readonly to: { readonly key: string } | { readonly item: number } | "itself";
}

/** Where a comparison stands: how people call the place, how it was reached, what holds there. */
export interface Place {
  readonly label: string;
  readonly trail: readonly Step[];
  readonly guards: readonly Guard[];
}

/** A change together with the schemas that it is about: a witness is looked for among their values. */
export interface Found {
  readonly change: Change;
  readonly trail: readonly Step[];
  readonly nodes: Pair<Schema>;
}

/** A comparison of two schemas that goes on until it reaches references on both sides. */
export interface SchemaWalk {
  readonly direction: Direction;
  readonly contracts: Pair<Contract>;
  readonly policy: Policy;
  readonly judging: Pair<Judging>;
  readonly found: Found[];
  /** The references that were reached together, to be compared on their own. */
  readonly reached: Map<string, Pair<string>>;
  /** Compares schemas inside those at hand. */
  readonly descend: (nodes: Pair<Node>, place: Place, walk: SchemaWalk) => void;
}

/** What is compared at one place. */
export interface Site {
  readonly nodes: Pair<Node>;
  readonly views: Pair<View>;
  readonly place: Place;
  readonly walk: SchemaWalk;
}

/** What a change says beside its rule. */
export interface Remark {
  readonly effect?: Effect;
  readonly guards?: readonly Guard[];
  readonly words?: { readonly [word: string]: string };
  readonly label?: string;
  readonly before?: Json | undefined;
  readonly after?: Json | undefined;
  readonly at?: { readonly old?: Pointer | undefined; readonly new?: Pointer | undefined };
}

/** Notes a change. */
export function note(site: Site, rule: RuleId, remark: Remark = {}): void {
  const { nodes, place, walk } = site;
  const { before, after, label = place.label } = remark;
  const wire = RULES[rule].wire;
  const words = {
    key: label,
    ...(before !== undefined && { before: show(before) }),
    ...(after !== undefined && { after: show(after) }),
    ...remark.words,
  };
  const change: Change = {
    rule,
    effect: remark.effect ?? (wire === "computed" ? "unknown" : wire),
    direction: walk.direction,
    guards: [...new Set([...place.guards, ...(remark.guards ?? [])])],
    words,
    element: label,
    old: { pointer: remark.at?.old ?? site.views.old.at },
    new: { pointer: remark.at?.new ?? site.views.new.at },
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
  walk.found.push({ change, trail: place.trail, nodes: { old: nodes.old.schema, new: nodes.new.schema } });
}

const LONGEST = 120;

/** A value as messages show it. */
export function show(value: Json): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Reaches every reference inside of schemas that are alike. */
export function reachAlike(schema: Schema, walk: SchemaWalk): void {
  for (const id of referencesOf(schema)) reachPair({ old: id, new: id }, walk);
}

/** Notes that two references stand at the same place. */
export function reachPair(pair: Pair<string>, walk: SchemaWalk): void {
  walk.reached.set(`${pair.old} ${pair.new}`, pair);
}

/** Whether two schemas are written alike, prose aside; references are compared by what they are called. */
export function areAlike(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((item: unknown, index) => areAlike(item, right[index]))
    );
  }
  const keys = keysOf(left);
  if (keys.length !== keysOf(right).length) return false;
  return keys.every(
    (key) => Object.hasOwn(right, key) && areAlike(left[key as keyof typeof left], right[key as keyof typeof right]),
  );
}

function keysOf(value: object): string[] {
  return Object.keys(value).filter((key) => key !== "doc" && key !== "example");
}
