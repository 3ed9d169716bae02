import type { Json, Property, Schema } from "../contract/schema.js";
import { toRegExp } from "../contract/pattern.js";
import { travels } from "../plan/types/shapes.js";
import { compareLimit } from "./compare-scalars.js";
import { isSame } from "./accepts.js";
import { compareLives } from "./lifecycle.js";
import type { Direction, Effect, Guard } from "./finding.js";
import type { Member, Node, ObjectView } from "./view.js";
import { note, type Pair, type Site } from "./walk.js";

/** Compares objects: their properties by name, and what they hold beside those. */
export function compareObjects(site: Site): void {
  const { old: before, new: after } = { old: site.views.old.object, new: site.views.new.object };
  if (before === undefined || after === undefined) return;
  const objects = { old: before, new: after };
  for (const [key, member] of before.members) {
    const other = after.members.get(key);
    if (other === undefined) noteRemoved(site, key, { member, objects });
    else compareMembers(site, key, { old: member, new: other });
  }
  for (const [key, member] of after.members) if (!before.members.has(key)) noteAdded(site, key, { member, objects });
  compareOthers(site, objects);
  comparePatterns(site, objects);
  compareLimit(site, { keyword: "minProperties", before: before.min, after: after.min, stricter: "higher" });
  compareLimit(site, { keyword: "maxProperties", before: before.max, after: after.max, stricter: "lower" });
}

interface OneSided {
  readonly member: Member;
  readonly objects: Pair<ObjectView>;
}

function labelOf(site: Site, key: string): string {
  return `${site.place.label}.${key}`;
}

function noteRemoved(site: Site, key: string, { member, objects }: OneSided): void {
  const { direction, judging } = site.walk;
  const isClosed = isClosedTo(key, objects.new) && judging.new.tolerant !== true;
  const { required, schema } = member.property;
  const effect: Effect = isClosed
    ? required
      ? "incomparable"
      : "narrows"
    : schema.kind === "any" && !required
      ? "none"
      : "widens";
  const guards = [...hiding(member.property, direction), ...softening(effect, required, direction)];
  note(site, "property-removed", {
    effect,
    guards,
    label: labelOf(site, key),
    at: { old: member.at, new: objects.new.at },
  });
}

/** Nobody misses what was optional; what is still sent may be refused. */
function softening(effect: Effect, required: boolean, direction: Direction): Guard[] {
  if (direction === "received") return required ? [] : ["tolerated"];
  return effect === "widens" || effect === "none" ? ["ignored"] : [];
}

function noteAdded(site: Site, key: string, { member, objects }: OneSided): void {
  const { direction, judging } = site.walk;
  const { property } = member;
  const label = labelOf(site, key);
  const at = { old: objects.old.at, new: member.at };
  const guards = hiding(property, direction);
  if (property.required) return note(site, "property-required-added", { guards, label, at });
  const isClosed = isClosedTo(key, objects.old) && judging.old.tolerant !== true;
  const effect = isClosed ? "widens" : property.schema.kind === "any" ? "none" : "narrows";
  note(site, "property-added", { effect, guards: [...guards, ...(isClosed ? [] : (["unnamed"] as const))], label, at });
}

/** Whether an object refuses a member of this name that it does not list. */
function isClosedTo(key: string, object: ObjectView): boolean {
  if (object.additional?.schema.kind !== "never") return false;
  return ![...object.patterns.keys()].some((pattern) => toRegExp(pattern)?.test(key) !== false);
}

function hiding(property: Property, direction: Direction): Guard[] {
  return travels(property, direction) ? [] : ["hidden"];
}

function compareMembers(site: Site, key: string, { old: before, new: after }: Pair<Member>): void {
  const { walk, place, nodes } = site;
  const [left, right] = [before.property, after.property];
  const label = labelOf(site, key);
  const at = { old: before.at, new: after.at };
  const isHidden = !travels(left, walk.direction) && !travels(right, walk.direction);
  const guards: readonly Guard[] = isHidden ? ["hidden"] : [];
  if (left.required !== right.required) {
    note(site, right.required ? "property-became-required" : "property-became-optional", { guards, label, at });
  }
  compareTravel(site, key, { old: before, new: after });
  for (const { rule, guards: own, words } of compareLives({ old: left, new: right }, "property", walk.policy)) {
    note(site, rule, { label, at, guards: [...guards, ...own], words });
  }
  compareExtensible(site, { old: before, new: after }, label);
  noteDefault(site, { old: before, new: after }, label);
  const step = { old: nodes.old.schema, new: nodes.new.schema, to: { key } };
  walk.descend(
    { old: { schema: left.schema, at: before.at }, new: { schema: right.schema, at: after.at } },
    { label, trail: [...place.trail, step], guards: [...place.guards, ...guards] },
    walk,
  );
}

function noteDefault(site: Site, { old: before, new: after }: Pair<Member>, label: string): void {
  const [left, right] = [before.property.default, after.property.default];
  if (left === right || (left !== undefined && right !== undefined && isSame(left, right))) return;
  const rule = left === undefined ? "default-added" : right === undefined ? "default-removed" : "default-changed";
  note(site, rule, { label, before: left, after: right, at: { old: before.at, new: after.at } });
}

/** `x-extensible-enum`: a list of values that says of itself that it grows. */
function compareExtensible(site: Site, { old: before, new: after }: Pair<Member>, label: string): void {
  const listOf = ({ property }: Member): readonly Json[] => {
    const list = property.extensions?.["x-extensible-enum"];
    return Array.isArray(list) ? list : [];
  };
  const [left, right] = [listOf(before), listOf(after)];
  const remark = { label, at: { old: before.at, new: after.at } };
  for (const value of left.filter((each) => !right.some((other) => isSame(each, other)))) {
    note(site, "enum-value-removed", {
      ...remark,
      before: value,
      words: { value: JSON.stringify(value), keyword: "x-extensible-enum" },
    });
  }
  for (const value of right.filter((each) => !left.some((other) => isSame(each, other)))) {
    const words = { value: JSON.stringify(value), keyword: "x-extensible-enum" };
    note(site, "enum-value-added", { ...remark, after: value, guards: ["open"], words });
  }
}

/** `readOnly` and `writeOnly` decide whether a property goes this way at all. */
function compareTravel(site: Site, key: string, { old: before, new: after }: Pair<Member>): void {
  const { direction } = site.walk;
  const [left, right] = [before.property, after.property];
  const [goes, willGo] = [travels(left, direction), travels(right, direction)];
  const remark = { label: labelOf(site, key), at: { old: before.at, new: after.at } };
  if (goes && !willGo) {
    const effect: Effect = "widens";
    const guards = softening(effect, left.required, direction);
    note(site, "property-hidden", { ...remark, effect, guards, after: right.readOnly ? "readOnly" : "writeOnly" });
  } else if (!goes && willGo) {
    const guards: Guard[] = right.required ? [] : ["unnamed"];
    note(site, "property-shown", {
      ...remark,
      effect: "narrows",
      guards,
      before: left.readOnly ? "readOnly" : "writeOnly",
    });
  } else if (sayTravel(left) !== sayTravel(right)) {
    note(site, "property-marked", { ...remark, before: sayTravel(left), after: sayTravel(right) });
  }
}

function sayTravel({ readOnly, writeOnly }: Property): string {
  return readOnly ? "readOnly" : writeOnly ? "writeOnly" : "sent and received";
}

function compareOthers(site: Site, { old: before, new: after }: Pair<ObjectView>): void {
  const [left, right] = [openness(before), openness(after)];
  const at = { old: before.additional?.at, new: after.additional?.at };
  if (left === right && left !== "described") return;
  const tolerated: Guard[] = site.walk.direction === "received" ? ["tolerated"] : [];
  if (right === "closed") return note(site, "object-closed", { at });
  if (left === "closed") return note(site, "object-opened", { at, guards: tolerated });
  if (left === "open") return note(site, "additional-changed", { at, effect: "narrows" });
  if (right === "open") return note(site, "additional-changed", { at, effect: "widens", guards: tolerated });
  descendInto(site, "*", { old: before.additional as Node, new: after.additional as Node });
}

function openness({ additional }: ObjectView): "open" | "closed" | "described" {
  if (additional === undefined || additional.schema.kind === "any") return "open";
  return additional.schema.kind === "never" ? "closed" : "described";
}

function descendInto(site: Site, key: string, nodes: Pair<Node>): void {
  const { walk, place } = site;
  const step = { old: site.nodes.old.schema, new: site.nodes.new.schema, to: { key: "other" } };
  walk.descend(nodes, { ...place, label: labelOf(site, key), trail: [...place.trail, step] }, walk);
}

function comparePatterns(site: Site, { old: before, new: after }: Pair<ObjectView>): void {
  for (const [pattern, node] of before.patterns) {
    const other = after.patterns.get(pattern);
    if (other !== undefined) descendInto(site, `/${pattern}/`, { old: node, new: other });
    else {
      const effect = computeEffect(node.schema, after, "widens");
      note(site, "pattern-property-removed", { words: { value: pattern }, effect, at: { old: node.at } });
    }
  }
  for (const [pattern, node] of after.patterns) {
    if (before.patterns.has(pattern)) continue;
    const effect = computeEffect(node.schema, before, "narrows");
    note(site, "pattern-property-added", { words: { value: pattern }, effect, at: { new: node.at } });
  }
}

/** In an open object a pattern takes values away; in a closed one it lets some in. */
function computeEffect(schema: Schema, other: ObjectView, inOpen: "narrows" | "widens"): Effect {
  if (openness(other) === "described") return "incomparable";
  if (openness(other) === "open") return schema.kind === "any" ? "none" : inOpen;
  return inOpen === "narrows" ? "widens" : "narrows";
}
