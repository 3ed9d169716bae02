import type { FieldsType, GraphqlSchema, GraphqlType, Selection } from "../../../generator/contract/graphql.js";
import { findField, findType, namedType, possibleTypes } from "../../../generator/contract/graphql.js";
import type { GraphqlPlan } from "../../../generator/plan/plan.js";

/** What documents use of a schema: nothing else has to be typed. */
export interface UsedSchema {
  /** As SDL. */
  readonly text: string;
  /** By the name of a type that stands for all others: the object types that it stands for. */
  readonly others: ReadonlyMap<string, readonly string[]>;
}

/** What is used so far. */
interface Usage {
  readonly schema: GraphqlSchema;
  /** Fields by object or interface. */
  readonly fields: Map<string, Set<string>>;
  /** Names of all types that appear. */
  readonly types: Set<string>;
  /** Object types that are asked of by name. */
  readonly explicit: Set<string>;
}

/**
 * The part of a schema that documents use. Of an interface or a union, the object types that no document names are one:
 * they look alike, and so does whatever the server adds to them one day.
 */
export function findUsedSchema(schema: GraphqlSchema, documents: readonly GraphqlPlan[]): UsedSchema {
  const usage: Usage = { schema, fields: new Map(), types: new Set(), explicit: new Set() };
  for (const { kind, variables, selections } of documents) {
    useSelections(schema.roots[kind] ?? "", selections, usage);
    for (const { type } of variables) useInput(namedType(type), usage);
  }
  for (const { type, selections } of Object.values(schema.fragments)) useSelections(type, selections, usage);
  const abstract = [...usage.types].filter((name) => isAbstract(schema, name));
  const others = new Map(abstract.map((name) => [otherName(name), othersOf(name, usage)]));
  return { text: printUsage(usage, abstract), others };
}

/** GraphQL keeps names that start like this to itself: no contract has such a type. */
function otherName(name: string): string {
  return `__Other_${name}`;
}

function othersOf(name: string, { schema, explicit }: Usage): string[] {
  return possibleTypes(schema, name).filter((each) => !explicit.has(each));
}

function isAbstract(schema: GraphqlSchema, name: string): boolean {
  const kind = findType(schema, name)?.kind;
  return kind === "interface" || kind === "union";
}

function useSelections(type: string, selections: readonly Selection[], usage: Usage): void {
  const { schema } = usage;
  usage.types.add(type);
  if (!isAbstract(schema, type)) usage.explicit.add(type);
  for (const part of selections) {
    if (part.kind === "field") useField(type, part, usage);
    else if (part.kind === "spread") useCondition(type, schema.fragments[part.fragment]?.type, usage);
    else {
      useCondition(type, part.type, usage);
      useSelections(part.type ?? type, part.selections, usage);
    }
  }
}

/** A condition on another interface sets the types apart that meet it. */
function useCondition(type: string, condition: string | undefined, { schema, explicit, types }: Usage): void {
  if (condition === undefined || condition === type) return;
  types.add(condition);
  if (isAbstract(schema, condition)) for (const each of possibleTypes(schema, condition)) explicit.add(each);
}

function useField(type: string, part: Selection & { readonly kind: "field" }, usage: Usage): void {
  const field = findField(usage.schema, type, part.field);
  if (field === undefined) return;
  const used = usage.fields.get(type);
  if (used === undefined) usage.fields.set(type, new Set([part.field]));
  else used.add(part.field);
  const name = namedType(field.type);
  usage.types.add(name);
  if (part.selections !== undefined) useSelections(name, part.selections, usage);
}

function useInput(name: string, usage: Usage): void {
  if (usage.types.has(name)) return;
  usage.types.add(name);
  const type = findType(usage.schema, name);
  if (type?.kind === "input") for (const field of type.fields) useInput(namedType(field.type), usage);
}

const BUILT_IN = new Set(["String", "Boolean", "Int", "Float", "ID"]);

function printUsage(usage: Usage, abstract: readonly string[]): string {
  const { schema, explicit, types } = usage;
  const names = [...new Set([...types, ...explicit])].filter((name) => !BUILT_IN.has(name)).sort();
  const printed = names.flatMap((name) => {
    const type = findType(schema, name);
    return type === undefined ? [] : [printUsedType(type, usage)];
  });
  const roots = Object.entries(schema.roots).map(([kind, name]) => `${kind}: ${name}`);
  const missing = Object.values(schema.roots)
    .filter((name) => !names.includes(name))
    .map((name) => `type ${name} { _: Int }`);
  const others = abstract.map((name) => printOthers(name, usage));
  return [`schema { ${roots.join(" ")} }`, ...missing, ...printed, ...others].join("\n");
}

function printUsedType(type: GraphqlType, usage: Usage): string {
  const { name } = type;
  switch (type.kind) {
    case "scalar":
      return `scalar ${name}`;
    case "enum":
      return `enum ${name} { ${type.values.map(({ key }) => key).join(" ")} }`;
    case "input": {
      const fields = type.fields.map(
        ({ key, type: of, default: given }) => `${key}: ${of}${given === undefined ? "" : ` = ${given}`}`,
      );
      return `input ${name}${type.oneOf ? " @oneOf" : ""} { ${fields.join(" ")} }`;
    }
    case "union": {
      const members = type.members.filter((each) => usage.explicit.has(each));
      return `union ${name} = ${[...members, otherName(name)].join(" | ")}`;
    }
    default:
      return `${type.kind === "object" ? "type" : "interface"} ${name}${printInterfaces(type, usage)} ${printFields([type], usage)}`;
  }
}

function printInterfaces({ interfaces }: FieldsType, { types }: Usage): string {
  const used = interfaces.filter((each) => types.has(each));
  return used.length === 0 ? "" : ` implements ${used.join(" & ")}`;
}

/** The fields that are asked of these types, or of interfaces of theirs. */
function printFields(of: readonly FieldsType[], { schema, fields }: Usage): string {
  const used = new Map<string, string>();
  for (const type of of) {
    for (const name of [type.name, ...type.interfaces]) {
      for (const key of fields.get(name) ?? []) {
        const field = findField(schema, type.name, key);
        if (field !== undefined) used.set(key, field.type);
      }
    }
  }
  const printed = [...used].map(([key, type]) => `${key}: ${type}`);
  return `{ ${printed.length === 0 ? "_: Int" : printed.join(" ")} }`;
}

/** The object type that stands for all that nobody asks of by name. */
function printOthers(name: string, usage: Usage): string {
  const type = findType(usage.schema, name);
  if (type?.kind !== "interface") return `type ${otherName(name)} { _: Int }`;
  const interfaces = [name, ...type.interfaces].filter((each) => usage.types.has(each));
  return `type ${otherName(name)} implements ${interfaces.join(" & ")} ${printFields([type], usage)}`;
}
