import * as graphql from "../../graphql-js.js";
import type { ASTNode, DocumentNode, FragmentDefinitionNode, GraphQLSchema } from "../../graphql-js.js";

/** A part of a document that names something of the schema. */
export interface Mention {
  /** The name of the document's source. */
  readonly source: string;
  /** Offsets into it; what is asked of the field, or of the fragment, is not part of it. */
  readonly start: number;
  readonly end: number;
  /** `open`: a variable may hold any value of its type; what it will be, no document says. */
  readonly way: "written" | "open" | "received";
}

/** What documents name of a schema: types (`Product`), fields, arguments, directives (`@trace`), `Node > Product`. */
export type Mentions = ReadonlyMap<string, readonly Mention[]>;

/** Finds everything of a schema that documents name. What the schema does not know is passed over. */
export function findMentions(document: DocumentNode, schema: GraphQLSchema): Mentions {
  const found = new Map<string, Mention[]>();
  const noting: Noting = {
    schema,
    info: new graphql.TypeInfo(schema),
    fragments: new Map(),
    note: (name, node, way = "written") => {
      if (name === undefined || node.loc === undefined) return;
      const mention = { ...rangeOf(node, node.loc), way };
      const known = found.get(name);
      if (known === undefined) found.set(name, [mention]);
      else known.push(mention);
    },
  };
  for (const each of document.definitions) {
    if (each.kind === graphql.Kind.FRAGMENT_DEFINITION) noting.fragments.set(each.name.value, each);
  }
  graphql.visit(document, graphql.visitWithTypeInfo(noting.info, visitorOf(noting)));
  return found;
}

interface Noting {
  readonly schema: GraphQLSchema;
  readonly info: graphql.TypeInfo;
  readonly fragments: Map<string, FragmentDefinitionNode>;
  readonly note: (name: string | undefined, node: ASTNode, way?: Mention["way"]) => void;
}

function visitorOf(noting: Noting): graphql.ASTVisitor {
  const { info, note } = noting;
  return {
    OperationDefinition: (node) => {
      note(node.operation, node);
      note(info.getType()?.toString(), node);
    },
    VariableDefinition: ({ type }) => noteVariable(noting, type),
    Field: (node) => {
      const parent = info.getParentType()?.name;
      if (parent !== undefined) note(`${parent}.${node.name.value}`, node);
      note(nameOf(info.getType()), node, "received");
    },
    InlineFragment: (node) => noteNarrowing(noting, node.typeCondition?.name.value, node),
    FragmentDefinition: (node) => note(node.typeCondition.name.value, node),
    FragmentSpread: (node) =>
      noteNarrowing(noting, noting.fragments.get(node.name.value)?.typeCondition.name.value, node),
    Directive: (node) => note(`@${node.name.value}`, node),
    Argument: (node) => {
      const owner = ownerOfArgument(info);
      if (owner !== undefined) note(`${owner}.${node.name.value}`, node);
      note(nameOf(info.getArgument()?.type), node);
    },
    ObjectValue: (node) => note(nameOf(info.getInputType()), node),
    ObjectField: (node) => note(`${nameOf(info.getParentInputType())}.${node.name.value}`, node),
    EnumValue: (node) => note(`${nameOf(info.getInputType())}.${node.value}`, node),
  };
}

function ownerOfArgument(info: graphql.TypeInfo): string | undefined {
  const directive = info.getDirective();
  if (directive) return `@${directive.name}`;
  const [parent, field] = [info.getParentType(), info.getFieldDef()];
  return parent && field ? `${parent.name}.${field.name}` : undefined;
}

function nameOf(type: graphql.GraphQLType | null | undefined): string | undefined {
  return type ? graphql.getNamedType(type)?.name : undefined;
}

/** `... on Product` inside of a `Node`: possible as long as the one can be the other. */
function noteNarrowing(noting: Noting, to: string | undefined, node: ASTNode): void {
  const from = noting.info.getParentType()?.name;
  noting.note(to, node);
  if (from !== undefined && to !== undefined) noting.note(`${from} > ${to}`, node);
}

/** The type of a variable, and everything that a value of it may be made of. */
function noteVariable(noting: Noting, node: graphql.TypeNode): void {
  // A Set is walked in order of insertion, what is added meanwhile included.
  const seen = new Set([typeNameOf(node)]);
  for (const name of seen) {
    noting.note(name, node, "open");
    const type = noting.schema.getType(name);
    if (!graphql.isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      noting.note(`${name}.${field.name}`, node, "open");
      seen.add(graphql.getNamedType(field.type).name);
    }
  }
}

function typeNameOf(node: graphql.TypeNode): string {
  return node.kind === graphql.Kind.NAMED_TYPE ? node.name.value : typeNameOf(node.type);
}

function rangeOf(node: ASTNode, { source, start, end }: graphql.Location): Omit<Mention, "way"> {
  const inside = "selectionSet" in node ? node.selectionSet?.loc?.start : undefined;
  return { source: source.name, start, end: inside ?? end };
}
