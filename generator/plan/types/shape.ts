/**
 * A type as the plan decided it: direction, optionality, nullability and names are settled, so that printing has nothing left to choose.
 * Plain JSON; recursion goes through `name`.
 */
export type TypeShape =
  | NameShape
  | KeywordShape
  | LiteralShape
  | ArrayShape
  | TupleShape
  | ObjectShape
  | UnionShape
  | IntersectionShape
  | GenericShape;

/** A type by its TypeScript name: `Customer`, `Unrecognized`, `globalThis.Date`. */
export interface NameShape {
  readonly kind: "name";
  readonly name: string;
}

/** A type that TypeScript has a word for. */
export interface KeywordShape {
  readonly kind: "keyword";
  readonly keyword: "string" | "number" | "boolean" | "bigint" | "null" | "undefined" | "unknown" | "never";
}

/** Exactly one value. */
export interface LiteralShape {
  readonly kind: "literal";
  readonly value: string | number | boolean | null;
}

/** Any number of items of one type. */
export interface ArrayShape {
  readonly kind: "array";
  readonly items: TypeShape;
}

/** Items by position, then any number of `rest`. */
export interface TupleShape {
  readonly kind: "tuple";
  readonly items: readonly TypeShape[];
  /** How many of the items are always there; all of them when absent. */
  readonly least?: number;
  readonly rest?: TypeShape;
}

/** Members in the order to print them; `index` types every other key. Without both it is `{}`. */
export interface ObjectShape {
  readonly kind: "object";
  readonly members: readonly MemberShape[];
  readonly index?: TypeShape;
}

/** A member of an object type. */
export interface MemberShape {
  /** As on the wire. */
  readonly key: string;
  readonly shape: TypeShape;
  readonly optional: boolean;
  /** Adds `| undefined`, so that users of `exactOptionalPropertyTypes` can pass a maybe. */
  readonly undefinable?: boolean;
  readonly readonly?: boolean;
  /** JSDoc text as the author wrapped it, without comment marks. */
  readonly doc?: string;
}

/** One of the variants; none of them = `never`. */
export interface UnionShape {
  readonly kind: "union";
  readonly variants: readonly TypeShape[];
}

/** All members at once; none of them = `unknown`. */
export interface IntersectionShape {
  readonly kind: "intersection";
  readonly members: readonly TypeShape[];
}

/** A generic type applied to arguments: `Page<Customer>`. */
export interface GenericShape {
  readonly kind: "generic";
  readonly name: string;
  readonly args: readonly TypeShape[];
}
