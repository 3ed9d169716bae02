import type { MemberShape, TypeShape } from "../../generator/plan/types/shape.js";
import {
  astToString,
  type TransformContext,
  transformSchemaObject,
  ts,
  tsPropertyIndex,
} from "../openapi-typescript.js";
import { docComment } from "../text.js";
import { checkName, type LoweredSchema, lowerShape } from "./lower-shape.js";

export interface PrintTypeOptions {
  /** Spaces before the line that the type starts on; its further lines stand below that. */
  readonly indent?: number;
}

/** The TypeScript text of a type. */
export function printType(shape: TypeShape, options: PrintTypeOptions = {}): string {
  const text = printNode(buildShape(shape));
  // No literal holds a raw line break, so each one is layout.
  return options.indent ? text.replaceAll("\n", `\n${" ".repeat(options.indent)}`) : text;
}

/** An exported type under its own name: an interface where the shape is an object, else an alias. */
export function printDeclaration(name: string, shape: TypeShape, doc?: string): string {
  const { factory, SyntaxKind } = ts;
  const modifiers = [factory.createModifier(SyntaxKind.ExportKeyword)];
  const type = buildShape(shape);
  const declaration = ts.isTypeLiteralNode(type)
    ? factory.createInterfaceDeclaration(modifiers, checkName(name), undefined, undefined, type.members)
    : factory.createTypeAliasDeclaration(modifiers, checkName(name), undefined, type);
  return printNode(addDoc(declaration, doc));
}

function printNode(node: ts.Node): string {
  return astToString(node).trimEnd();
}

const known = new Map<string, ts.TypeNode>();

/** Few types that have no members are met often, and a node is not changed once it is built. */
function buildShape(shape: TypeShape): ts.TypeNode {
  const key = keyOf(shape);
  const earlier = key === undefined ? undefined : known.get(key);
  if (earlier !== undefined) return earlier;
  const type = buildType(lowerShape(shape));
  if (key !== undefined) known.set(key, type);
  return type;
}

/** What tells types without members apart. */
function keyOf(shape: TypeShape): string | undefined {
  switch (shape.kind) {
    case "keyword":
      return shape.keyword;
    case "name":
      return `=${shape.name}`;
    case "literal":
      return typeof shape.value === "string" ? JSON.stringify(shape.value) : String(shape.value);
    case "union": {
      const keys = shape.variants.map(keyOf);
      return keys.includes(undefined) ? undefined : keys.join("|");
    }
    default:
      return undefined;
  }
}

function buildType(schema: LoweredSchema): ts.TypeNode {
  return transformSchemaObject(schema, { path: "", ctx: context });
}

const context: TransformContext<LoweredSchema> = {
  discriminators: { objects: {}, refsHandled: [] },
  injectFooter: [],
  resolve: () => undefined,
  transform: buildOwnType,
};

/** What JSON Schema has no words for. */
function buildOwnType({
  type,
  name,
  args,
  members,
  index,
  prefixItems,
  least,
  rest,
}: LoweredSchema): ts.TypeNode | undefined {
  if (type === "generic" && name && args) return ts.factory.createTypeReferenceNode(name, args.map(buildType));
  if (type === "object" && members) return buildObject(members, index);
  if (prefixItems && (rest || least !== undefined)) return buildTuple(prefixItems, least, rest);
  return undefined;
}

function buildObject(members: readonly MemberShape[], index: TypeShape | undefined): ts.TypeNode {
  const others = index ? listMembers(buildType({ additionalProperties: lowerShape(index) })) : [];
  return ts.factory.createTypeLiteralNode([...members.map(buildMember), ...others]);
}

const READONLY = [ts.factory.createModifier(ts.SyntaxKind.ReadonlyKeyword)];
const OPTIONAL = ts.factory.createToken(ts.SyntaxKind.QuestionToken);
const UNDEFINED = ts.factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword);

function buildMember({ key, shape, optional, undefinable, readonly, doc }: MemberShape): ts.TypeElement {
  const type = buildShape(shape);
  const property = ts.factory.createPropertySignature(
    readonly ? READONLY : undefined,
    tsPropertyIndex(key),
    optional ? OPTIONAL : undefined,
    undefinable ? addUndefined(type) : type,
  );
  return addDoc(property, doc);
}

/** `key?: T | undefined`, so that who has a maybe can pass it. */
function addUndefined(type: ts.TypeNode): ts.TypeNode {
  return ts.factory.createUnionTypeNode(ts.isUnionTypeNode(type) ? [...type.types, UNDEFINED] : [type, UNDEFINED]);
}

function buildTuple(items: readonly LoweredSchema[], least: number = items.length, rest?: LoweredSchema): ts.TypeNode {
  const { factory } = ts;
  const nodes = items.map((item, index) =>
    index < least ? buildType(item) : factory.createOptionalTypeNode(buildType(item)),
  );
  const others = rest ? [factory.createRestTypeNode(factory.createArrayTypeNode(buildType(rest)))] : [];
  return factory.createTupleTypeNode([...nodes, ...others]);
}

function listMembers(type: ts.TypeNode): readonly ts.TypeElement[] {
  return ts.isTypeLiteralNode(type) ? type.members : [];
}

function addDoc<Node extends ts.Node>(node: Node, doc: string | undefined): Node {
  if (doc === undefined) return node;
  const comment = docComment([doc]);
  if (comment === "") return node;
  const text = comment.slice("/*".length, -"*/".length);
  return ts.addSyntheticLeadingComment(node, ts.SyntaxKind.MultiLineCommentTrivia, text, true);
}
