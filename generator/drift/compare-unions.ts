import type { Contract } from "../contract/contract.js";
import type { Schema, Tag, UnionSchema } from "../contract/schema.js";
import type { Guard } from "./finding.js";
import { typesOf } from "./types-of.js";
import type { Node } from "./view.js";
import { areAlike, note, type Pair, type Site } from "./walk.js";
import { isWithin, pairUp } from "./within.js";

/** Compares unions: their variants, matched by what they are, and what tells them apart. */
export function compareUnions(site: Site): void {
  const { old: before, new: after } = site.views;
  if (before.unions.length + after.unions.length === 0) return;
  if (before.unions.length > 1 || after.unions.length > 1) return;
  const [left, right] = [before.unions[0], after.unions[0]];
  const variants = { old: variantsOf(left, site.nodes.old), new: variantsOf(right, site.nodes.new) };
  const { pairs, lost, gained } = matchVariants(variants, site);
  for (const pair of pairs) descendInto(site, pair);
  const guards: Guard[] = site.walk.direction === "received" && isTaggedOpen(left?.schema) ? ["open"] : [];
  for (const node of lost) noteVariant(site, node, { rule: "variant-removed" });
  for (const node of gained) noteVariant(site, node, { rule: "variant-added", guards });
  if (left !== undefined && right !== undefined) compareTags(site, left.schema.tag, right.schema.tag);
}

/** What is no union is a union of one. */
function variantsOf(union: (Node & { readonly schema: UnionSchema }) | undefined, node: Node): Node[] {
  if (union === undefined) return [node];
  const keyword = union.schema.mode === "one" ? "oneOf" : "anyOf";
  return union.schema.variants.map((schema, index) => ({ schema, at: `${union.at}/${keyword}/${index}` }));
}

/** A union with a tag is generated open: a variant that is not known yet is `Unrecognized`. */
function isTaggedOpen(union: UnionSchema | undefined): boolean {
  return union?.tag !== undefined;
}

interface Matched {
  readonly pairs: readonly Pair<Node>[];
  readonly lost: readonly Node[];
  readonly gained: readonly Node[];
}

/** By name, then by how they are written, then by what they allow; a single one left over on each side was changed. */
function matchVariants(variants: Pair<readonly Node[]>, site: Site): Matched {
  const pairs: Pair<Node>[] = [];
  const lost = [...variants.old];
  const gained = [...variants.new];
  const tests: ((left: Node, right: Node) => boolean)[] = [
    (left, right) => left.schema.kind === "ref" && right.schema.kind === "ref" && left.schema.id === right.schema.id,
    (left, right) => areAlike(left.schema, right.schema),
    (left, right) => isEqual({ old: left.schema, new: right.schema }, site),
  ];
  for (const test of tests) {
    for (const left of lost.slice()) {
      const index = gained.findIndex((right) => test(left, right));
      if (index < 0) continue;
      pairs.push({ old: left, new: gained[index] as Node });
      gained.splice(index, 1);
      lost.splice(lost.indexOf(left), 1);
    }
  }
  const [one, other] = [lost[0], gained[0]];
  if (lost.length === 1 && gained.length === 1 && one && other && isSameKind(one.schema, other.schema)) {
    return { pairs: [...pairs, { old: one, new: other }], lost: [], gained: [] };
  }
  return { pairs, lost, gained };
}

/** Two inline variants of one kind are one variant that was changed; two names are two variants. */
function isSameKind(left: Schema, right: Schema): boolean {
  return left.kind === right.kind && left.kind !== "ref";
}

function isEqual({ old: left, new: right }: Pair<Schema>, { walk }: Site): boolean {
  const { old: before, new: after } = walk.judging;
  return (
    isWithin(left, right, pairUp(before, after, 200)) === "yes" &&
    isWithin(right, left, pairUp(after, before, 200)) === "yes"
  );
}

function noteVariant(
  site: Site,
  node: Node,
  { rule, guards = [] }: { readonly rule: "variant-added" | "variant-removed"; readonly guards?: readonly Guard[] },
): void {
  const isOld = rule === "variant-removed";
  const { nodes, walk } = site;
  const [own, other] = isOld ? (["old", "new"] as const) : (["new", "old"] as const);
  const types = typesOf(node, walk.contracts[own]);
  const others = typesOf(nodes[other], walk.contracts[other]);
  // A type that is gone, or new, was told of already.
  if (types.size > 0 && [...types].every((type) => !others.has(type))) return;
  const covered =
    isWithin(node.schema, nodes[other].schema, pairUp(walk.judging[own], walk.judging[other], 400)) === "yes";
  if (covered) return;
  const words = { value: nameOf(node.schema, walk.contracts[own]) };
  note(site, rule, { words, guards, at: isOld ? { old: node.at } : { new: node.at } });
}

function nameOf(schema: Schema, contract: Contract): string {
  if (schema.kind === "ref") return contract.schemas[schema.id]?.key ?? schema.id;
  return schema.kind === "enum"
    ? schema.values.map((value) => JSON.stringify(value)).join(", ")
    : `another ${schema.kind}`;
}

function descendInto(site: Site, nodes: Pair<Node>): void {
  const { walk, place } = site;
  const step = { old: site.nodes.old.schema, new: site.nodes.new.schema, to: "itself" as const };
  if (nodes.old === site.nodes.old && nodes.new === site.nodes.new) return;
  walk.descend(nodes, { ...place, trail: [...place.trail, step] }, walk);
}

function compareTags(site: Site, before: Tag | undefined, after: Tag | undefined): void {
  if (before?.key !== after?.key) {
    return note(site, "discriminator-changed", { before: before?.key ?? "none", after: after?.key ?? "none" });
  }
  if (before === undefined || after === undefined) return;
  const [left, right] = [targetsOf(before), targetsOf(after)];
  for (const [value, id] of left) {
    const target = right.get(value);
    if (target === undefined) note(site, "discriminator-value-removed", { before: value, words: { value } });
    else if (lastOf(target) !== lastOf(id)) {
      note(site, "discriminator-changed", { before: `${value}: ${lastOf(id)}`, after: `${value}: ${lastOf(target)}` });
    }
  }
  for (const value of right.keys()) {
    if (!left.has(value)) note(site, "discriminator-value-added", { after: value, guards: ["open"], words: { value } });
  }
}

function targetsOf(tag: Tag): Map<string, string> {
  return new Map(tag.mapping.map(({ value, id }) => [value, id]));
}

function lastOf(id: string): string {
  return id.slice(id.lastIndexOf("/") + 1);
}
