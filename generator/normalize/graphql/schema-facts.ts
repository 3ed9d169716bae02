import type { ArgumentFact, FieldFact, GraphqlSchema, GraphqlType } from "../../contract/graphql.js";
import * as graphql from "../../graphql-js.js";
import type {
  GraphQLArgument,
  GraphQLField,
  GraphQLInputField,
  GraphQLNamedType,
  GraphQLSchema,
} from "../../graphql-js.js";

/** What every schema has. */
const SPECIFIED = new Set(["include", "skip", "deprecated", "specifiedBy", "oneOf", "defer", "stream"]);

/** The types of a schema as plain facts, in the contract's order. */
export function readTypes(schema: GraphQLSchema): Pick<GraphqlSchema, "roots" | "types" | "directives"> {
  const named = Object.values(schema.getTypeMap()).filter((type) => !graphql.isIntrospectionType(type));
  const types = Object.fromEntries(named.map((type) => [type.name, readType(type)]));
  const roots = {
    ...rootOf("query", schema.getQueryType()),
    ...rootOf("mutation", schema.getMutationType()),
    ...rootOf("subscription", schema.getSubscriptionType()),
  };
  const declared = schema.getDirectives().filter((directive) => !SPECIFIED.has(directive.name));
  const directives = declared.map(({ name, locations, args, isRepeatable }) => ({
    name,
    locations: [...locations],
    arguments: args.map(readArgument),
    repeatable: isRepeatable,
  }));
  return { roots, types, ...(directives.length > 0 && { directives }) };
}

function rootOf(
  kind: keyof GraphqlSchema["roots"],
  type: { readonly name: string } | null | undefined,
): GraphqlSchema["roots"] {
  return type ? { [kind]: type.name } : {};
}

function readType(type: GraphQLNamedType): GraphqlType {
  const { name } = type;
  const words = docOf(type);
  if (graphql.isEnumType(type)) {
    const values = type.getValues().map((value) => ({ key: value.name, ...docOf(value), ...deprecationOf(value) }));
    return { kind: "enum", name, ...words, values };
  }
  if (graphql.isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).map(readArgument);
    return { kind: "input", name, ...words, fields, ...(type.isOneOf && { oneOf: true }) };
  }
  if (graphql.isUnionType(type))
    return { kind: "union", name, ...words, members: type.getTypes().map((each) => each.name) };
  if (graphql.isScalarType(type)) {
    return { kind: "scalar", name, ...words, ...(type.specifiedByURL ? { specifiedBy: type.specifiedByURL } : {}) };
  }
  return {
    kind: graphql.isInterfaceType(type) ? "interface" : "object",
    name,
    ...words,
    interfaces: type.getInterfaces().map((each) => each.name),
    fields: Object.values(type.getFields()).map(readField),
  };
}

function readField(field: GraphQLField<unknown, unknown>): FieldFact {
  return {
    key: field.name,
    type: String(field.type),
    arguments: field.args.map(readArgument),
    ...docOf(field),
    ...deprecationOf(field),
  };
}

function readArgument(argument: GraphQLArgument | GraphQLInputField): ArgumentFact {
  const value =
    argument.defaultValue === undefined ? undefined : graphql.astFromValue(argument.defaultValue, argument.type);
  return {
    key: argument.name,
    type: String(argument.type),
    ...(value && { default: graphql.print(value) }),
    ...docOf(argument),
    ...deprecationOf(argument),
  };
}

function docOf({ description }: { readonly description?: string | null | undefined }): { doc?: string } {
  return description ? { doc: description } : {};
}

function deprecationOf({ deprecationReason: reason }: { readonly deprecationReason?: string | null | undefined }): {
  deprecated?: string;
} {
  return typeof reason === "string" ? { deprecated: reason } : {};
}
