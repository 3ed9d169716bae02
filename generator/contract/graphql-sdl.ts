import type { ArgumentFact, DirectiveFact, FieldFact, GraphqlSchema, GraphqlType } from "./graphql.js";

/** The scalars that every schema has, whether or not it uses them. */
export const BUILT_IN: ReadonlySet<string> = new Set(["String", "Boolean", "Int", "Float", "ID"]);

/** A schema as GraphQL writes it, without its prose. */
export function printSdl({ roots, types, directives = [] }: GraphqlSchema): string {
  const operations = Object.entries(roots).map(([kind, name]) => `${kind}: ${name}`);
  const own = Object.values(types).filter(({ name }) => !BUILT_IN.has(name));
  return [`schema { ${operations.join(" ")} }`, ...directives.map(printDirective), ...own.map(printType)].join("\n");
}

function printDirective({ name, arguments: args, locations, repeatable }: DirectiveFact): string {
  return `directive @${name}${printArguments(args)}${repeatable ? " repeatable" : ""} on ${locations.join(" | ")}`;
}

function printType(type: GraphqlType): string {
  const { name } = type;
  switch (type.kind) {
    case "scalar":
      return `scalar ${name}`;
    case "enum":
      return `enum ${name} { ${type.values.map(({ key }) => key).join(" ")} }`;
    case "union":
      return `union ${name} = ${type.members.join(" | ")}`;
    case "input":
      return `input ${name}${type.oneOf ? " @oneOf" : ""} { ${type.fields.map(printArgument).join(" ")} }`;
    case "object":
    case "interface": {
      const interfaces = type.interfaces.length === 0 ? "" : ` implements ${type.interfaces.join(" & ")}`;
      return `${type.kind === "object" ? "type" : "interface"} ${name}${interfaces} { ${type.fields.map(printField).join(" ")} }`;
    }
  }
}

function printField({ key, type, arguments: args }: FieldFact): string {
  return `${key}${printArguments(args)}: ${type}`;
}

function printArguments(args: readonly ArgumentFact[]): string {
  return args.length === 0 ? "" : `(${args.map(printArgument).join(" ")})`;
}

function printArgument({ key, type, default: given }: ArgumentFact): string {
  return `${key}: ${type}${given === undefined ? "" : ` = ${given}`}`;
}
