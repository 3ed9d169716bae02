import type { Contract } from "../contract/contract.js";
import { child, type Pointer } from "../contract/pointer.js";
import type { ObjectSchema, Property, Rule, Schema, UnionSchema } from "../contract/schema.js";
import { allOf } from "../contract/combine.js";

/** A schema and where it stands. */
export interface Node {
  readonly schema: Schema;
  readonly at: Pointer;
}

/** A property and where it stands. */
export interface Member {
  readonly property: Property;
  readonly at: Pointer;
}

/** What an object says, put together from all parts of an `allOf`. */
export interface ObjectView {
  readonly members: ReadonlyMap<string, Member>;
  readonly additional?: Node;
  readonly patterns: ReadonlyMap<string, Node>;
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** No part says that it is an object. */
  readonly isImplied: boolean;
  readonly at: Pointer;
}

/** A schema with its references followed, its `allOf` spread out, and null set aside. */
export interface View {
  readonly at: Pointer;
  readonly nullable: boolean;
  readonly object?: ObjectView;
  readonly unions: readonly (Node & { readonly schema: UnionSchema })[];
  /** Everything else: scalars, lists, literals. */
  readonly parts: readonly Node[];
  /** What is asked beside the kind, by what is asked. */
  readonly rules: ReadonlyMap<string, Stated>;
  /** How many schemas an `allOf` put together. */
  readonly members: number;
}

const DEEPEST = 60;

/** A rule and where it stands. */
export interface Stated {
  readonly rule: Rule;
  readonly at: Pointer;
}

/** Rules of one name are the same rule on both sides. */
function nameRule(rule: Rule): string {
  if (rule.kind === "dependent") return `dependent ${rule.schema.kind} ${rule.key}`;
  return rule.kind === "unevaluated" ? `unevaluated ${rule.what}` : rule.kind;
}

interface Spread {
  readonly contract: Contract;
  readonly parts: Node[];
  readonly rules: Map<string, Stated>;
  readonly seen: Set<string>;
}

/** Reads a schema as one list of things that all hold. */
export function viewSchema(node: Node, contract: Contract): View {
  const spread: Spread = { contract, parts: [], rules: new Map(), seen: new Set() };
  const start = followRefs(node, contract);
  spreadOut(start, spread);
  const nullable = spread.parts.length > 0 && spread.parts.every((part) => allowsNull(part.schema));
  const parts = spread.parts.flatMap((part) => withoutNull(part, contract));
  const objects = parts.filter(
    (part): part is Node & { readonly schema: ObjectSchema } => part.schema.kind === "object",
  );
  return {
    at: start.at,
    nullable,
    ...(objects.length > 0 && { object: viewObjects(objects) }),
    unions: parts.filter((part): part is Node & { readonly schema: UnionSchema } => part.schema.kind === "union"),
    parts: parts.filter(({ schema }) => schema.kind !== "object" && schema.kind !== "union"),
    rules: spread.rules,
    members: spread.parts.length,
  };
}

/** Where a reference leads in the end, with its place. */
export function followRefs(node: Node, contract: Contract): Node {
  const seen = new Set<string>();
  let { schema, at } = node;
  while (schema.kind === "ref" && !seen.has(schema.id)) {
    seen.add(schema.id);
    at = schema.id;
    schema = contract.schemas[schema.id]?.schema ?? { kind: "any" };
  }
  return { schema: schema.kind === "ref" ? { kind: "any" } : schema, at };
}

function spreadOut(node: Node, spread: Spread, depth = 0): void {
  const { schema, at } = node;
  if (depth > DEEPEST) return;
  switch (schema.kind) {
    case "ref":
      if (spread.seen.has(schema.id)) return;
      spread.seen.add(schema.id);
      return spreadOut(followRefs(node, spread.contract), spread, depth + 1);
    case "all":
      for (const member of schema.members) spreadOut({ schema: member, at }, spread, depth + 1);
      return;
    case "residue":
      for (const rule of schema.rules) {
        const name = nameRule(rule);
        const count = [...spread.rules.keys()].filter((each) => each.startsWith(name)).length;
        spread.rules.set(count === 0 ? name : `${name} ${count}`, { rule, at });
      }
      return spreadOut({ schema: schema.base, at }, spread, depth + 1);
    case "any":
      return;
    default:
      spread.parts.push(node);
  }
}

function allowsNull(schema: Schema): boolean {
  if (schema.kind === "null") return true;
  if (schema.kind === "enum") return schema.values.includes(null);
  return schema.kind === "union" && schema.variants.some((variant) => variant.kind === "null");
}

/** What is left of a part without null: a union of two of which one is null is the other. */
function withoutNull(part: Node, contract: Contract): Node[] {
  const { schema, at } = part;
  if (!allowsNull(schema)) return [part];
  if (schema.kind === "null") return [];
  if (schema.kind === "enum") {
    const values = schema.values.filter((value) => value !== null);
    return values.length === 0 ? [] : [{ schema: { ...schema, values }, at }];
  }
  if (schema.kind !== "union") return [part];
  const variants = schema.variants.filter((variant) => variant.kind !== "null");
  if (variants.length !== 1) return [{ schema: { ...schema, variants }, at }];
  const inner: Spread = { contract, parts: [], rules: new Map(), seen: new Set() };
  spreadOut({ schema: variants[0] as Schema, at }, inner);
  return inner.parts;
}

/** `allOf` puts its objects together: what one requires, all do. */
function viewObjects(objects: readonly (Node & { readonly schema: ObjectSchema })[]): ObjectView {
  const members = new Map<string, Member>();
  const patterns = new Map<string, Node>();
  for (const { schema, at } of objects) {
    for (const property of schema.properties) {
      const here = child(`${at}/properties`, property.key);
      const earlier = members.get(property.key);
      members.set(property.key, earlier === undefined ? { property, at: here } : mergeMembers(earlier, property));
    }
    for (const each of schema.patterns ?? []) {
      patterns.set(each.pattern, { schema: each.schema, at: child(`${at}/patternProperties`, each.pattern) });
    }
  }
  for (const { schema, at } of objects) for (const key of schema.alsoRequired ?? []) requireMember(members, key, at);
  const closing = objects.filter(({ schema }) => schema.additional !== undefined);
  const [first] = objects;
  const at = first?.at ?? "#";
  return {
    members,
    patterns,
    ...(closing[0] !== undefined && {
      additional: {
        schema: allOf(closing.map(({ schema }) => schema.additional as Schema)),
        at: `${closing[0].at}/additionalProperties`,
      },
    }),
    min: most(objects.map(({ schema }) => schema.minProperties)),
    max: least(objects.map(({ schema }) => schema.maxProperties)),
    isImplied: objects.every(({ schema }) => schema.implied === true),
    at,
  };
}

function mergeMembers(earlier: Member, property: Property): Member {
  const schema = allOf([earlier.property.schema, property.schema]);
  const required = earlier.property.required || property.required;
  return { at: earlier.at, property: { ...earlier.property, ...property, schema, required } };
}

function requireMember(members: Map<string, Member>, key: string, at: Pointer): void {
  const earlier = members.get(key);
  const property: Property = earlier?.property ?? { key, schema: { kind: "any" }, required: true };
  members.set(key, { at: earlier?.at ?? `${at}/required`, property: { ...property, required: true } });
}

function most(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function least(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
