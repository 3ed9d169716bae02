import { allOf } from "../contract/combine.js";
import type { Contract, Operation } from "../contract/contract.js";
import { toRegExp } from "../contract/pattern.js";
import type { Pointer } from "../contract/pointer.js";
import type { AllSchema, ObjectSchema, Schema } from "../contract/schema.js";
import { schemasOf } from "../contract/select.js";
import { dereference, everyIn } from "../contract/walk.js";
import { removal } from "./mends.js";
import type { Reading } from "./reading.js";

/** Closed objects, and a member that each of them refuses although something joined to it declares it. */
type Refusals = Map<ObjectSchema, string>;

/**
 * Opens the objects that an `allOf` joins with others whose members they refuse: `additionalProperties: false` knows its
 * own schema only, so that no value could be all of them at once.
 */
export function openJoined(contract: Contract, { closed, report }: Reading): Contract {
  if (closed.size === 0) return contract;
  const refusals = findRefusals(contract, closed);
  for (const [schema, key] of refusals) reportRefusal(key, closed.get(schema) ?? "#", report);
  return refusals.size === 0 ? contract : openWhole(contract, refusals);
}

function findRefusals(contract: Contract, closed: Reading["closed"]): Refusals {
  const refusals: Refusals = new Map();
  const look = (schema: Schema): void => {
    for (const inner of everyIn(schema)) {
      if (inner.kind === "all") findRefused(inner, new Set(), { contract, closed, refusals, seen: new Set([inner]) });
    }
  };
  for (const { schema } of Object.values(contract.schemas)) look(schema);
  for (const operation of [...contract.operations, ...contract.webhooks]) schemasOf(operation).forEach(look);
  return refusals;
}

interface Search {
  readonly contract: Contract;
  readonly closed: Reading["closed"];
  readonly refusals: Refusals;
  /** What was looked into already. */
  readonly seen: Set<Schema>;
}

/** Finds the closed objects inside of a schema that refuse one of the members that are declared beside it. */
function findRefused(schema: Schema, beside: ReadonlySet<string>, search: Search): void {
  for (const [index, part] of partsOf(schema, search).entries()) {
    if (search.seen.has(part)) continue;
    search.seen.add(part);
    const others = schema.kind === "all" ? schema.members.filter((_, other) => other !== index) : [];
    findRefused(part, new Set([...beside, ...others.flatMap((other) => declaredIn(other, search))]), search);
  }
  if (schema.kind !== "object" || !search.closed.has(schema)) return;
  const refused = [...beside].find((key) => !knows(schema, key));
  if (refused !== undefined) search.refusals.set(schema, refused);
}

/** The schemas that speak of the same value. */
function partsOf(schema: Schema, { contract }: Search): readonly Schema[] {
  switch (schema.kind) {
    case "ref":
      return [dereference(schema, contract)];
    case "all":
      return schema.members;
    case "union":
      return schema.variants;
    case "residue":
      return [schema.base];
    default:
      return [];
  }
}

/** The members that a schema declares or requires, wherever it says so. */
function declaredIn(schema: Schema, search: Search, seen = new Set<Schema>()): string[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  if (schema.kind !== "object") return partsOf(schema, search).flatMap((part) => declaredIn(part, search, seen));
  return [...schema.properties.map(({ key }) => key), ...(schema.alsoRequired ?? [])];
}

function knows({ properties, patterns = [] }: ObjectSchema, key: string): boolean {
  // What a pattern means that cannot be read is unknown.
  const isMatched = patterns.some(({ pattern }) => toRegExp(pattern)?.test(key) ?? true);
  return isMatched || properties.some((property) => property.key === key);
}

function reportRefusal(key: string, at: Pointer, report: Reading["report"]): void {
  report({
    code: "closed-and-joined",
    severity: "repair",
    message: `\`additionalProperties: false\` refuses \`${key}\`, which a schema joined to this one speaks of; other members are accepted here.`,
    pointer: `${at}/additionalProperties`,
    help: "Remove it. Since OpenAPI 3.1 `unevaluatedProperties: false` closes schemas together with what joins them.",
    mend: removal(`${at}/additionalProperties`),
  });
}

function openWhole(contract: Contract, refusals: Refusals): Contract {
  const holds = (schema: Schema): boolean => everyIn(schema).some((inner) => refusals.has(inner as ObjectSchema));
  const openOne = (operation: Operation): Operation =>
    schemasOf(operation).some(holds) ? openAll(operation, refusals) : operation;
  const schemas = Object.entries(contract.schemas).map(([id, named]) => [
    id,
    holds(named.schema) ? { ...named, schema: openAll(named.schema, refusals) } : named,
  ]);
  return {
    ...contract,
    schemas: Object.fromEntries(schemas),
    operations: contract.operations.map(openOne),
    webhooks: contract.webhooks.map(openOne),
  };
}

/** The same value, with these objects opened wherever they stand in it. */
function openAll<Value>(value: Value, refusals: Refusals): Value {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => openAll(item, refusals)) as Value;
  const schema = value as unknown as ObjectSchema;
  const read = refusals.has(schema) ? open(schema) : value;
  const opened = Object.fromEntries(Object.entries(read).map(([key, member]) => [key, openAll(member, refusals)]));
  return (isJoint(value, refusals) ? allOf((opened as unknown as AllSchema).members) : opened) as Value;
}

/** Known by its very members: contracts hold examples too, which may look like anything. */
function isJoint(value: object, refusals: Refusals): boolean {
  const { members } = value as Partial<AllSchema>;
  return Array.isArray(members) && members.some((member) => refusals.has(member as ObjectSchema));
}

/** Without what closes it, as if that had never been written: where that alone made it an object, nothing is left. */
function open({ additional: _, ...rest }: ObjectSchema): Schema {
  const { kind: _kind, implied, properties, ...limits } = rest;
  const isBare = implied === true && properties.length === 0 && Object.keys(limits).length === 0;
  return isBare ? { kind: "any" } : rest;
}
