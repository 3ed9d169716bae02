/**
 * Stands in for the package `typescript` wherever openapi-typescript is bundled: builds and prints the nodes of types, and nothing else,
 * in a hundredth of its loading time.
 */
import { factory } from "./typescript-factory.js";
import type { Commented, Node, SourceText, TypeAlias } from "./typescript-nodes.js";
import { printNode } from "./typescript-text.js";

interface SourceFile {
  statements: readonly Node[];
}

// A kind is its own name: openapi-typescript looks up both the kind of a name and the name of a kind.
const SyntaxKind = {
  BooleanKeyword: "BooleanKeyword",
  ExportKeyword: "ExportKeyword",
  MinusToken: "MinusToken",
  MultiLineCommentTrivia: "MultiLineCommentTrivia",
  NeverKeyword: "NeverKeyword",
  NullKeyword: "NullKeyword",
  NumberKeyword: "NumberKeyword",
  QuestionToken: "QuestionToken",
  ReadonlyKeyword: "ReadonlyKeyword",
  StringKeyword: "StringKeyword",
  UndefinedKeyword: "UndefinedKeyword",
  UnknownKeyword: "UnknownKeyword",
} as const;

const statementKinds = ["InterfaceDeclaration", "TypeAliasDeclaration"];

/** What comes in as source text is one alias, `type WithRequired<T, K extends keyof T> = ...;`. */
function parseAlias(text: string): TypeAlias[] {
  const [, name, parameters = "", type] = /^type (\w+)(<.*?>)? = (.*);$/s.exec(text) ?? [];
  if (!name || !type) return [];
  const source: SourceText = { kind: "SourceText", text: type };
  return [{ ...factory.createTypeAliasDeclaration([], name, undefined, source), parameters }];
}

// What nobody sees, or what turns the text around it: only literals and comments hold it, and an escape means the same there.
const unseen = /[\0-\u0008\u000b-\u001f\u007f-\u009f\p{Cs}\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

function printFile({ statements }: SourceFile): string {
  const text = statements.map((statement) => `${printNode(statement)}\n`).join("");
  return text.replace(unseen, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function addSyntheticLeadingComment<Item extends Commented>(node: Item, _kind: string, text: string): Item {
  node.comments = [...(node.comments ?? []), text];
  return node;
}

export default {
  SyntaxKind,
  ScriptTarget: { ESNext: 99 },
  ScriptKind: { TS: 3 },
  NewLineKind: { LineFeed: 1 },
  factory,
  createSourceFile: (_name: string, text: string): SourceFile => ({ statements: parseAlias(text) }),
  createPrinter: () => ({ printFile }),
  addSyntheticLeadingComment,
  isTypeNode: (node: Node) => !statementKinds.includes(node.kind),
  isTypeLiteralNode: (node: Node) => node.kind === "TypeLiteral",
  isUnionTypeNode: (node: Node) => node.kind === "UnionType",
  isTupleTypeNode: (node: Node) => node.kind === "TupleType",
  isArrayTypeNode: (node: Node) => node.kind === "ArrayType",
  isTypeAliasDeclaration: (node: Node) => node.kind === "TypeAliasDeclaration",
  isInterfaceDeclaration: (node: Node) => node.kind === "InterfaceDeclaration",
};
