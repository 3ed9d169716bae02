/** Light syntax nodes: the few kinds that openapi-typescript builds, with the slots that it reads under the names that `typescript` gives them. */
export type Node = TypeNode | MemberNode | StatementNode | Name;

export type TypeNode =
  | Keyword
  | Name
  | LiteralType
  | TypeReference
  | ArrayType
  | TupleType
  | OptionalType
  | RestType
  | UnionType
  | IntersectionType
  | IndexedAccessType
  | TypeLiteral
  | SourceText;
export type MemberNode = PropertySignature | IndexSignature;
export type StatementNode = TypeAlias | Interface;

/** A word of the language: a type, a modifier, a literal. Its kind is the word and `Keyword`. */
export interface Keyword {
  readonly kind: `${string}Keyword`;
}

/** An identifier prints as it is: openapi-typescript also quotes literals into identifiers. */
export interface Name {
  readonly kind: "Identifier" | "StringLiteral" | "NumericLiteral";
  readonly text: string;
  readonly escapedText: string;
}

export interface NegativeNumber {
  readonly kind: "PrefixUnaryExpression";
  readonly operand: Name;
}

export interface LiteralType {
  readonly kind: "LiteralType";
  readonly literal: Keyword | Name | NegativeNumber;
}

export interface TypeReference {
  readonly kind: "TypeReference";
  readonly typeName: Name;
  readonly typeArguments: readonly TypeNode[];
}

export interface ArrayType {
  readonly kind: "ArrayType";
  readonly elementType: TypeNode;
}

export interface TupleType {
  readonly kind: "TupleType";
  readonly elements: readonly TypeNode[];
}

export interface OptionalType {
  readonly kind: "OptionalType";
  readonly type: TypeNode;
}

export interface RestType {
  readonly kind: "RestType";
  readonly type: TypeNode;
}

export interface UnionType {
  readonly kind: "UnionType";
  readonly types: readonly TypeNode[];
}

export interface IntersectionType {
  readonly kind: "IntersectionType";
  readonly types: readonly TypeNode[];
}

export interface IndexedAccessType {
  readonly kind: "IndexedAccessType";
  readonly objectType: TypeNode;
  readonly indexType: TypeNode;
}

export interface TypeLiteral {
  readonly kind: "TypeLiteral";
  readonly members: readonly MemberNode[];
}

/** A type that came as source text and is printed as it came. */
export interface SourceText {
  readonly kind: "SourceText";
  readonly text: string;
}

/** Set by `addSyntheticLeadingComment`: comment texts without their opening and closing marks. */
export interface Commented {
  comments?: string[];
}

export interface PropertySignature extends Commented {
  readonly kind: "PropertySignature";
  readonly modifiers: readonly Keyword[];
  readonly name: Name;
  readonly questionToken: object | undefined;
  readonly type: TypeNode;
}

export interface IndexSignature extends Commented {
  readonly kind: "IndexSignature";
  readonly modifiers: readonly Keyword[];
  readonly parameters: readonly Parameter[];
  readonly type: TypeNode;
}

export interface Parameter {
  readonly kind: "Parameter";
  readonly name: Name;
  readonly type: TypeNode;
}

export interface TypeAlias extends Commented {
  readonly kind: "TypeAliasDeclaration";
  readonly modifiers: readonly Keyword[];
  readonly name: Name;
  /** Type parameters as source text, with their brackets. */
  readonly parameters: string;
  readonly type: TypeNode;
}

export interface Interface extends Commented {
  readonly kind: "InterfaceDeclaration";
  readonly modifiers: readonly Keyword[];
  readonly name: Name;
  /** openapi-typescript adds operations to an interface that it made earlier. */
  members: readonly MemberNode[];
}
