import { isObject } from "../contract/json.js";
import { allOf } from "../contract/combine.js";
import type { Contract } from "../contract/contract.js";
import type { NamedSchema, ObjectSchema, Property, Schema, SchemaId, Tag, UnionSchema } from "../contract/schema.js";
import { dereference } from "../contract/walk.js";
import { CONVENTIONS } from "./conventions.js";
import { readTag } from "./discriminator.js";
import { nodeOf, textAt } from "./reading.js";
import type { Reading } from "./reading.js";

type Schemas = Contract["schemas"];

/** A schema that others inherit and that stands for whichever of them a value is. */
interface Hierarchy {
  readonly root: NamedSchema;
  /** What the others inherit; `any` where that is nothing. */
  readonly base: Schema;
  readonly union: UnionSchema;
}

/**
 * Reads inheritance: a schema with a discriminator that others include by `allOf`, or a union of schemas that include
 * the union, is one of them; what they include is its base, a schema of its own. No schema contains itself then.
 */
export function readHierarchies(schemas: Schemas, reading: Reading): Schemas {
  const children = findChildren(schemas, reading);
  const hierarchies = [...children.keys()].flatMap((id) => readHierarchy(id, { schemas, children, reading }) ?? []);
  return hierarchies.reduce((all, hierarchy) => spread(all, hierarchy, children), schemas);
}

interface Family {
  readonly schemas: Schemas;
  /** Schema id -> those that include it by `allOf`. */
  readonly children: ReadonlyMap<SchemaId, readonly SchemaId[]>;
  readonly reading: Reading;
}

function findChildren(schemas: Schemas, reading: Reading): Family["children"] {
  const children = new Map<SchemaId, SchemaId[]>();
  for (const { id, schema } of Object.values(schemas)) {
    const { value } = nodeOf(id, reading);
    if (!isObject(value) || !Array.isArray(value["allOf"])) continue;
    for (const member of membersOf(schema)) {
      if (member.kind === "ref") children.set(member.id, [...(children.get(member.id) ?? []), id]);
    }
  }
  return children;
}

function membersOf(schema: Schema): readonly Schema[] {
  return schema.kind === "all" ? schema.members : [schema];
}

function readHierarchy(id: SchemaId, family: Family): Hierarchy | undefined {
  const root = family.schemas[id];
  if (root === undefined) return undefined;
  const heirs = new Set(family.children.get(id));
  for (const heir of heirs) for (const next of family.children.get(heir) ?? []) heirs.add(next);
  heirs.delete(id);
  const union = membersOf(root.schema).find((member) => member.kind === "union");
  if (union !== undefined) return readCircle(root, union, heirs);
  return readInherited(root, heirs, family);
}

/** `Pet: oneOf [Cat, Dog]` where both include `Pet`: they mean what stands beside the union. */
function readCircle(root: NamedSchema, union: UnionSchema, heirs: ReadonlySet<SchemaId>): Hierarchy | undefined {
  if (!union.variants.every((variant) => variant.kind === "ref" && heirs.has(variant.id))) return undefined;
  const base = allOf(membersOf(root.schema).filter((member) => member !== union));
  const { tag } = union;
  if (tag === undefined || base.kind === "any") return { root, base, union };
  return { root, base, union: { ...union, tag: { ...tag, base: baseId(root) } } };
}

/** By their names, wherever they lie: a contract in many files is the same contract. */
function sortByKey(ids: ReadonlySet<SchemaId>, { schemas }: Family): SchemaId[] {
  const keyed = [...ids].map((id) => ({ id, key: `${schemas[id]?.key ?? ""} ${id}` }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ id }) => id);
}

function readInherited(root: NamedSchema, heirs: ReadonlySet<SchemaId>, family: Family): Hierarchy | undefined {
  // What it refers to begins where it stands, whatever the contract calls it.
  const { value, at } = nodeOf(root.id, family.reading);
  const tag = isObject(value) ? readTag({ value, at }, [], family.reading) : undefined;
  if (tag === undefined) return undefined;
  const mapping =
    tag.mapping.length > 0 ? tag.mapping : sortByKey(heirs, family).map((id) => ({ value: ownValue(id, family), id }));
  const known = mapping.filter(({ id }) => heirs.has(id) || id === root.id);
  const property = findProperty(root.schema, tag.key, family.schemas);
  const entries = property && fitValues(known, property, family.schemas);
  const ids = new Set(entries?.map(({ id }) => id));
  if (entries === undefined || ids.size < 2) return undefined;
  const toBase = (id: SchemaId): SchemaId => (id === root.id ? baseId(root) : id);
  return {
    root,
    base: root.schema,
    union: {
      kind: "union",
      mode: "any",
      variants: [...ids].map((id) => ({ kind: "ref", id: toBase(id) })),
      tag: {
        key: tag.key,
        mapping: entries.map(({ value: own, id }) => ({ value: own, id: toBase(id) })),
        base: baseId(root),
      },
    },
  };
}

/** A schema's own name, as OpenAPI has it, unless it says another. */
function ownValue(id: SchemaId, { schemas, reading }: Family): string {
  const { value } = nodeOf(id, reading);
  return (isObject(value) ? textAt(value, CONVENTIONS.tagValue) : undefined) ?? schemas[id]?.key ?? id;
}

function findProperty(schema: Schema, key: string, schemas: Schemas): Property | undefined {
  const objects = membersOf(schema).map((member) => dereference(member, { schemas }));
  return objects.flatMap((each) => (each.kind === "object" ? each.properties : [])).find((each) => each.key === key);
}

/** Where the property lists its values, each must be one of them, if written in other capitals; else nothing is sure. */
function fitValues(mapping: Tag["mapping"], { schema }: Property, schemas: Schemas): Tag["mapping"] | undefined {
  const listed = dereference(schema, { schemas });
  if (listed.kind !== "enum") return mapping;
  const fitted = mapping.flatMap(({ value, id }) => {
    const same = listed.values.find((each) => String(each).toLowerCase() === value.toLowerCase());
    return typeof same === "string" ? [{ value: same, id }] : [];
  });
  return fitted.length === mapping.length ? fitted : undefined;
}

function baseId({ id }: NamedSchema): SchemaId {
  return `${id} (base)`;
}

/** The schemas with a hierarchy taken apart: the root is the union, and its children include its base. */
function spread(schemas: Schemas, { root, base, union }: Hierarchy, children: Family["children"]): Schemas {
  const { example: _, ...words } = root;
  const id = baseId(root);
  const rebuilt: { [id: SchemaId]: NamedSchema } = { ...schemas, [root.id]: { ...root, schema: union } };
  if (base.kind !== "any") rebuilt[id] = { ...words, id, key: `${root.key} base`, schema: base };
  for (const child of children.get(root.id) ?? []) {
    const named = rebuilt[child];
    if (named === undefined) continue;
    const members = membersOf(named.schema).map((member): Schema => {
      if (member.kind !== "ref" || member.id !== root.id) return member;
      return base.kind === "any" ? base : { kind: "ref", id };
    });
    rebuilt[child] = { ...named, schema: allOf(members) };
  }
  for (const { value, id: heir } of onlyValues(union.tag)) {
    const named = rebuilt[heir];
    // Who is inherited in turn cannot be held to its own value: its heirs have theirs.
    if (named === undefined || heir === id || children.has(heir)) continue;
    rebuilt[heir] = { ...named, schema: allOf([named.schema, constant(union.tag?.key ?? "", value, base)]) };
  }
  return rebuilt;
}

/** The entries of variants that have one value. */
function onlyValues(tag: Tag | undefined): Tag["mapping"] {
  const { mapping = [] } = tag ?? {};
  return mapping.filter(({ id }) => mapping.filter((entry) => entry.id === id).length === 1);
}

/** Says that a variant's tag has this value. */
function constant(key: string, value: string, base: Schema): ObjectSchema {
  const property = findProperty(base, key, {});
  const schema: Schema = { kind: "enum", values: [value] };
  return { kind: "object", properties: [{ key, schema, required: property?.required ?? false }] };
}
