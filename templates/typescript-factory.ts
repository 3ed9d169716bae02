import type {
  ArrayType,
  IndexedAccessType,
  IndexSignature,
  Interface,
  IntersectionType,
  Keyword,
  LiteralType,
  MemberNode,
  Name,
  NegativeNumber,
  Parameter,
  PropertySignature,
  OptionalType,
  RestType,
  TupleType,
  TypeAlias,
  TypeLiteral,
  TypeNode,
  TypeReference,
  UnionType,
} from "./typescript-nodes.js";

type Modifiers = readonly Keyword[] | undefined;
type PropertySlots = [modifiers: Modifiers, name: string | Name, questionToken: object | undefined, type: TypeNode];
type ParameterSlots = [modifiers: Modifiers, dots: undefined, name: string | Name, question: undefined, type: TypeNode];
type AliasSlots = [modifiers: Modifiers, name: string | Name, parameters: undefined, type: TypeNode];
type InterfaceSlots = [
  modifiers: Modifiers,
  name: string | Name,
  parameters: undefined,
  heritage: undefined,
  members: readonly MemberNode[],
];

/** `ts.factory`, as far as openapi-typescript and we call it: same names, same order of parameters, nothing checked. */
export const factory = {
  createToken: <Kind extends string>(kind: Kind) => ({ kind }),
  createModifier: createKeyword,
  createKeywordTypeNode: createKeyword,
  createNull: () => createKeyword("NullKeyword"),
  createTrue: () => createKeyword("TrueKeyword"),
  createFalse: () => createKeyword("FalseKeyword"),
  createNodeArray: <Item>(items: readonly Item[]) => items,
  createIdentifier: (text: string) => createName("Identifier", text),
  createStringLiteral: (text: string) => createName("StringLiteral", text),
  createNumericLiteral: (value: string | number) => createName("NumericLiteral", String(value)),
  createPrefixUnaryExpression: (_minus: string, operand: Name): NegativeNumber => ({
    kind: "PrefixUnaryExpression",
    operand,
  }),
  createLiteralTypeNode: (literal: LiteralType["literal"]): LiteralType => ({ kind: "LiteralType", literal }),
  createTypeReferenceNode: (name: string | Name, typeArguments: readonly TypeNode[] = []): TypeReference => ({
    kind: "TypeReference",
    typeName: toName(name),
    typeArguments,
  }),
  createArrayTypeNode: (elementType: TypeNode): ArrayType => ({ kind: "ArrayType", elementType }),
  createTupleTypeNode: (elements: readonly TypeNode[]): TupleType => ({ kind: "TupleType", elements }),
  createOptionalTypeNode: (type: TypeNode): OptionalType => ({ kind: "OptionalType", type }),
  createRestTypeNode: (type: TypeNode): RestType => ({ kind: "RestType", type }),
  createUnionTypeNode: (types: readonly TypeNode[]): UnionType => ({ kind: "UnionType", types }),
  createIntersectionTypeNode: (types: readonly TypeNode[]): IntersectionType => ({ kind: "IntersectionType", types }),
  createIndexedAccessTypeNode: (objectType: TypeNode, indexType: TypeNode): IndexedAccessType => ({
    kind: "IndexedAccessType",
    objectType,
    indexType,
  }),
  createTypeLiteralNode: (members: readonly MemberNode[]): TypeLiteral => ({ kind: "TypeLiteral", members }),
  createPropertySignature: (...[modifiers = [], name, questionToken, type]: PropertySlots): PropertySignature => ({
    kind: "PropertySignature",
    modifiers,
    name: toName(name),
    questionToken,
    type,
  }),
  createIndexSignature: (
    modifiers: Modifiers = [],
    parameters: readonly Parameter[],
    type: TypeNode,
  ): IndexSignature => ({ kind: "IndexSignature", modifiers, parameters, type }),
  createParameterDeclaration: (...[, , name, , type]: ParameterSlots): Parameter => ({
    kind: "Parameter",
    name: toName(name),
    type,
  }),
  createTypeAliasDeclaration: (...[modifiers = [], name, , type]: AliasSlots): TypeAlias => ({
    kind: "TypeAliasDeclaration",
    modifiers,
    name: toName(name),
    parameters: "",
    type,
  }),
  createInterfaceDeclaration: (...[modifiers = [], name, , , members]: InterfaceSlots): Interface => ({
    kind: "InterfaceDeclaration",
    modifiers,
    name: toName(name),
    members,
  }),
};

function createKeyword(kind: Keyword["kind"]): Keyword {
  return { kind };
}

function createName(kind: Name["kind"], text: string): Name {
  return { kind, text, escapedText: text };
}

function toName(name: string | Name): Name {
  return typeof name === "string" ? createName("Identifier", name) : name;
}
