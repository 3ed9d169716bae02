import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  parse,
  validate,
} from "graphql";

/** A document that is being written. */
interface Draft {
  readonly schema: GraphQLSchema;
  readonly name: string;
  /** Draws the next number from 0 to 1. */
  readonly draw: () => number;
  readonly variables: Map<string, string>;
  readonly fragments: string[];
  /** Tells aliases and variables apart. */
  count: number;
}

/**
 * Writes documents of the shapes that people write: two to four levels, variables and literals, aliases, named and inline
 * fragments, conditions, unions and interfaces. The same schema and count give the same documents, each of them valid.
 */
export function makeDocuments(schema: GraphQLSchema, count: number): string[] {
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {});
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const documents: string[] = [];
  for (let seed = 1; documents.length < count && seed < count * 20; seed++) {
    const isMutation = seed % 4 === 0 && mutations.length > 0;
    const fields = isMutation ? mutations : queries;
    const field = fields[(seed * 7) % fields.length];
    if (field === undefined) continue;
    const name = `Doc${documents.length + 1}${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}`;
    const draft = { schema, name, draw: makeDraw(seed), variables: new Map(), fragments: [], count: 0 };
    const text = writeDocument(draft, isMutation ? "mutation" : "query", field);
    if (validate(schema, parse(text)).length === 0) documents.push(text);
  }
  return documents;
}

/** Mulberry32. */
function makeDraw(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function writeDocument(draft: Draft, kind: string, field: GraphQLField<unknown, unknown>): string {
  const depth = 2 + Math.floor(draft.draw() * 3);
  const selection = writeField(field, draft, depth - 1);
  const declared = [...draft.variables].map(([name, type]) => `$${name}: ${type}`).join(", ");
  const head = `${kind} ${draft.name}${declared === "" ? "" : `(${declared})`}`;
  return [`${head} {\n  ${selection}\n}`, ...draft.fragments].join("\n\n");
}

function writeField(field: GraphQLField<unknown, unknown>, draft: Draft, depth: number): string {
  const given = field.args.flatMap((argument) => writeArgument(argument, draft));
  const isAliased = given.length > 0 && draft.draw() < 0.5;
  const alias = isAliased ? `${field.name}${++draft.count}: ` : "";
  const args = given.length === 0 ? "" : `(${given.join(", ")})`;
  const type = getNamedType(field.type);
  return `${alias}${field.name}${args}${writeCondition(draft)}${isLeafType(type) ? "" : ` ${writeSelection(type, draft, depth)}`}`;
}

/** Few fields are asked for under a condition. */
function writeCondition(draft: Draft): string {
  if (draft.draw() > 0.04) return "";
  const name = `with${++draft.count}`;
  draft.variables.set(name, "Boolean!");
  return ` @include(if: $${name})`;
}

function writeArgument(argument: GraphQLArgument, draft: Draft): string[] {
  const { name, type } = argument;
  if (name === "first") return [`first: ${5 + Math.floor(draft.draw() * 20)}`];
  if (!isRequiredArgument(argument) && draft.draw() > 0.25) return [];
  if (name === "last" || name === "before") return [];
  const variable = draft.variables.has(name) ? `${name}${++draft.count}` : name;
  draft.variables.set(variable, String(type));
  return [`${name}: $${variable}`];
}

function writeSelection(type: GraphQLNamedType, draft: Draft, depth: number): string {
  if (isAbstractType(type)) return writeAbstract(type, draft, depth);
  if (!isObjectType(type)) return "";
  const text = writeFields(type, draft, depth);
  if (depth > 1 || draft.draw() > 0.2) return text;
  const fragment = `${draft.name}_${type.name}${++draft.count}`;
  draft.fragments.push(`fragment ${fragment} on ${type.name} ${text}`);
  return draft.draw() < 0.5 ? `{ ...${fragment} }` : `{ __typename ...${fragment} }`;
}

function writeFields(type: GraphQLObjectType | GraphQLInterfaceType, draft: Draft, depth: number): string {
  return `{ ${chooseFields(type, draft, depth).join(" ")} }`;
}

/** Up to six scalars and, where there is room, three objects. */
function chooseFields(type: GraphQLObjectType | GraphQLInterfaceType, draft: Draft, depth: number): string[] {
  const fields = Object.values(type.getFields());
  const leaves = pick(
    fields.filter((field) => isLeafType(getNamedType(field.type)) && !isListOfLists(field)),
    1 + Math.floor(draft.draw() * 6),
    draft,
  );
  const objects = depth <= 0 ? [] : pick(fields.filter(isComposite), Math.floor(draft.draw() * 4), draft);
  const written = [...leaves, ...objects].map((field) => writeField(field, draft, depth - 1));
  return written.length === 0 ? ["__typename"] : written;
}

function isComposite({ type }: GraphQLField<unknown, unknown>): boolean {
  return !isLeafType(getNamedType(type));
}

function isListOfLists({ type }: GraphQLField<unknown, unknown>): boolean {
  const item = isNonNullType(type) ? type.ofType : type;
  return isListType(item) && String(item).startsWith("[[");
}

/** Some object types by name, and of an interface what they all have. */
function writeAbstract(type: GraphQLNamedType, draft: Draft, depth: number): string {
  if (!isAbstractType(type)) return "";
  const possible = pick([...draft.schema.getPossibleTypes(type)], 1 + Math.floor(draft.draw() * 4), draft);
  const common = isInterfaceType(type) ? chooseFields(type, draft, 0) : [];
  const parts = possible.map((member) => `... on ${member.name} ${writeFields(member, draft, depth - 1)}`);
  return `{ __typename ${[...common, ...parts].join(" ")} }`;
}

function pick<Item>(items: readonly Item[], most: number, { draw }: Draft): Item[] {
  const left = [...items];
  const picked: Item[] = [];
  while (picked.length < most && left.length > 0) picked.push(...left.splice(Math.floor(draw() * left.length), 1));
  return picked;
}
