import { createRequire } from "node:module";
import type * as TypeScript from "typescript";
import type { MemberShape, TypeShape } from "../../generator/plan/types/shape.js";

/** The compiler itself: in this project the import `typescript` means our stand-in. */
export const realTypeScript = createRequire(import.meta.url)("typescript") as typeof TypeScript;
const ts = realTypeScript;

interface ParsedFile extends TypeScript.SourceFile {
  readonly parseDiagnostics?: readonly TypeScript.Diagnostic[];
  readonly commentDirectives?: readonly object[];
}

/** The file as the compiler reads it; throws where that is no TypeScript. */
export function parse(text: string): ParsedFile {
  const file: ParsedFile = ts.createSourceFile("file.ts", text, ts.ScriptTarget.Latest, true);
  const [problem] = file.parseDiagnostics ?? [];
  if (problem) throw new Error(`${ts.flattenDiagnosticMessageText(problem.messageText, "\n")} in ${text}`);
  return file;
}

/** Kinds, names, literals and comments of a tree, one line a node, without its layout. */
export function outline(node: TypeScript.Node, depth = 0): string[] {
  const text = ts.isLiteralExpression(node) || ts.isIdentifier(node) ? JSON.stringify(node.text) : "";
  const docs = ts.getJSDocCommentsAndTags(node).map((doc) => doc.getText().replaceAll(/\s+(?:\* ?)?/g, " "));
  const lines = [`${depth} ${ts.SyntaxKind[node.kind]} ${text} ${docs.join(" ")}`];
  ts.forEachChild(node, (child) => {
    for (const line of outline(child, depth + 1)) lines.push(line);
  });
  return lines;
}

/** The shape that the one declaration of a file has, normalized. */
export function readDeclaration(text: string): TypeShape {
  const [declaration, ...others] = parse(text).statements;
  if (others.length) throw new Error(`more than one statement in ${text}`);
  if (declaration && ts.isInterfaceDeclaration(declaration)) return normalizeShape(readMembers(declaration.members));
  if (declaration && ts.isTypeAliasDeclaration(declaration)) return normalizeShape(readShape(declaration.type));
  throw new Error(`no type in ${text}`);
}

function readShape(node: TypeScript.TypeNode): TypeShape {
  if (ts.isParenthesizedTypeNode(node)) return readShape(node.type);
  if (ts.isLiteralTypeNode(node)) return { kind: "literal", value: JSON.parse(readLiteral(node)) };
  if (ts.isArrayTypeNode(node)) return { kind: "array", items: readShape(node.elementType) };
  if (ts.isTupleTypeNode(node)) return readTuple(node);
  if (ts.isUnionTypeNode(node)) return { kind: "union", variants: node.types.map(readShape) };
  if (ts.isIntersectionTypeNode(node)) return { kind: "intersection", members: node.types.map(readShape) };
  if (ts.isTypeLiteralNode(node)) return readMembers(node.members);
  if (ts.isTypeReferenceNode(node)) {
    const name = node.typeName.getText();
    return node.typeArguments
      ? { kind: "generic", name, args: node.typeArguments.map(readShape) }
      : { kind: "name", name };
  }
  return { kind: "keyword", keyword: node.getText() as "string" };
}

function readLiteral({ literal }: TypeScript.LiteralTypeNode): string {
  return ts.isStringLiteral(literal) ? JSON.stringify(literal.text) : literal.getText();
}

function readTuple(node: TypeScript.TupleTypeNode): TypeShape {
  const elements = node.elements.filter((element) => !ts.isRestTypeNode(element));
  const items = elements.map((element) => readShape(ts.isOptionalTypeNode(element) ? element.type : element));
  const least = elements.findIndex((element) => ts.isOptionalTypeNode(element));
  const [rest] = node.elements.filter(ts.isRestTypeNode);
  return {
    kind: "tuple",
    items,
    ...(least >= 0 && { least }),
    ...(rest && { rest: readShape((rest.type as TypeScript.ArrayTypeNode).elementType) }),
  };
}

function readMembers(nodes: readonly TypeScript.TypeElement[]): TypeShape {
  const [index] = nodes.filter(ts.isIndexSignatureDeclaration);
  const members = nodes.filter(ts.isPropertySignature).map(readMember);
  return { kind: "object", members, ...(index && { index: readShape(index.type) }) };
}

function readMember(node: TypeScript.PropertySignature): MemberShape {
  return {
    key: (node.name as TypeScript.Identifier).text,
    shape: readShape(node.type as TypeScript.TypeNode),
    optional: node.questionToken !== undefined,
    readonly: node.modifiers !== undefined,
  };
}

/** One spelling of a shape's many: unions flat, members sorted, `undefinable` a union. */
export function normalizeShape(shape: TypeShape): TypeShape {
  switch (shape.kind) {
    case "literal":
      return normalizeLiteral(shape.value);
    case "array":
      return { ...shape, items: normalizeShape(shape.items) };
    case "tuple":
      return {
        ...shape,
        items: shape.items.map(normalizeShape),
        ...(shape.rest && { rest: normalizeShape(shape.rest) }),
      };
    case "generic":
      return { ...shape, args: shape.args.map(normalizeShape) };
    case "union":
      return joinShapes(shape.variants.map(normalizeShape), "union");
    case "intersection":
      return joinShapes(shape.members.map(normalizeShape), "intersection");
    case "object":
      return normalizeObject(shape);
    default:
      return shape;
  }
}

function normalizeLiteral(value: string | number | boolean | null): TypeShape {
  if (value === null) return { kind: "keyword", keyword: "null" };
  if (typeof value !== "number") return { kind: "literal", value };
  return Number.isFinite(value) ? { kind: "literal", value: value + 0 } : { kind: "keyword", keyword: "number" };
}

function joinShapes(parts: readonly TypeShape[], kind: "union" | "intersection"): TypeShape {
  const flat = parts.flatMap((part) =>
    part.kind === "union" && kind === "union"
      ? part.variants
      : part.kind === "intersection" && kind === "intersection"
        ? part.members
        : [part],
  );
  const distinct = flat.filter(
    (part, at) =>
      part.kind !== "keyword" ||
      flat.findIndex((other) => other.kind === "keyword" && other.keyword === part.keyword) === at,
  );
  const [first, second] = distinct;
  if (!first) return { kind: "keyword", keyword: kind === "union" ? "never" : "unknown" };
  if (!second) return first;
  return kind === "union" ? { kind, variants: distinct } : { kind, members: distinct };
}

function normalizeObject({ members, index }: TypeShape & { kind: "object" }): TypeShape {
  const normalized = members.map(({ key, shape, optional, undefinable, readonly }) => ({
    key,
    shape: normalizeShape(
      undefinable ? { kind: "union", variants: [shape, { kind: "keyword", keyword: "undefined" }] } : shape,
    ),
    optional,
    readonly: readonly === true,
  }));
  const sorted = normalized.sort((one, other) => (one.key < other.key ? -1 : 1));
  return { kind: "object", members: sorted, ...(index && { index: normalizeShape(index) }) };
}
