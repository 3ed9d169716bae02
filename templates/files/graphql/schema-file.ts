import type {
  ArgumentFact,
  FieldFact,
  GraphqlSchema,
  GraphqlType,
  ScalarMeaning,
  TypeText,
} from "../../../generator/contract/graphql.js";
import { findType, isNonNull, itemType, namedType, possibleTypes } from "../../../generator/contract/graphql.js";
import { isRequired } from "../../../generator/contract/graphql-schemas.js";
import { isTypeName } from "../../../generator/plan/names.js";
import { lines, mentioning, type } from "../../code.js";
import { docComment, literal, quote } from "../../text.js";
import { printFile } from "../output.js";
import type { Emission, OutputFile } from "../output.js";

const OWN = ["Leaf", "Link", "On", "Unrecognized", "Uploadable"];

/** `schema.ts`, the types that selections are made of, and `fields.ts`, what writing a selection down needs to know. */
export function printSchemaFiles(emission: Emission): OutputFile[] {
  const { graphql } = emission.contract;
  if (graphql === undefined || graphql.roots.query === undefined) return [];
  const types = Object.values(graphql.types).filter(({ name, kind }) => kind !== "scalar" && !name.startsWith("__"));
  const declared = types.sort((a, b) => (a.name < b.name ? -1 : 1)).map((each) => printType(each, graphql));
  const selection = OWN.slice(0, 3).map((name) => type(name, "runtime/v1/graphql/selection"));
  const others = [type("Unrecognized", "runtime/v1/unrecognized"), type("Uploadable", "runtime/v1/body/upload")];
  const text = declared.join("\n\n");
  const used = [...selection, ...others].filter(({ name }) => new RegExp(`\\b${name}\\b`).test(text));
  return [
    printFile(emission, {
      path: "schema",
      body: mentioning(text, used),
      declares: types.map(({ name }) => nameOf(name)),
    }),
    printFile(emission, { path: "fields", body: lines([printFields(types)]), declares: ["fields"] }),
  ];
}

/** A type's own name, unless that means something else in the file. */
export function nameOf(name: string): string {
  return isTypeName(name) && !OWN.includes(name) ? name : `${name}_`;
}

function printType(of: GraphqlType, schema: GraphqlSchema): string {
  const doc = docComment([of.doc]);
  const head = doc === "" ? "" : `${doc}\n`;
  const name = nameOf(of.name);
  switch (of.kind) {
    case "enum":
      return `${head}export type ${name} = ${[...of.values.map(({ key }) => quote(key)), "Unrecognized"].join(" | ")};`;
    case "input":
      return of.oneOf
        ? `${head}export type ${name} =${of.fields.map((field) => `\n  | { ${printArgument({ ...field, type: `${field.type}!` }, schema)} }`).join("")};`
        : `${head}export interface ${name} {\n${of.fields.map((field) => `  ${printArgument(field, schema)};\n`).join("")}}`;
    case "union":
      return `${head}export interface ${name} {\n${printParts(of.name, schema)}}`;
    case "object":
      return `${head}export interface ${name} {\n  __typename: ${quote(of.name)};\n${printMembers(of.fields, schema)}}`;
    case "interface":
      return `${head}export interface ${name} {\n${printMembers(of.fields, schema)}${printParts(of.name, schema)}}`;
    case "scalar":
      return "";
  }
}

/** The object types that a value of an abstract type can have. */
function printParts(name: string, schema: GraphqlSchema): string {
  const names = possibleTypes(schema, name);
  const typename = `  __typename: ${[...names.map(quote), "Unrecognized"].join(" | ")};\n`;
  return typename + names.map((each) => `  ${quote(`... on ${each}`)}: On<${nameOf(each)}>;\n`).join("");
}

function printMembers(fields: readonly FieldFact[], schema: GraphqlSchema): string {
  return fields
    .map((field) => {
      const doc = field.deprecated === undefined ? "" : docComment([`@deprecated ${field.deprecated}`]);
      const head = doc === "" ? "" : `${doc.replaceAll("\n", "\n  ")}\n  `;
      return `  ${head}${field.key}: ${printField(field, schema)};\n`;
    })
    .join("");
}

function printField(field: FieldFact, schema: GraphqlSchema): string {
  const kind = findType(schema, namedType(field.type))?.kind;
  const value = printOutput(field.type, schema);
  const isLeaf = kind === "scalar" || kind === "enum";
  const args = field.arguments.map((argument) => printArgument(argument, schema)).join("; ");
  if (args === "") return isLeaf ? value : `Link<${value}>`;
  return `${isLeaf ? "Leaf" : "Link"}<${value}, { ${args} }>`;
}

function printArgument(argument: ArgumentFact, schema: GraphqlSchema): string {
  const optional = !isRequired(argument);
  return `${argument.key}${optional ? "?" : ""}: ${printInput(argument.type, schema)}${optional ? " | undefined" : ""}`;
}

const SCALARS: { readonly [name: string]: string } = {
  String: "string",
  ID: "string",
  Int: "number",
  Float: "number",
  Boolean: "boolean",
  Upload: "Uploadable",
};

function printNamed(name: string, schema: GraphqlSchema): string {
  const kind = findType(schema, name)?.kind;
  return kind === undefined || kind === "scalar"
    ? (SCALARS[name] ?? scalarOf(schema, name) ?? "unknown")
    : nameOf(name);
}

/** What a selection asks for is given as JSON has it: nothing of it is decoded. */
const IN_JSON: { readonly [meaning in ScalarMeaning]: string } = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
  Date: "string",
  bigint: "number | string",
};

function scalarOf({ scalars = {} }: GraphqlSchema, name: string): string | undefined {
  const meaning = Object.hasOwn(scalars, name) ? scalars[name] : undefined;
  return meaning && IN_JSON[meaning];
}

function printOutput(of: TypeText, schema: GraphqlSchema): string {
  const item = itemType(of);
  const base = item === undefined ? printNamed(namedType(of), schema) : `${inParentheses(printOutput(item, schema))}[]`;
  return isNonNull(of) || base === "unknown" ? base : `${base} | null`;
}

function printInput(of: TypeText, schema: GraphqlSchema): string {
  const item = itemType(of);
  const inner = item === undefined ? undefined : printInput(item, schema);
  const id = namedType(of) === "ID" ? "string | number" : printNamed(namedType(of), schema);
  const base = inner === undefined ? id : `${inParentheses(inner)}[] | ${inner}`;
  return isNonNull(of) || base === "unknown" ? base : `${base} | null`;
}

function inParentheses(text: string): string {
  return text.includes("|") ? `(${text})` : text;
}

function printFields(types: readonly GraphqlType[]): string {
  const entries = types.flatMap((each) => {
    if (each.kind !== "object" && each.kind !== "interface") return [];
    const texts = each.fields.map((field) => {
      const args = field.arguments.map(({ key, type: of }) => `${key}:${of}`).join(" ");
      return `${field.key}${args === "" ? "" : `(${args})`}`;
    });
    return [{ name: each.name, fields: each.fields, texts }];
  });
  const composite = new Set(types.filter(({ kind }) => kind !== "enum" && kind !== "input").map(({ name }) => name));
  const rows = entries.map(({ name, fields, texts }) => {
    const all = texts.map((text, index) => {
      const of = namedType(fields[index]?.type ?? "");
      return composite.has(of) ? `${text}:${of}` : text;
    });
    return `  ${name}: ${literal(all.join("|"))},`;
  });
  return `/** What each type's fields take and lead to. */\nexport const fields: { readonly [type: string]: string } = {\n${rows.join("\n")}\n};`;
}
