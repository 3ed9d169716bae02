import type { Contract } from "../../../generator/contract/contract.js";
import {
  type ArgumentFact,
  findType,
  type GraphqlSchema,
  type InputType,
} from "../../../generator/contract/graphql.js";
import { typeId } from "../../../generator/contract/graphql-schemas.js";
import { buildASTSchema, parse } from "../../../generator/graphql-js.js";
import type { OperationPlan, Plan, TypePlan } from "../../../generator/plan/plan.js";
import type { TypeShape } from "../../../generator/plan/types/shape.js";
import { codegen, operationTypes } from "../../graphql-codegen.js";
import { type Asked, markDeprecated } from "./deprecations.js";
import { type DeclaredType, parseTypes } from "./parse-types.js";
import { mergeVariants, replaceAt, UNRECOGNIZED } from "./shapes.js";
import { findUsedSchema, type UsedSchema } from "./used-schema.js";

/** What graphql-codegen calls a type, and what the plan does. */
type Names = ReadonlyMap<string, string>;

/** The types that operations use, as graphql-codegen sees them: variables, results, fragments, inputs and enums. */
export async function readGraphqlTypes(plan: Plan, contract: Contract): Promise<readonly TypePlan[]> {
  const { graphql } = contract;
  if (graphql === undefined || plan.operations.length === 0) return plan.types;
  const documents = plan.operations.flatMap((operation) => operation.graphql ?? []);
  const used = findUsedSchema(graphql, documents);
  const declared = parseTypes(
    await writeTypes(used, documentsText(plan.operations, graphql), scalarTypes(graphql, plan.decoders.values.codecs)),
  );
  const names = nameTypes(plan, graphql);
  const asked = new Map(plan.operations.map((operation) => [operation.names.result, askedOf(operation, graphql)]));
  const items = plan.operations.flatMap((operation) => itemNames(operation));
  return declared
    .filter(({ shape }) => shape.kind !== "object" || shape.members.length > 0)
    .map((type) => toTypePlan(type, { names, used, graphql }))
    .map((type) => ({ ...type, shape: markDeprecated(type.shape, asked.get(type.name) ?? [], graphql) }))
    .flatMap((type) => nameItems(type, items))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function askedOf({ graphql: document }: OperationPlan, { roots }: GraphqlSchema): Asked[] {
  return document === undefined ? [] : [{ type: roots[document.kind] ?? "", selections: document.selections }];
}

/** What the items of a list are called, and where they lie in a result. */
interface ItemName {
  readonly result: string;
  readonly name: string;
  readonly path: readonly string[];
}

function itemNames({ names, graphql }: OperationPlan): ItemName[] {
  const { pages, load } = graphql ?? {};
  if (load !== undefined) return [{ result: names.result, name: names.item, path: [load.field] }];
  if (pages === undefined) return [];
  const path = [...pages.path, pages.list, ...(pages.list === "edges" ? ["node"] : [])];
  return [{ result: names.result, name: names.item, path }];
}

/** A result whose items have a name of their own, and that type. */
function nameItems(type: TypePlan, items: readonly ItemName[]): TypePlan[] {
  const item = items.find(({ result }) => result === type.name);
  if (item === undefined) return [type];
  let found: TypeShape = { kind: "keyword", keyword: "unknown" };
  const shape = replaceAt(type.shape, item.path, (inner) => {
    found = inner;
    return { kind: "name", name: item.name };
  });
  return [
    { ...type, shape },
    { id: `${type.id}/item`, name: item.name, shape: found },
  ];
}

/** Names that no contract may use: GraphQL keeps them to itself. */
function temporaryName(index: number): string {
  return `__Operation${index}`;
}

function documentsText(operations: readonly OperationPlan[], { fragments }: GraphqlSchema): string {
  const own = operations.flatMap(({ graphql }, index) => {
    const text = graphql?.text.split("\n\n")[0] ?? "";
    return text.replace(/^(\w+) \w+/, `$1 ${temporaryName(index)}`);
  });
  return [...own, ...Object.values(fragments).map(({ text }) => text)].join("\n");
}

const TYPES: { readonly [meaning: string]: string } = { integer: "number", Date: "globalThis.Date" };

/** What scalars are in TypeScript. */
export function scalarTypes({ scalars = {} }: GraphqlSchema, codecs: object = {}): { readonly [name: string]: string } {
  const types = Object.entries(scalars).map(([name, meaning]) => [name, TYPES[meaning] ?? meaning]);
  const own = Object.keys(codecs).map((name) => [name, name]);
  return { Upload: "Uploadable", ...Object.fromEntries([...types, ...own]) };
}

async function writeTypes(
  { text }: UsedSchema,
  documents: string,
  scalars: { readonly [name: string]: string },
): Promise<string> {
  const schema = parse(text);
  return codegen({
    filename: "types.ts",
    schema,
    schemaAst: buildASTSchema(schema, { assumeValid: true, assumeValidSDL: true }),
    documents: [{ location: "documents.graphql", rawSDL: documents, document: parse(documents) }],
    config: {
      namingConvention: "keep",
      scalars,
      futureProofEnums: true,
      disableDescriptions: true,
      skipDocumentsValidation: true,
    },
    skipDocumentsValidation: true,
    plugins: [{ operationTypes: {} }],
    pluginMap: { operationTypes: { plugin: operationTypes } },
  });
}

function nameTypes({ operations, typeNames }: Plan, { types }: GraphqlSchema): Names {
  const names = new Map<string, string>();
  for (const name of Object.keys(types)) names.set(name, typeNames[typeId(name)] ?? name);
  for (const [index, { names: own, graphql }] of operations.entries()) {
    const result = `${temporaryName(index)}${capitalized(graphql?.kind ?? "query")}`;
    names.set(result, own.result).set(`${result}Variables`, own.params);
  }
  return names;
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

interface Renaming {
  readonly names: Names;
  readonly used: UsedSchema;
  readonly graphql: GraphqlSchema;
}

function toTypePlan({ name, shape }: DeclaredType, renaming: Renaming): TypePlan {
  const { names, graphql } = renaming;
  const type = findType(graphql, name);
  const { doc } = type ?? {};
  const renamed = type?.kind === "input" ? describeMembers(rename(shape, renaming), type) : rename(shape, renaming);
  const isSent = type?.kind === "input" || name.endsWith("Variables");
  return {
    id: typeId(name),
    name: names.get(name) ?? name,
    shape: isSent ? allowUndefined(renamed) : renamed,
    ...(doc !== undefined && { doc }),
  };
}

/** The words of the contract beside the members that they are about. */
function describeMembers(shape: TypeShape, type: InputType): TypeShape {
  if (shape.kind === "union") return { ...shape, variants: shape.variants.map((each) => describeMembers(each, type)) };
  if (shape.kind !== "object") return shape;
  const members = shape.members.map((member) => {
    const doc = docOf(type.fields.find(({ key }) => key === member.key));
    const isExcluded = member.shape.kind === "keyword" && member.shape.keyword === "never";
    return doc === "" || isExcluded ? member : { ...member, doc };
  });
  return { ...shape, members };
}

function docOf({ doc, deprecated }: Partial<Pick<ArgumentFact, "doc" | "deprecated">> = {}): string {
  return [doc, deprecated === undefined ? undefined : `@deprecated ${deprecated}`].filter(Boolean).join("\n\n");
}

/** Whoever sends may have nothing to say: `key: undefined` is like no key. */
function allowUndefined(shape: TypeShape): TypeShape {
  if (shape.kind === "union") return { ...shape, variants: shape.variants.map(allowUndefined) };
  if (shape.kind !== "object") return shape;
  const members = shape.members.map((member) => (member.optional ? { ...member, undefinable: true } : member));
  return { ...shape, members };
}

/** Our names in the place of graphql-codegen's, and `Unrecognized` for what is not known yet. */
function rename(shape: TypeShape, renaming: Renaming): TypeShape {
  switch (shape.kind) {
    case "name":
      return { kind: "name", name: renaming.names.get(shape.name) ?? shape.name };
    case "literal":
      return renameLiteral(shape, renaming);
    case "array":
      return { kind: "array", items: rename(shape.items, renaming) };
    case "object":
      return {
        ...shape,
        members: shape.members.map((member) => ({ ...member, shape: rename(member.shape, renaming) })),
      };
    case "union":
      return mergeVariants(shape.variants.map((each) => rename(each, renaming)));
    case "intersection":
      return { kind: "intersection", members: shape.members.map((each) => rename(each, renaming)) };
    default:
      return shape;
  }
}

function renameLiteral(shape: TypeShape & { readonly kind: "literal" }, { used }: Renaming): TypeShape {
  if (shape.value === "%future added value") return UNRECOGNIZED;
  const others = used.others.get(String(shape.value));
  if (others === undefined) return shape;
  return { kind: "union", variants: [...others.map((value) => ({ kind: "literal" as const, value })), UNRECOGNIZED] };
}
