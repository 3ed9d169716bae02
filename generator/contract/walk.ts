import type { Contract } from "./contract.js";
import type { NamedSchema, Rule, Schema, SchemaId } from "./schema.js";

/** The schemas directly inside a schema; a reference has none. */
export function childrenOf(schema: Schema): readonly Schema[] {
  switch (schema.kind) {
    case "string":
      return schema.content?.schema === undefined ? [] : [schema.content.schema];
    case "array":
      return [schema.items];
    case "tuple":
      return [...schema.items, schema.rest];
    case "object": {
      const children = schema.properties.map((property) => property.schema);
      if (schema.additional !== undefined) children.push(schema.additional);
      for (const pattern of schema.patterns ?? []) children.push(pattern.schema);
      return children;
    }
    case "union":
      return schema.variants;
    case "all":
      return schema.members;
    case "residue":
      return [schema.base, ...schema.rules.flatMap(schemasOfRule)];
    default:
      return [];
  }
}

/** The schemas that a rule asks with. */
export function schemasOfRule(rule: Rule): readonly Schema[] {
  if (rule.kind !== "if") return [rule.schema];
  return [rule.test, rule.accepted, rule.refused].filter((schema) => schema !== undefined);
}

const contents = new WeakMap<Schema, readonly Schema[]>();

/** A schema and everything inside it, references as they are; listed once, for all that look through it. */
export function everyIn(schema: Schema): readonly Schema[] {
  const known = contents.get(schema);
  if (known !== undefined) return known;
  const all: Schema[] = [];
  const list = (inner: Schema): void => {
    all.push(inner);
    childrenOf(inner).forEach(list);
  };
  list(schema);
  contents.set(schema, all);
  return all;
}

const references = new WeakMap<Schema, ReadonlySet<SchemaId>>();

/** The named schemas that a schema refers to directly. */
export function referencesOf(schema: Schema): ReadonlySet<SchemaId> {
  const known = references.get(schema);
  if (known !== undefined) return known;
  const found = new Set<SchemaId>();
  for (const inner of everyIn(schema)) if (inner.kind === "ref") found.add(inner.id);
  references.set(schema, found);
  return found;
}

/** Every named schema that these schemas lead to, through any number of references. */
export function reach(schemas: Iterable<Schema>, contract: Contract): Set<SchemaId> {
  const reached = new Set<SchemaId>();
  for (const schema of schemas) for (const id of referencesOf(schema)) reached.add(id);
  // A Set is walked in order of insertion, members that are added meanwhile included.
  for (const id of reached) {
    const named = contract.schemas[id];
    if (named !== undefined) for (const next of referencesOf(named.schema)) reached.add(next);
  }
  return reached;
}

/** The named schemas that a test picks, and whatever leads to one of them: what holds for a part holds for the whole. */
export function carriersOf(contract: Contract, picks: (named: NamedSchema) => boolean): Set<SchemaId> {
  const users = usersIn(contract);
  const picked = Object.values(contract.schemas).filter(picks);
  const carriers = new Set(picked.map(({ id }) => id));
  for (const id of carriers) for (const user of users.get(id) ?? []) carriers.add(user);
  return carriers;
}

const usersByContract = new WeakMap<Contract, ReadonlyMap<SchemaId, readonly SchemaId[]>>();

/** The named schemas that refer directly to each. */
function usersIn(contract: Contract): ReadonlyMap<SchemaId, readonly SchemaId[]> {
  const known = usersByContract.get(contract);
  if (known !== undefined) return known;
  const users = new Map<SchemaId, SchemaId[]>();
  for (const named of Object.values(contract.schemas)) {
    for (const id of referencesOf(named.schema)) {
      const list = users.get(id);
      if (list === undefined) users.set(id, [named.id]);
      else list.push(named.id);
    }
  }
  usersByContract.set(contract, users);
  return users;
}

/** What a reference stands for in the end; a circle of references stands for nothing in particular. */
export function dereference(schema: Schema, contract: Pick<Contract, "schemas">): Schema {
  if (schema.kind !== "ref") return schema;
  const seen = new Set<SchemaId>();
  let current: Schema = schema;
  while (current.kind === "ref" && !seen.has(current.id)) {
    seen.add(current.id);
    current = contract.schemas[current.id]?.schema ?? { kind: "any" };
  }
  return current.kind === "ref" ? { kind: "any" } : current;
}
