import { quote } from "./text.js";
import type {
  IntersectionType,
  Keyword,
  LiteralType,
  MemberNode,
  Name,
  Node,
  StatementNode,
  TypeLiteral,
  TypeNode,
  UnionType,
} from "./typescript-nodes.js";

/** Columns that a line of types may fill before it is broken. */
const lineWidth = 110;

/** Where a type's text starts: the spaces before its line, and the column that the line has reached. */
interface Place {
  readonly indent: string;
  readonly column: number;
}

/** The text of a node as somebody would write it by hand. Literals hold no raw line break: each one in the text is layout. */
export function printNode(node: Node): string {
  switch (node.kind) {
    case "TypeAliasDeclaration":
    case "InterfaceDeclaration":
      return printComments(node.comments, "") + printStatement(node);
    case "PropertySignature":
    case "IndexSignature":
      return printMember(node, "");
    default:
      return printType(node, { indent: "", column: 0 });
  }
}

function printStatement(node: StatementNode): string {
  const words = printModifiers(node.modifiers);
  if (node.kind === "InterfaceDeclaration") {
    return `${words}interface ${node.name.text} ${printBlock(node.members, "")}`;
  }
  const head = `${words}type ${node.name.text}${node.parameters} =`;
  return `${joinType(head, printType(node.type, { indent: "", column: head.length + 1 }))};`;
}

function printMember(node: MemberNode, indent: string): string {
  const head = `${printModifiers(node.modifiers)}${printKey(node)}:`;
  const type = printType(node.type, { indent, column: indent.length + head.length + 1 });
  return `${printComments(node.comments, indent)}${joinType(head, type)};`;
}

function printModifiers(modifiers: readonly Keyword[]): string {
  return modifiers.length === 0 ? "" : modifiers.map((modifier) => `${printType(modifier)} `).join("");
}

function printKey(node: MemberNode): string {
  if (node.kind === "PropertySignature") return `${printName(node.name)}${node.questionToken ? "?" : ""}`;
  return `[${node.parameters.map(({ name, type }) => `${name.text}: ${printType(type)}`).join(", ")}]`;
}

// A broken union starts on a line of its own.
function joinType(head: string, type: string): string {
  return type.startsWith("\n") ? head + type : `${head} ${type}`;
}

function printType(node: TypeNode, at: Place = { indent: "", column: 0 }): string {
  switch (node.kind) {
    case "Identifier":
    case "StringLiteral":
    case "NumericLiteral":
      return printName(node);
    case "SourceText":
      return node.text;
    case "LiteralType":
      return printLiteral(node.literal);
    case "TypeReference":
      return node.typeName.text + (node.typeArguments.length ? printList("<", node.typeArguments, at) : "");
    case "TupleType":
      return printList("[", node.elements, at);
    case "OptionalType":
      return `${printOperand(node.type, at)}?`;
    case "RestType":
      return `...${printType(node.type, at)}`;
    case "ArrayType":
      return `${printOperand(node.elementType, at)}[]`;
    case "IndexedAccessType":
      return `${printOperand(node.objectType, at)}[${printType(node.indexType, at)}]`;
    case "UnionType":
      return printUnion(node, at);
    case "IntersectionType":
      return printIntersection(node, at);
    case "TypeLiteral":
      return printTypeLiteral(node, at);
    default:
      return node.kind.slice(0, -"Keyword".length).toLowerCase();
  }
}

function printName(name: Name): string {
  return name.kind === "StringLiteral" ? quote(name.text) : name.text;
}

function printLiteral(literal: LiteralType["literal"]): string {
  return literal.kind === "PrefixUnaryExpression" ? `-${literal.operand.text}` : printType(literal);
}

const closers = { "(": ")", "<": ">", "[": "]" };

function printList(opener: keyof typeof closers, nodes: readonly TypeNode[], at: Place): string {
  const [first = "", ...others] = nodes.map((node) => printType(node, { ...at, column: at.column + 1 }));
  const isBroken = [first, ...others].some((text) => text.startsWith("\n"));
  const list = others.reduce((head, text) => joinType(`${head},`, text), first);
  return `${opener}${list}${isBroken ? `\n${at.indent}` : ""}${closers[opener]}`;
}

/** A type inside of another one, in parentheses where it would fall apart. */
function printOperand(node: TypeNode, at: Place): string {
  const isCompound = node.kind === "UnionType" || node.kind === "IntersectionType";
  return isCompound ? printList("(", [node], at) : printType(node, at);
}

function printUnion({ types }: UnionType, at: Place): string {
  const variants = types.map((type) => printOperand(type, at));
  const line = variants.join(" | ");
  const isLine = !line.includes("\n") && at.column + line.length <= lineWidth;
  // `{ ... } | null` reads best when the block stays where it is.
  const isBlock = variants.length === 2 && variants.filter((variant) => variant.includes("\n")).length === 1;
  if (isLine || isBlock) return line;
  return variants.map((variant) => `\n${at.indent}  | ${variant.replaceAll("\n", "\n    ")}`).join("");
}

function printIntersection({ types }: IntersectionType, at: Place): string {
  const parts = types.map((type) => printOperand(type, at));
  const line = parts.join(" & ");
  return line.includes("\n") || at.column + line.length <= lineWidth ? line : parts.join(` &\n${at.indent}  `);
}

function printTypeLiteral({ members }: TypeLiteral, at: Place): string {
  const isMap = members.at(-1)?.kind === "IndexSignature" && members.length <= 2;
  if (isMap && members.every((member) => !member.comments)) {
    const line = `{ ${members
      .map((member) => printMember(member, at.indent))
      .join(" ")
      .slice(0, -1)} }`;
    if (!line.includes("\n") && at.column + line.length <= lineWidth) return line;
  }
  return printBlock(members, at.indent);
}

function printBlock(members: readonly MemberNode[], indent: string): string {
  if (members.length === 0) return "{}";
  const inner = `${indent}  `;
  const start = "{\n";
  return `${members.reduce((text, member) => `${text}${inner}${printMember(member, inner)}\n`, start)}${indent}}`;
}

function printComments(comments: readonly string[] | undefined, indent: string): string {
  if (comments === undefined) return "";
  return comments.map((text) => `${printComment(text).join(`\n${indent}`)}\n${indent}`).join("");
}

function printComment(text: string): string[] {
  // TypeScript obeys `@ts-ignore` on the last line of any comment: no contract's words may stand there.
  const guarded = /^[*/\s]*@ts-[^\n]*$/.test(text) ? `*\n * ${text.slice(1).trim()}\n ` : text;
  return `/*${guarded}*/`.split(/\r\n?|\n/).map((line) => line.trimEnd());
}
